"""Which English words claim nothing, and which say the same: all that a rewording may change.

Every word that is not listed here counts as a claim, so that a word nobody thought of is a reason to
reject a text, never to let it pass. Prepositions, auxiliaries and "they" are missing on purpose: who
decides for others does not decide with them, who is moved does not move, who trusts is not trusted,
and "ask more of them" is not "they ask more of them".
"""

from __future__ import annotations

# Words that may come and go: they hold sentences together.
FREE = frozenset(
    "a an the and also moreover furthermore their these those this that which who whose its of to in on at "
    "as".split()
)

# Words and phrases that say the same; the first stands for all. Groups of one keep a phrase together
# whose small words are not free: "few fit" is not "a few fit".
SAME = (
    ("a few",),
    ("a little",),
    ("no one", "nobody"),
    ("have to",),
    ("be to",),
    ("probably", "likely", "presumably", "in all likelihood"),
    ("may", "might"),
    ("nearly", "almost"),
    ("everyone", "everybody"),
    ("much", "a lot of", "a great deal of", "plenty of"),
    ("often", "frequently"),
    ("rarely", "seldom"),
    ("buy", "purchase"),
    ("furthest", "farthest"),
    ("mean", "average"),
    ("compared with", "compared to", "in comparison with", "in comparison to"),
    ("held back", "put off", "deterred"),
    ("moved", "driven", "motivated"),
    ("seek", "look for", "search for"),
    ("choose", "pick", "select"),
    ("show", "demonstrate"),
    ("begin", "start"),
    ("big", "large"),
    ("roughly", "approximately"),
    ("for example", "for instance"),
)
# Forms of one word, beside those that an s makes.
FORMS = {
    **dict.fromkeys("am is are be being been".split(), "be"),
    **dict.fromkeys("have has having".split(), "have"),
    **dict.fromkeys("do does doing".split(), "do"),
    # An s that makes another word.
    **{word: word for word in "news goods means customs arms savings earnings spirits manners".split()},
}

NEGATIONS = frozenset(
    "not no never none nothing neither nor without cannot hardly barely scarcely rarely".split()
) | {"no one"}

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen".split()
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBERS = {word: str(n) for n, word in enumerate(_UNITS)}
NUMBERS |= {word: str(10 * n) for n, word in enumerate(_TENS, 2)}
NUMBERS |= {
    f"{ten}-{unit}": str(10 * n + m)
    for n, ten in enumerate(_TENS, 2)
    for m, unit in enumerate(_UNITS[1:10], 1)
}
# What counts or ranks in words besides; a change of these is told as a change of numbers.
COUNTING = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth half quarter tenths hundred thousand "
    "million billion dozen couple pair once twice thrice double triple percent single both all most many "
    "some several few majority minority every each any".split()
) | {"a few", "nearly", "no one"}
