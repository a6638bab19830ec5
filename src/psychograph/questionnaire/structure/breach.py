"""One thing that is wrong between the parts of a questionnaire, by place and by name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from psychograph.yaml_files.places import Path


@dataclass(frozen=True)
class Breach:
    """One thing that contradicts another.

    Parameters
    ----------
    place : Path
        Where, by position and by the keys of questionnaire.yaml:
        ``("pages", 0, "questions", 2, "items", 4, "expect")``.
    where : str
        Where, by name, for questionnaires without a file: ``"question att, statement check_1"``.
    found, expected, mend : str
        As in `Problem`.
    """

    place: Path
    where: str
    found: str
    expected: str
    mend: str

    def under(self, place: Path) -> Breach:
        """Return the breach with a place in front of its own."""
        return replace(self, place=(*place, *self.place))


class RefusedError(Exception):
    """An entry of a file that cannot become a question, with what is wrong at places within it."""

    def __init__(self, *breaches: Breach) -> None:
        super().__init__(*breaches)
        self.breaches = breaches
