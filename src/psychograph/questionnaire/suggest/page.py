"""The page on suggestions: written from the mapping, so that it cannot say otherwise.

``python -m psychograph.questionnaire.suggest.page docs/questionnaire-suggest.md``
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from psychograph.instruments.catalogue import Catalogue, shipped
from psychograph.instruments.errors import InstrumentError
from psychograph.knowledge.base import shipped as shipped_knowledge
from psychograph.knowledge.rules import Rule
from psychograph.questionnaire.suggest.building import CHECK_FROM, MOST_ON_A_PAGE
from psychograph.questionnaire.suggest.choosing import FEWEST_ITEMS, MOST_IN_BASIS
from psychograph.questionnaire.suggest.mapping import Added, Asked, Suggestions, Topic, suggestions

HEAD = f"""# From business questions to a questionnaire

`psychograph questionnaire suggest` proposes what to ask. It follows the mapping on this page and asks no
model: words of a question point to topics, topics to constructs, constructs to scales. The lists below
are written by `python -m psychograph.questionnaire.suggest.page docs/questionnaire-suggest.md` from
`src/psychograph/questionnaire/data/suggestions.yaml`, where you can dispute them.

```
psychograph questionnaire suggest my-study --goal launch_new --about "our new tea" \\
  --question "Who is open to new products?" --question "Where do we reach them?"
psychograph questionnaire preview my-study
psychograph questionnaire size my-study
psychograph questionnaire export my-study --to xlsform
psychograph responses import answers.csv --out my-study
psychograph run my-study
```

