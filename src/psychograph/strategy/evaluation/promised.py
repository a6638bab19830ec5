"""What the brief promised: personas of a run, and the bets of its test plan."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from psychograph.errors import Problem, UsageError
from psychograph.named_files import read_file
from psychograph.strategy.evaluation.results import KnownPersona
from psychograph.study.load import load_study, study_file

LARGEST = 50_000_000  # bytes
BRIEF, PERSONAS, RESULTS = "brief.json", "personas.json", "results"
PLANS = ("plan", "test_plan")  # where a brief holds its test plan


@dataclass(frozen=True)
class PromisedBet:
    """One bet: that a message made for a persona moves it more than another message does.

    Parameters
    ----------
    persona : str
        The persona, as the brief or the user names it.
    segment : int or None
        Its segment, where that is known.
    matched : str
        The arm, or message, made for it.
    other : str or None
        What it should beat; all other messages if None.
    expected, relative : float or None
        By how much: as a difference of rates or amounts, or as a share of what the other made.
    metric : str
        What was to be counted; empty where nobody said.
    """

    persona: str
    segment: int | None
    matched: str
    other: str | None = None
    expected: float | None = None
    relative: float | None = None
    metric: str = ""


@dataclass(frozen=True)
class Promised:
    """What is known of the campaign before its results.

    Parameters
    ----------
    source : str
        The file with the brief; empty where there is none.
    looked_in : str
        The folder in which a brief was looked for; empty where nobody asked for one.
    personas : tuple of KnownPersona
        Personas of the run.
    bets : tuple of PromisedBet
        What the brief bet on.
    holdout : str
        Name of the arm without a message, as the brief spells it; empty where it says none.
    holdout_share : float or None
        Share of people that was to be held out.
    texts : tuple of (str, str)
        Arms by name, and what they show.
    """

    source: str = ""
    looked_in: str = ""
    personas: tuple[KnownPersona, ...] = ()
    bets: tuple[PromisedBet, ...] = ()
    holdout: str = ""
    holdout_share: float | None = None
    texts: tuple[tuple[str, str], ...] = ()


def read_promised(path: Path) -> Promised:
    """Read what a run left beside its report.

    Parameters
    ----------
    path : Path
        A study file, its folder, or a folder of results. Only what is there is read: without
        personas or bets the evaluation does with the file of results.

    Raises
    ------
    StudyError, UsageError
        Where there is neither a study nor results, or one of them is damaged.
    """
    path = Path(path)
    if path.is_dir() and not (path / "study.yaml").is_file() and (path / BRIEF).is_file():
        return _promised(path, {})
    study_yaml = study_file(path)
    study = load_study(study_yaml)
    return _promised(study_yaml.parent / RESULTS, study.strategy.names)


def _promised(folder: Path, names: Mapping[int, str]) -> Promised:
    brief, personas = _json(folder / BRIEF), tuple(_personas(_json(folder / PERSONAS)))
    if not personas:
        personas = tuple(KnownPersona(segment, name, name) for segment, name in sorted(names.items()))
    plan = _test_plan(brief)
    return Promised(
        str(folder / BRIEF) if brief is not None else "",
        str(folder),
        personas,
        tuple(_bets(plan, personas)),
        next((_text(arm.get("name")) for arm in _arms(plan) if arm.get("kind") == "holdout"), ""),
        _number(plan.get("holdout_share")),
        tuple((_text(arm.get("name")), _text(arm.get("text"))) for arm in _arms(plan) if arm.get("text")),
    )


def _test_plan(told: object) -> Mapping[str, object]:
    """Return the test plan of the target's brief; files of earlier versions have none."""
    brief = told.get("brief", told) if isinstance(told, dict) else None
    plans = [brief.get(name) for name in PLANS] if isinstance(brief, dict) else []
    return next((plan for plan in plans if isinstance(plan, dict)), {})


def _arms(plan: Mapping[str, object]) -> list[Mapping[str, object]]:
    arms = plan.get("arms")
    return [arm for arm in arms if isinstance(arm, dict)] if isinstance(arms, list) else []


def _json(path: Path) -> object:
    """Return what a file of the results holds, None where there is none."""
    if not path.is_file():
        return None
    try:
        found: object = json.loads(read_file(path, most=LARGEST))
    except (OSError, ValueError, RecursionError) as reason:
        raise UsageError(
            Problem(
                where=str(path),
                found=getattr(reason, "strerror", None) or "something that is not JSON",
                expected="the file as `psychograph run` wrote it",
                mend="run the study again, or leave --study away",
            )
        ) from None
    return found


def _personas(told: object) -> Iterator[KnownPersona]:
    """Yield the personas of a run; entries of another shape are passed over."""
    for entry in told if isinstance(told, list) else []:
        if isinstance(entry, dict) and type(entry.get("segment")) is int:
            plural = _text(entry.get("plural")) or _text(entry.get("name")) or f"Segment {entry['segment']}"
            yield KnownPersona(entry["segment"], _text(entry.get("name")) or plural, plural)


def _bets(plan: Mapping[str, object], personas: Sequence[KnownPersona]) -> Iterator[PromisedBet]:
    bets = plan.get("bets")
    for entry in bets if isinstance(bets, list) else []:
        if not isinstance(entry, dict):
            continue
        matched = _text(entry.get("message_matched"))
        segment = entry.get("segment") if type(entry.get("segment")) is int else None
        persona = _text(entry.get("persona")) or (f"Segment {segment}" if segment is not None else "")
        if not matched or not persona:
            continue
        by_name = {
            name.casefold(): known.segment for known in personas for name in (known.name, known.plural)
        }
        yield PromisedBet(
            persona,
            segment if segment is not None else by_name.get(persona.casefold()),
            matched,
            _text(entry.get("message_other")) or None,
            _number(entry.get("expected_lift")),
            _number(entry.get("relative_lift")),
            _text(entry.get("metric")),
        )


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _number(value: object) -> float | None:
    usable = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if usable else None  # type: ignore[arg-type]
