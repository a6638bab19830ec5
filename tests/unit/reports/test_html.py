"""The report: whole, true to the run, safe to open, and the same each time."""

import base64
import math
import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from unit.reports.hostile import SCRIPT
from unit.reports.pages import read

from psychograph.findings import Finding, Severity
from psychograph.knowledge.references import references
from psychograph.personas.build import MOST_CATEGORIES
from psychograph.profiling.profile import CategoryCount, CategoryProfile
from psychograph.reports.figures import draw_figures
from psychograph.reports.formats import fixed, signed
from psychograph.reports.html import render_html
from psychograph.reports.view.brief_page import brief_view
from psychograph.reports.view.page import SECTIONS, view_page
from psychograph.reports.view.ranking import meanings_of_roles
from psychograph.reports.view.respondents import respondents
from psychograph.reports.view.trust import trust
from psychograph.segmentation.segmentation import VerdictKind
from psychograph.strategy.lines import BriefLine
from psychograph.strategy.targets import TargetRole

pytestmark = pytest.mark.usefixtures("hasty_judgement")


@pytest.fixture(scope="module", params=["worked_example", "wearable", "hostile"])
def run(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def html(run, drawn):
    return render_html(run, drawn(run))


@pytest.fixture(scope="module")
def page(html):
    return read(html)


def test_has_one_title_every_section_and_no_heading_out_of_order(run, page):
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert [a["id"] for a in page.all("section")] == [section for section, _ in SECTIONS]
    brief = [f"brief-{run.brief.segment}"] if run.brief is not None else []
    assert [a["id"] for a in page.all("article")] == [f"persona-{p.segment}" for p in run.personas] + brief
    assert page.all("html") == [{"lang": "en"}]


def test_links_lead_somewhere_and_ids_are_unique(page):
    ids = Counter(a["id"] for _, a in page.tags if "id" in a)
    assert [name for name, count in ids.items() if count > 1] == []
    inside = {a["href"][1:] for a in page.all("a") if a["href"].startswith("#")}
    assert inside - set(ids) == set()
    named = {name for _, a in page.tags for name in a.get("aria-labelledby", "").split()}
    assert named - set(ids) == set()
    contents = {section for section, _ in SECTIONS}
    assert contents <= inside


def test_loads_nothing_and_runs_nothing(html, page):
    outside = {a["href"] for a in page.all("a") if not a["href"].startswith("#")}
    assert outside <= {reference.link for reference in references().values()}
    for tag, attributes in page.tags:
        assert tag not in {"script", "link", "iframe", "object", "embed", "form", "base"}
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("src", "srcset"):
            assert (
                attributes.get(name, "data:").startswith("data:image/svg+xml;base64,")
                or name not in attributes
            )
    style = html[html.index("<style>") : html.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style
    policies = [a["content"] for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    assert policies == ["default-src 'none'; img-src data:; style-src 'unsafe-inline'"]


def test_pictures_are_plain_drawings_with_words_for_them(page):
    for image in page.all("img") + page.all("source"):
        drawing = base64.b64decode(image.get("src", image.get("srcset", "")).split(",", 1)[1]).decode()
        tags = {element.tag.rsplit("}", 1)[-1] for element in ET.fromstring(drawing).iter()}  # noqa: S314
        assert tags <= {
            "svg",
            "g",
            "path",
            "text",
            "tspan",
            "line",
            "rect",
            "circle",
            "title",
            "defs",
            "clipPath",
            "style",
        }
    assert all(len(image["alt"]) > 40 and int(image["width"]) > 0 for image in page.all("img"))
    described = [image for image in page.all("img") if image.get("class") != "glyph"]
    assert len(page.all("source")) == len(described)


def test_tables_have_captions_and_scopes(page):
    tables = len(page.all("table"))
    assert tables
    assert len(page.all("caption")) == tables
    assert all(a.get("scope") in {"row", "col"} for a in page.all("th"))


def test_same_run_gives_same_page(run, html):
    assert render_html(run, draw_figures(run)) == html


def test_figures_on_the_page_are_those_of_the_run(run, page):
    verdict = run.segmentation.verdict
    assert fixed(verdict.silhouette) in page.words
    assert fixed(verdict.null_silhouette) in page.words
    for part in run.profile.segments:
        for attribute in part.attributes:
            assert fixed(attribute.mean) in page.words
            assert signed(attribute.g) in page.words
    for score in run.ranking.scores:
        assert f"{score.fit:.1f}" in page.words
        assert f"{score.attractiveness:.1f}" in page.words
    for persona in run.personas:
        for statement in persona.statements:
            assert " ".join(statement.text.split()) in page.words


def with_brief(run, **changes):
    """Return a run whose first brief differs."""
    first, *others = run.briefs
    return replace(run, briefs=(replace(first, **changes), *others))


def test_shows_every_finding_guard_and_line_of_the_brief(run, page):
    for finding in run.findings:
        assert " ".join(finding.text.split()) in page.words
    assert run.findings[0].text.split(";")[0] in page.words[:2500]
    assert run.brief is not None
    for guard in run.brief.guards:
        assert guard.id in page.words
    for line in brief_view(run, run.brief).lines():
        said = line.text[:1].upper() + line.text[1:]
        assert " ".join(said.split()) in page.words


def test_lists_just_the_references_that_are_cited(page):
    cited = {a["href"] for a in page.all("a") if a["href"].startswith("#reference-")}
    listed = {f"#{a['id']}" for a in page.all("li") if a.get("id", "").startswith("reference-")}
    assert cited == listed


def test_what_respondents_and_users_wrote_shows_as_text(hostile, drawn):
    html = render_html(hostile, drawn(hostile))
    page = read(html)
    assert "<script" not in html.lower()
    assert "onerror=alert" not in re.sub(
        r"(?:&#34;&gt;)?&lt;img src=x onerror=alert\((?:\d\)|\N{HORIZONTAL ELLIPSIS})", "", html
    )
    assert page.words.count(SCRIPT) > 20
    assert "</article>" in page.words
    assert "{{ 7*7 }}" in page.words
    assert html.count("</style>") == 1
    assert "<b>bold</b>" in page.words


def test_unproven_claims_are_marked(worked_example, drawn):
    words = read(render_html(worked_example, drawn(worked_example))).words
    assert "“Every purchase plants a tree” needs evidence" in words


def test_says_why_there_is_no_brief(worked_example):
    scores = tuple(replace(score, role=TargetRole.INDIRECT) for score in worked_example.ranking.scores)
    why = "by their answers, no persona would buy for themselves"
    ranking = replace(worked_example.ranking, target=None, scores=scores, why_no_target=why)
    briefs = tuple(replace(brief, role=TargetRole.INDIRECT) for brief in worked_example.briefs)
    run = replace(worked_example, briefs=briefs, ranking=ranking)
    words = read(render_html(run, draw_figures(run))).words
    assert f"There is no brief for a target, because none is proposed: {why}." in words
    assert "None proposed." in words
    assert words.count("reached through others") >= 2


def test_warns_where_there_are_no_segments(worked_example):
    segmentation = replace(
        worked_example.segmentation,
        verdict=replace(worked_example.segmentation.verdict, kind=VerdictKind.NONE),
    )
    run = replace(worked_example, segmentation=segmentation)
    words = read(render_html(run, draw_figures(run))).words
    assert "there is no sign of segments: do not act on this" in words[:2000]


def test_a_study_without_weakness_says_so(worked_example):
    run = replace(worked_example, findings=())
    assert "gave cause for a finding" in read(render_html(run, draw_figures(run))).words
    note = replace(worked_example, findings=(Finding("n", Severity.NOTE, "Only a note."),))
    assert [line.label for line in view_page(note, draw_figures(note)).summary][-1] == "Note"


def test_answers_that_few_gave_are_not_shown(worked_example):
    shown = respondents(worked_example, {name: name for name in worked_example.study.attributes})
    assert shown.descriptors is not None
    occupation = shown.descriptors.rows[1]
    assert occupation.cells[1].text == "28 different answers, each too rare to show"


def words_of(run):
    return read(render_html(run, draw_figures(run))).words


def changed(run, segment, **parts):
    """The run with parts of one persona replaced."""
    personas = tuple(replace(p, **parts) if p.segment == segment else p for p in run.personas)
    return replace(run, personas=personas)


def test_tells_which_heights_leave_these_segments(worked_example):
    low, high = worked_example.segmentation.tree.gap_of(2)
    shown = trust(worked_example)
    least, most = (float(end) for end in re.findall(r"[\d.]*\d", shown.heights)[:2])
    assert low <= least < most <= high
    assert float(shown.below) <= low
    assert "leaves 2 segments; lower gives more." in shown.heights


def test_tells_who_answered_from_who_was_segmented(worked_example):
    left_out = replace(worked_example.segmentation, left_out=("R1", "R2"))
    words = words_of(replace(worked_example, segmentation=left_out))
    assert "30 people answered; 28 fall into 2 segments." in words
    assert "2 left a question blank and could not be placed. Of the 28 in segments: " in words
    assert "28 people answered and fall into 2 segments." in words_of(worked_example)


def test_counts_the_data_sets_without_segments(worked_example):
    verdict = replace(worked_example.segmentation.verdict, null_draws=999, null_share=0.05, borderline=True)
    run = replace(worked_example, segmentation=replace(worked_example.segmentation, verdict=verdict))
    words = words_of(run)
    assert "Of 999 such data sets, 49 were at least as separated, by silhouette or by the gap" in words
    assert "between segments (about 5%)" in words
    assert "Borderline: another seed could tip it." in words
    steady = replace(verdict, borderline=False)
    run = replace(worked_example, segmentation=replace(worked_example.segmentation, verdict=steady))
    assert "another seed" not in words_of(run)


def test_what_not_to_do_says_so_where_no_heading_does(worked_example):
    first, other = worked_example.briefs
    lines = (BriefLine("direct acquisition spend", "inferred", slot="dont"), BriefLine("e-mail", "inferred"))
    words = words_of(replace(worked_example, briefs=(first, replace(other, donts=lines))))
    assert "Avoid: direct acquisition spend inferred" in words
    assert "E-mail inferred" in words


def test_a_reference_for_and_against_is_cited_once(worked_example):
    brief = worked_example.brief
    assert brief is not None
    first = next(line for line in brief.frames if line.evidence)
    both = replace(first, evidence=first.evidence[:1], against=first.evidence[:1])
    words = words_of(with_brief(worked_example, frames=(both,)))
    assert re.search(r"rule \w+, for and against it \[\d+\]", words)


def test_a_proposition_that_needs_evidence_is_marked_at_once(worked_example):
    brief = worked_example.brief
    assert brief is not None
    assert "needs evidence first" in words_of(worked_example)[:2500]
    settled = with_brief(worked_example, proposition=replace(brief.proposition, checks=()))
    assert "needs evidence first" not in words_of(settled)


def test_every_role_and_basis_has_its_words(worked_example):
    assert set(meanings_of_roles(worked_example.language)) == set(TargetRole)
    assert "goal goes with the goal you chose" in words_of(worked_example)


def test_few_answers_give_no_figures(worked_example):
    first = worked_example.profile.segments[0]
    age = first.attribute("Age")
    hidden = dict.fromkeys(("minimum", "lower_quartile", "median", "upper_quartile", "maximum"), math.nan)
    unknown = {**hidden, "mean": math.nan, "sd": math.nan, "g": math.nan, "g_interval": (math.nan, math.nan)}
    for n, figures, least in ((7, hidden, 10), (3, unknown, 5)):
        few = replace(age, n=n, **figures)
        part = replace(first, attributes=tuple(few if a is age else a for a in first.attributes))
        profile = replace(worked_example.profile, segments=(part, *worked_example.profile.segments[1:]))
        run = replace(changed(worked_example, 1, numbers=()), profile=profile)
        assert f"Age: not shown, fewer than {least} answered" in words_of(run)
        assert not re.search(r"\bnan\b", words_of(run), re.IGNORECASE)


def test_answers_beyond_the_first_are_told_from_those_too_rare_to_show(worked_example):
    given = [(f"job {at}", 20 - at) for at in range(MOST_CATEGORIES)] + [("cook", 17), ("judge", 3)]
    counts = tuple(CategoryCount(category, count, count) for category, count in given)
    first, *others = worked_example.profile.segments
    part = replace(first, categories=(CategoryProfile("Occupation", "", 110, counts),))
    profile = replace(worked_example.profile, segments=(part, *others))
    words = words_of(replace(worked_example, profile=profile))
    told = "17 more in other answers, the rest is not shown, since few gave one of these answers; of 110"
    assert f"job 4: 16 (15%), {told}" in words
    assert "judge 3" not in words


def test_a_small_difference_is_no_answer(worked_example):
    parts = worked_example.profile.segments
    alike = replace(parts[0].attribute("Age"), mean=30.0, sd=5.0, g=0.9)
    near = replace(alike, mean=31.0)
    segments = tuple(
        replace(part, attributes=tuple(new if a.name == "Age" else a for a in part.attributes))
        for part, new in zip(parts, (alike, near), strict=True)
    )
    assert "Age: Structured Realists have the highest mean (38.33)" in words_of(worked_example)
    run = replace(worked_example, profile=replace(worked_example.profile, segments=segments))
    assert "Age: no clear difference." in words_of(run)


def test_a_study_without_answer_scales_has_no_charts_on_them(worked_example):
    segments = tuple(
        replace(part, attributes=tuple(replace(a, scale=None) for a in part.attributes))
        for part in worked_example.profile.segments
    )
    run = replace(worked_example, profile=replace(worked_example.profile, segments=segments))
    html = render_html(run, draw_figures(run))
    assert 'class="card-chart"' not in html
    assert 'id="figure-profiles"' not in html


def test_random_weightings_are_never_certain(worked_example):
    scores = tuple(replace(score, first_share=1.0) for score in worked_example.ranking.scores)
    run = replace(worked_example, ranking=replace(worked_example.ranking, scores=scores))
    words = words_of(run)
    assert "first in over 99% of random weightings" in words
    assert words.count("Only the weights vary") == 1


def test_control_characters_reach_no_page(worked_example):
    study = worked_example.study.model_copy(update={"title": "red \x1b[31mhat\u202e\x00"})
    run = replace(worked_example, study=study)
    page = render_html(run, draw_figures(run))
    assert "red  [31mhat" in page
    assert not set("\x1b\u202e\x00") & set(page)