**How words are read.** Endings and small words do not matter ("trying new products" is "try new
product"). The words of a phrase must stand near each other; phrases in italics must stand word for
word. A longer phrase beats a shorter one inside it, so that "traditional channels" speaks of channels
and not of tradition. Where no phrase of a topic stands in a question, the words of the
[constructs](constructs.md) themselves are tried. A question may point to several topics. A question
that points to none is said to be unmatched, and nothing is guessed: put it in other words, or name a
topic with `--topic`. Questions after data that the law protects most (GDPR Art. 9) are refused.

**How often that is right.** Questions that the product's own makers wrote down, each with the one topic
they meant:

| 30 questions each | the topic was found | nothing was found, and said | only another topic |
|---|---|---|---|
| plain ones, written before the words | 29 | 0 | 1 |
| roundabout ones, after a first draft of words | 12 | 10 | 8 |
| others, after a second draft | 17 | 8 | 5 |
| others, after the present draft | 18 | 11 | 1 |

All figures are of first sight. What the first three sets missed was added to the words; the last set was
never used for that, so expect its figures for roundabout questions, and read what is printed. The words
are English.

**What is asked first.** For each key question the most telling construct of every topic, then the
second of every topic, and so on; then the constructs by which [targets](targets.md) are ranked for the
goal, the heaviest first; then the other topics of the goal. With time to spare, personality is added,
and why and how people buy: personas hold five rings of buying insight, and what set a search off or how
it went no rule can infer.

**What happens when time is short.** The first of these that fits is taken: all of it; what is only
added with time to spare in its short form, or the two most telling questions of it; without it; without
what only goes with the goal; scales of ours with {FEWEST_ITEMS} statements, the least important first;
validated scales in their short form (the TIPI for the Mini-IPIP); without the least important
constructs, one by one. A validated scale is never cut, since nobody knows what its half measures. What
was left out is printed.

**What builds segments.** Attributes of the person that key questions or the ranking of targets need,
the {MOST_IN_BASIS} most important; any more would ask for more people than most studies have, and
describe instead. What people think of an offer or a brand, what they did and who they are describes
them. Openness and need for cognition are asked with much the same statements, so only one of them
builds.

**Which scale.** An instrument of your own (`psychograph instruments add`) that measures a construct goes
first, then validated ones, then ours, which nobody has validated: the table says which. What people think
of an offer or a brand is asked by statements of ours with its name filled in (`--about`, `--brand`).

**How it is laid out.** Agreement to take part comes first, then what people did and why they buy, then
statements in batteries of at most {MOST_ON_A_PAGE}, those with one answer scale together, mixed and in
an order of chance, and who people are comes last. Statements must be answered, since segments cannot be
built on blanks; questions about the person need not. From {CHECK_FROM} statements on, one of them asks
for a certain answer, to see who reads; it asks to disagree, since who agrees with everything would pass
otherwise. Headings say nothing of what is measured.

**What it does not do.** It does not know your product, so it asks nothing of it but intention and
needs; it writes no new statements; it does not translate. Standard questions speak of buying: where
people give, join or visit instead, change those words (`ask`) in `questionnaire.yaml`; the columns stay
as they are. A pilot with ten people finds what no mapping can.
"""


def suggestions_page(mapping: Suggestions, catalogue: Catalogue) -> str:
    """Return the page: topics, goals, and how each construct is asked."""
    return "\n".join(_lines(mapping, catalogue)) + "\n"


def _lines(mapping: Suggestions, catalogue: Catalogue) -> Iterator[str]:
    yield HEAD
    yield "## Topics\n"
    yield "| topic | asks | why | papers |"
    yield "|---|---|---|---|"
    for topic in mapping.topics.values():
        yield _topic(topic, mapping)
    yield "\n## Words\n"
    for topic in mapping.topics.values():
        veto = f" Not beside: {'; '.join(map(_plain, topic.not_with))}." if topic.not_with else ""
        yield f"- **{topic.id}**: {'; '.join(map(_plain, topic.words))}.{veto}"
    yield "\n## Goals\n"
    yield "| goal | topics | why |"
    yield "|---|---|---|"
    for goal, needs in mapping.goals.items():
        yield f"| {goal.value} | {', '.join(needs.topics)} | {needs.why} |"
    yield "\n## How each construct is asked\n"
    yield "| construct | attribute | does | asked with | rules that act on it | why so |"
    yield "|---|---|---|---|---|---|"
    rules = shipped_knowledge().rules
    for asked in mapping.constructs.values():
        yield _construct(asked, catalogue, rules)
    yield f"\nWith time to spare: {_added(mapping.spare, mapping)}"
    yield f"\nLikewise: {_added(mapping.insight, mapping)}"
    yield f"\nAlways: {_added(mapping.always, mapping)}"
    yield "\nPapers are listed with [all rules](rules-list.md#references)."


def _plain(words: str) -> str:
    return f"*{words.removeprefix('=')}*" if words.startswith("=") else words


def _topic(topic: Topic, mapping: Suggestions) -> str:
    asks = ", ".join(mapping.constructs[name].attribute for name in topic.ask)
    return f"| {topic.id}: {topic.name} | {asks} | {topic.why} | {', '.join(topic.evidence) or 'none'} |"


def _construct(asked: Asked, catalogue: Catalogue, rules: tuple[Rule, ...]) -> str:
    acting = ", ".join(rule.id for rule in rules if asked.construct in constructs_of(rule)) or "none"
    cells = (asked.construct, asked.attribute, asked.role.value, _with(asked, catalogue), acting, asked.why)
    return f"| {' | '.join(cells)} |"


def _with(asked: Asked, catalogue: Catalogue) -> str:
    found = []
    for reference in asked.scales:
        try:
            pack, scale = catalogue.scale(reference)
        except InstrumentError:
            continue
        validated = "" if pack.validated else ", not validated"
        found.append(f"`{reference}` ({len(pack.items_of(scale.id))} items{validated})")
    if asked.statements:
        found.append(f"{len(asked.statements)} statements of ours, not validated")
    if asked.question:
        found.append(f"question `{asked.question}` of the bank")
    return ", else ".join(found)


def constructs_of(rule: Rule) -> frozenset[str]:
    """Return the constructs that decide whether a rule speaks."""
    conditions = (*rule.when, *rule.also_any, *rule.unless)
    return frozenset((*(one.construct for one in conditions), rule.unless_measured)) - {""}


def _added(added: Added, mapping: Suggestions) -> str:
    names = ", ".join(mapping.constructs[name].attribute for name in added.ask)
    return f"{names}. {added.why}"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(suggestions_page(suggestions(), shipped()), encoding="utf-8", newline="\n")
