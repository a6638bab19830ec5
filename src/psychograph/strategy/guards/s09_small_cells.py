"""Guard S09: small cells."""

from __future__ import annotations

from psychograph.labels import readable
from psychograph.language.language import Language
from psychograph.strategy.guards.guard import Case, Guard


class SmallCells(Guard):
    """What fewer than five people said is not shown.

    Categories that fewer than five members gave are withheld, numbers of fewer than five members are not
    described at all, and of fewer than ten not by their order (minimum, quartiles, maximum), which would be
    nearly their answers. People are counted, whatever their weights. It holds for cards, tables, tests and
    briefs.

    Why
    ---
    Few people in a cell can be recognised by those who know them. Statistical offices suppress
    cells below thresholds of three to ten; five is common.

    Limits
    ------
    A reader with other tables of the same people may still work out a cell by subtraction.
    """

    code = "S09"
    title = "Small cells"

    def check(self, case: Case, language: Language) -> tuple[bool, str]:
        """Say which categories were withheld."""
        withheld = [readable(c.name) for c in case.target.categories if c.withheld]
        return self.acts(language, names=language.listed(withheld)) if withheld else self.quiet(language)
