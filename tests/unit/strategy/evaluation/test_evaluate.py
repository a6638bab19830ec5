"""What a campaign did: from a file of results to lifts, bets and findings."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import openpyxl
import polars as pl
import pytest

from psychograph.errors import PsychographError
from psychograph.findings import Severity
from psychograph.reports.records import to_json
from psychograph.runs.run import Run
from psychograph.stats.trials.rates import difference_of_rates
from psychograph.strategy.evaluation.columns import Asked
from psychograph.strategy.evaluation.evaluate import evaluate
from psychograph.strategy.evaluation.evaluation import Evaluation, Verdict
from psychograph.strategy.evaluation.note import heading, note_of
from psychograph.strategy.evaluation.promised import Promised, PromisedBet, read_promised
from psychograph.strategy.evaluation.reading import read_results
from psychograph.strategy.evaluation.results import KnownPersona, OutcomeKind

PERSONAS = (
    KnownPersona(1, "Structured Realist", "Structured Realists"),
    KnownPersona(2, "Innovative Pioneer", "Innovative Pioneers"),
)
Row = Sequence[object]
SAMPLES = Path(__file__).parents[4] / "src" / "psychograph" / "samples"


def cell(persona: object, arm: str, people: int, bought: int, reached: int = 0) -> list[Row]:
    """Rows of one persona in one arm: so many people, so many of whom bought, so many were reached."""
    return [(persona, arm, int(i < reached), int(i < bought)) for i in range(people)]


def trial(*, realists: int = 40, pioneers: int = 80) -> list[Row]:
    return [
        *cell(1, "values", 600, realists, 400),
        *cell(1, "price", 600, 40, 400),
        *cell(1, "holdout", 300, 18),
        *cell(2, "values", 600, pioneers, 400),
        *cell(2, "price", 600, 40, 400),
        *cell(2, "holdout", 300, 18),
    ]


def write(
    folder: Path,
    rows: Sequence[Row],
    header: Row = ("segment", "arm", "reached", "bought"),
    *,
    ids: bool = True,
) -> Path:
    path = folder / "results.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow([*(["customer_id"] if ids else []), *header])
        out.writerows([[*([f"c{i}"] if ids else []), *row] for i, row in enumerate(rows)])
    return path


def evaluated(path: Path, promised: Promised | None = None, **options: object) -> Evaluation:
    reading = {key: options.pop(key) for key in ("holdout", "known", "blank_is_zero") if key in options}
    asked = Asked(**{key: options.pop(key) for key in ("outcome", "arm") if key in options})  # type: ignore[arg-type]
    return evaluate(read_results(path, asked, **reading), promised, **options)  # type: ignore[arg-type]


def codes(found: Evaluation) -> dict[str, Severity]:
    return {finding.code: finding.severity for finding in found.findings}


def said(found: Evaluation) -> str:
    return "\n".join([heading(found), *(line for part in note_of(found) for line in part.lines)])


def test_lifts_are_of_all_who_were_assigned(tmp_path: Path) -> None:
    found = evaluated(write(tmp_path, trial()))
    assert (found.people, found.rows, found.holdout, found.kind) == (3000, 3000, "holdout", OutcomeKind.RATE)
    lifts = {(lift.persona, lift.arm): lift for lift in found.lifts}
    assert list(lifts) == [
        ("Segment 1", "price"),
        ("Segment 1", "values"),
        ("Segment 2", "price"),
        ("Segment 2", "values"),
    ]
    lift = lifts["Segment 2", "values"]
    assert lift.lift == difference_of_rates(80, 600, 18, 300)
    assert lift.relative.value == pytest.approx((80 / 600) / (18 / 300) - 1)
    assert lift.p < lift.p_holm == pytest.approx(min(1, 4 * lift.p))
    # Two in three were reached: a lift of 7.3 points in all is one of 11 points in those.
    assert lift.per_reached is not None
    assert lift.per_reached.value == pytest.approx(lift.lift.value * 1.5)
    assert codes(found) == {}


def test_reached_people_are_never_compared_with_the_others(tmp_path: Path) -> None:
    # Everybody who bought was reached, and nobody bought because of it: rates are those of the holdout.
    rows = [*cell(1, "A", 1000, 60, 300), *cell(1, "holdout", 1000, 60)]
    lift = evaluated(write(tmp_path, rows)).lifts[0]
    assert lift.lift.value == 0
    assert lift.per_reached is not None
    assert lift.per_reached.value == 0  # naively, 60 of 300 reached against none of 700


def test_a_bet_that_held(tmp_path: Path) -> None:
    promised = Promised(bets=(PromisedBet("Innovative Pioneers", 2, "values", "price", 0.02),))
    found = evaluated(write(tmp_path, trial()), promised, known=PERSONAS)
    (bet,) = found.bets
    assert (bet.verdict, bet.persona, bet.matched, bet.against) == (
        Verdict.HELD,
        "Innovative Pioneers",
        "values",
        ("price",),
    )
    assert bet.lead == difference_of_rates(80, 600, 40, 600)
    assert bet.match is not None
    assert bet.match.above(0)
    assert "the whole interval lies above 0." in bet.text
    assert "it matters who reads it" in bet.text


def test_a_bet_that_held_for_everybody_says_so(tmp_path: Path) -> None:
    found = evaluated(write(tmp_path, trial(realists=80)), matched={"2": "values"})
    assert found.bets[0].verdict is Verdict.HELD
    assert "it may simply be the better message, for everybody" in found.bets[0].text


def test_a_bet_that_held_by_less_than_was_expected(tmp_path: Path) -> None:
    promised = Promised(bets=(PromisedBet("2", 2, "values", "price", 0.15),))
    found = evaluated(write(tmp_path, trial()), promised)
    assert found.bets[0].verdict is Verdict.HELD
    assert "though below the +15 percentage points that the brief expected" in found.bets[0].text


@pytest.mark.parametrize(
    ("pioneers", "expected", "relative", "verdict", "why"),
    [
        (10, None, None, Verdict.DID_NOT_HOLD, "the whole interval lies below 0"),
        (42, 0.2, None, Verdict.DID_NOT_HOLD, "leaves no room for the +20 percentage points"),
        (42, None, 2.0, Verdict.DID_NOT_HOLD, "leaves no room for the +200% that the brief expected"),
        (44, 0.01, None, Verdict.UNDECIDED, "holds 0 as well as the +1 percentage points"),
        (44, None, None, Verdict.UNDECIDED, "a trial of this size sees 4.6 percentage points or more"),
    ],
)
def test_bets_that_did_not_hold_or_are_open(
    tmp_path: Path,
    pioneers: int,
    expected: float | None,
    relative: float | None,
    verdict: Verdict,
    why: str,
) -> None:
    promised = Promised(bets=(PromisedBet("2", 2, "values", "price", expected, relative),))
    found = evaluated(write(tmp_path, trial(pioneers=pioneers)), promised)
    assert found.bets[0].verdict is verdict
    assert why in found.bets[0].text
    assert ("trial-too-small" in codes(found)) == (expected == 0.01)


def test_several_bets_are_judged_together(tmp_path: Path) -> None:
    found = evaluated(write(tmp_path, trial()), matched={"1": "price", "2": "values"})
    assert {bet.level for bet in found.bets} == {0.975}
    assert found.bets[1].lead == difference_of_rates(80, 600, 40, 600, level=0.975)
    assert "97.5% interval, so that both hold with 95%" in found.bets[0].text


def test_arms_that_speak_for_themselves(tmp_path: Path) -> None:
    rows = [(p, {"values": "matched", "price": "other"}.get(a, a), r, b) for p, a, r, b in trial()]  # type: ignore[call-overload]
    found = evaluated(write(tmp_path, rows))
    assert [(bet.persona, bet.matched, bet.against) for bet in found.bets] == [
        ("Segment 1", "matched", ("other",)),
        ("Segment 2", "matched", ("other",)),
    ]


def test_arms_named_for_personas(tmp_path: Path) -> None:
    names = {"values": "Innovative Pioneers", "price": "Structured_Realists"}
    rows = [(p, names.get(str(a), a), r, b) for p, a, r, b in trial()]
    found = evaluated(write(tmp_path, rows), known=PERSONAS)
    assert [(bet.persona, bet.matched) for bet in found.bets] == [
        ("Structured Realists", "Structured_Realists"),
        ("Innovative Pioneers", "Innovative Pioneers"),
    ]


def test_bets_that_cannot_be_tied(tmp_path: Path) -> None:
    promised = Promised(
        "brief.json",
        bets=(PromisedBet("2", 2, "take part in a change"), PromisedBet("Dreamers", None, "values")),
    )
    found = evaluated(write(tmp_path, trial()), promised)
    assert found.bets == ()
    assert [finding.code for finding in found.findings] == ["bet-not-tied", "bet-not-tied"]
    assert "--matched" in found.findings[0].text
    assert "could not be tied" in said(found)


def test_without_bets_the_note_says_how_to_name_one(tmp_path: Path) -> None:
    path = write(tmp_path, trial())
    assert "No bet is known" in said(evaluated(path))
    assert "The brief (x/brief.json) names no bet" in said(evaluated(path, Promised("x/brief.json")))


def test_one_message_is_judged_against_the_holdout(tmp_path: Path) -> None:
    rows = [row for row in trial() if row[1] != "price"]
    found = evaluated(write(tmp_path, rows), matched={"2": "values"})
    assert found.bets[0].against == ("holdout",)
    assert [one.of_messages for one in found.interactions] == [False]
    assert found.matches[0].against == ("holdout",)


def test_an_interaction_is_found_where_it_is(tmp_path: Path) -> None:
    there = evaluated(write(tmp_path, trial(realists=40, pioneers=90))).interactions[0]
    (tmp_path / "b").mkdir()
    absent = evaluated(write(tmp_path / "b", trial(realists=60, pioneers=60))).interactions[0]
    assert there.of_messages
    assert there.test.p < 0.01
    assert absent.test.p > 0.9


def test_amounts(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    rows = [
        (persona, arm, "", f"{rng.normal(20 + 4 * (arm == 'A' and persona == 'x'), 5):.2f}")
        for persona in "xy"
        for arm in ("A", "B", "holdout")
        for _ in range(200)
    ]
    found = evaluated(write(tmp_path, rows, ("persona", "arm", "note", "spent")), matched={"x": "A"})
    assert found.kind is OutcomeKind.AMOUNT
    assert found.bets[0].verdict is Verdict.HELD
    assert found.bets[0].lead.value == pytest.approx(4, abs=1.5)
    assert found.lifts[0].relative.value == pytest.approx(0.2, abs=0.08)
    assert found.interactions[0].test.p < 0.001
    assert "Wald test of cell means" in said(found)
    assert "percentage points" not in said(found)


def test_large_amounts_lose_no_digits(tmp_path: Path) -> None:
    rows = [(1, arm, 0, 1e9 + i % 3) for arm in ("A", "holdout") for i in range(90)]
    lift = evaluated(write(tmp_path, rows)).lifts[0].lift
    assert lift.value == pytest.approx(0, abs=1e-6)
    # Three values in equal shares: a variance of 2/3, times 90/89.
    assert lift.high == pytest.approx(1.9734 * math.sqrt(2 * (2 / 3) / 89), rel=1e-3)


def test_skewed_amounts_are_remarked(tmp_path: Path) -> None:
    rows = [(1, arm, 0, 5000 if i == 0 else i % 2) for arm in ("A", "holdout") for i in range(200)]
    assert codes(evaluated(write(tmp_path, rows)))["skewed-amounts"] is Severity.CAUTION


def test_a_holdout_without_outcomes(tmp_path: Path) -> None:
    rows = [(p, a, r, "" if a == "holdout" else b) for p, a, r, b in trial()]
    found = evaluated(write(tmp_path, rows), matched={"2": "values"})
    assert codes(found)["holdout-without-outcome"] is Severity.SERIOUS
    assert found.lifts == ()
    assert found.bets[0].verdict is Verdict.HELD  # messages are still compared
    assert "empty-cells" not in codes(found)


def test_no_holdout(tmp_path: Path) -> None:
    found = evaluated(write(tmp_path, [row for row in trial() if row[1] != "holdout"]))
    assert codes(found)["no-holdout"] is Severity.SERIOUS
    assert (found.lifts, found.holdout) == ((), None)
    assert "Per person reached" not in [part.title for part in note_of(found)]


def test_a_holdout_that_was_reached(tmp_path: Path) -> None:
    rows = [(p, a, 1 if a == "holdout" else r, b) for p, a, r, b in trial()]
    found = evaluated(write(tmp_path, rows))
    assert codes(found)["holdout-reached"] is Severity.SERIOUS
    assert {lift.per_reached for lift in found.lifts} == {None}


def test_exposure_that_is_blank(tmp_path: Path) -> None:
    rows = trial()
    in_holdout = [(p, a, "" if a == "holdout" else r, b) for p, a, r, b in rows]
    assert evaluated(write(tmp_path, in_holdout)).lifts[0].per_reached is not None
    in_message = [(p, a, "" if i == 0 else r, b) for i, (p, a, r, b) in enumerate(rows)]
    found = evaluated(write(tmp_path, in_message))
    assert found.lifts[0].per_reached is None
    assert "exposure-blank" in codes(found)


def test_no_exposure_at_all(tmp_path: Path) -> None:
    rows = [(p, a, b) for p, a, _, b in trial()]
    found = evaluated(write(tmp_path, rows, ("persona", "variant", "converted")))
    assert codes(found) == {"exposure-not-told": Severity.NOTE}


def test_arms_not_as_planned(tmp_path: Path) -> None:
    path = write(tmp_path, trial())
    planned = {"values": 40.0, "price": 40.0, "holdout": 20.0}
    assert evaluated(path, planned=planned).findings == ()
    wrong = evaluated(path, planned={**planned, "holdout": 10.0})
    assert codes(wrong) == {"arms-not-as-planned": Severity.SERIOUS}
    assert codes(evaluated(path, Promised(holdout_share=0.1))) == {"arms-not-as-planned": Severity.SERIOUS}
    assert codes(evaluated(path, Promised(holdout_share=0.2))) == {}


def test_personas_that_were_split_differently(tmp_path: Path) -> None:
    rows = [*trial(), *cell(2, "values", 800, 80, 500)]
    assert codes(evaluated(write(tmp_path, rows))) == {"personas-split-differently": Severity.CAUTION}


def test_outcomes_that_are_not_known(tmp_path: Path) -> None:
    rows = trial()
    anywhere = [(p, a, r, "" if i % 30 == 0 else b) for i, (p, a, r, b) in enumerate(rows)]
    found = evaluated(write(tmp_path, anywhere))
    assert codes(found) == {"outcomes-unknown": Severity.NOTE}
    assert found.unknown_outcomes == 100
    uneven = [(p, a, r, "" if a == "price" and i % 5 == 0 else b) for i, (p, a, r, b) in enumerate(rows)]
    assert codes(evaluated(write(tmp_path, uneven))) == {"outcomes-lost-unevenly": Severity.SERIOUS}
    assert codes(evaluated(write(tmp_path, uneven), blank_is_zero=True)) == {}


def test_cells_that_are_empty_or_small(tmp_path: Path) -> None:
    rows = [*trial(), *cell(3, "values", 12, 2, 4), *cell(3, "holdout", 500, 20)]
    found = evaluated(write(tmp_path, rows))
    assert {"empty-cells", "small-cells"} <= set(codes(found))
    lift = next(lift for lift in found.lifts if (lift.persona, lift.arm) == ("Segment 3", "price"))
    assert math.isnan(lift.lift.value)
    assert json.loads(json.dumps(said(found)))


def test_people_in_two_arms_are_left_out(tmp_path: Path) -> None:
    rows = [(f"c{i}", *row) for i, row in enumerate(trial())]
    rows.append(("c0", 1, "price", 0, 0))
    rows.append(rows[5])
    found = evaluated(
        write(tmp_path, rows, ("customer_id", "segment", "arm", "reached", "bought"), ids=False)
    )
    assert found.people == 2999
    assert codes(found) == {"more-than-one-arm": Severity.SERIOUS, "repeated-people": Severity.CAUTION}
    assert "c0" not in said(found)  # ids may be names or addresses


def test_people_with_rows_that_differ_are_refused(tmp_path: Path) -> None:
    rows = [("a", 1, "A", 1), ("a", 1, "A", 0), ("b", 1, "holdout", 0)]
    path = write(tmp_path, rows, ("person", "persona", "arm", "outcome"), ids=False)
    with pytest.raises(PsychographError, match=r"row 3[\s\S]*several rows of one arm"):
        evaluated(path)


def test_personas_by_number_and_by_name(tmp_path: Path) -> None:
    spelled = {1: "structured realists", 2: "Segment 2"}
    rows = [(spelled[p], a, r, b) for p, a, r, b in trial()]  # type: ignore[index]
    found = evaluated(write(tmp_path, rows), known=PERSONAS)
    assert {lift.persona for lift in found.lifts} == {"Structured Realists", "Innovative Pioneers"}


def test_rows_without_persona_or_arm_are_left_out(tmp_path: Path) -> None:
    rows = [*trial(), ("", "price", 0, 1), (1, "", 0, 1)]
    found = evaluated(write(tmp_path, rows))
    assert (found.people, found.rows) == (3000, 3002)
    assert codes(found) == {"persona-blank": Severity.CAUTION, "arm-blank": Severity.CAUTION}


@pytest.mark.parametrize(
    ("rows", "options", "message"),
    [
        ([(1, "A", 0, 1), (1, "A", 0, 0)], {}, "one arm only"),
        ([(1, "A", 0, ""), (1, "B", 0, "")], {}, "no outcome at all"),
        ([(1, "A", 0, 1), (1, "B", 0, "")], {}, "ones and blanks, and no zero"),
        ([(1, "A", 0, "12 EUR"), (1, "B", 0, 3)], {}, "'12 EUR' in 1 row"),
        ([(1, "A", "maybe", 1), (1, "B", 0, 0)], {}, "'maybe'"),
        ([("", "A", 0, 1), (1, "", 0, 0)], {}, "no row with both a persona and an arm"),
        ([(1, "A", 0, 1), (1, "B", 0, 0)], {"holdout": "C"}, "which is no arm of results.csv"),
        ([(1, "A", 0, 1), (1, "B", 0, 0)], {"outcome": "sales"}, "no column of results.csv"),
        ([(1, "control", 0, 1), (1, "none", 0, 0)], {}, "may be the holdout: control, none"),
        ([(9, "A", 0, 1), (1, "B", 0, 0)], {"known": PERSONAS}, "no persona of this study"),
        ([(1, "A", 0, 1), (1, "B", 0, 0)], {"matched": {"7": "A"}}, "'7', which is no persona"),
        ([(1, "A", 0, 1), (1, "B", 0, 0)], {"matched": {"1": "C"}}, "'C', which is no arm"),
        ([(1, "A", 0, 1), (1, "B", 0, 0)], {"planned": {"C": 1.0}}, "'C', which is no arm"),
        ([(i, "A", 0, 1) for i in range(200)] + [(1, "B", 0, 0)], {}, "200 different personas"),
        ([(1, i, 0, 1) for i in range(200)], {}, "200 different arms"),
    ],
)
def test_problems(tmp_path: Path, rows: list[Row], options: Mapping[str, object], message: str) -> None:
    with pytest.raises(PsychographError, match=message):
        evaluated(write(tmp_path, rows), **dict(options))


def test_problems_of_columns_come_together(tmp_path: Path) -> None:
    path = write(tmp_path, [(1, 2, 3)], ("who", "arm", "test arm"), ids=False)
    with pytest.raises(PsychographError) as raised:
        evaluated(path)
    assert len(raised.value.problems) == 3  # no persona, two arms, no outcome


def test_everything_is_written_as_it_reads(tmp_path: Path) -> None:
    rows = [(p, a, r, {0: "no", 1: "Yes"}[b]) for p, a, r, b in trial()]  # type: ignore[index]
    assert evaluated(write(tmp_path, rows)).lifts == evaluated(write(tmp_path, trial())).lifts


def test_the_order_of_rows_is_nobodys_business(tmp_path: Path) -> None:
    rows = trial()
    one = evaluated(write(tmp_path, rows), matched={"2": "values"})
    shuffled = [rows[i] for i in np.random.default_rng(1).permutation(len(rows))]
    assert evaluated(write(tmp_path, shuffled), matched={"2": "values"}) == one


@pytest.mark.parametrize("where", ["plan", "test_plan"])
def test_briefs_of_any_version_are_read(tmp_path: Path, where: str) -> None:
    bet = {
        "persona": "Innovative Pioneers",
        "segment": 2,
        "message_matched": "values",
        "message_other": "price",
    }
    plan = {
        "bets": [
            {**bet, "expected_lift": None, "relative_lift": 0.2, "metric": "sign-ups"},
            {"persona": 3},
            7,
        ],
        "arms": [{"name": "nobody", "kind": "holdout"}, "x"],
        "holdout_share": 0.2,
    }
    (tmp_path / "brief.json").write_text(json.dumps({"brief": {where: plan}}), encoding="utf-8")
    (tmp_path / "personas.json").write_text(
        json.dumps([{"segment": 2, "name": "Innovative Pioneer", "plural": "Innovative Pioneers"}, {"x": 1}]),
        encoding="utf-8",
    )
    found = read_promised(tmp_path)
    assert found.bets == (PromisedBet("Innovative Pioneers", 2, "values", "price", None, 0.2, "sign-ups"),)
    assert (found.personas, found.holdout, found.holdout_share) == ((PERSONAS[1],), "nobody", 0.2)


def test_the_brief_of_a_run_is_read(worked_example: Run, tmp_path: Path) -> None:
    # What a run writes beside its report, and what is read of it, are one thing.
    assert worked_example.brief is not None
    (tmp_path / "brief.json").write_text(to_json({"brief": worked_example.brief}), encoding="utf-8")
    (tmp_path / "personas.json").write_text(to_json(worked_example.personas), encoding="utf-8")
    found = read_promised(tmp_path)
    plan = worked_example.brief.plan
    assert plan is not None
    assert [(bet.segment, bet.matched, bet.other) for bet in found.bets] == [
        (bet.segment, bet.message_matched, bet.message_other) for bet in plan.bets
    ]
    assert found.bets
    assert found.holdout_share == plan.holdout_share
    names = {bet.segment: bet.message_matched for bet in plan.bets}
    rows = [
        *(row for segment in names for arm in names.values() for row in cell(segment, arm, 450, 45, 300)),
        *(row for segment in names for row in cell(segment, found.holdout, 100, 10)),
    ]
    judged = evaluated(write(tmp_path, rows), found, known=found.personas)
    assert [(bet.persona, bet.matched, bet.verdict) for bet in judged.bets] == [
        (bet.persona, bet.message_matched, Verdict.UNDECIDED) for bet in plan.bets
    ]
    assert codes(judged) == {}
    assert all(f"{arm.name}: {arm.text}" in said(judged) for arm in plan.arms if arm.kind == "message")


def test_any_format_of_tables_is_read(tmp_path: Path) -> None:
    header, rows = ["segment", "arm", "reached", "bought"], trial()
    pl.DataFrame(rows, schema=header, orient="row").write_parquet(tmp_path / "results.parquet")
    book = openpyxl.Workbook()
    for row in (header, *rows):
        book.worksheets[0].append(list(row))
    book.save(tmp_path / "results.xlsx")
    lifts = evaluated(write(tmp_path, rows, ids=False)).lifts
    for name in ("results.parquet", "results.xlsx"):
        assert evaluated(tmp_path / name).lifts == lifts


@pytest.mark.parametrize("told", ["[]", '{"brief": null}', '{"brief": {"test_plan": {"bets": "x"}}}', "7"])
def test_briefs_without_bets(tmp_path: Path, told: str) -> None:
    (tmp_path / "brief.json").write_text(told, encoding="utf-8")
    assert read_promised(tmp_path).bets == ()


def test_a_damaged_brief_is_named(tmp_path: Path) -> None:
    (tmp_path / "brief.json").write_text("{", encoding="utf-8")
    with pytest.raises(PsychographError, match="not JSON"):
        read_promised(tmp_path)


def test_a_share_without_bounds_says_so(tmp_path: Path) -> None:
    rows = [(1, arm, 0, 500 if i == 0 else i % 3) for arm in ("A", "holdout") for i in range(40)]
    section = next(
        part for part in note_of(evaluated(write(tmp_path, rows))) if part.title.startswith("Lift")
    )
    assert section.table is not None
    assert "no bounds" in section.table.rows[0]


def test_figures_of_fewer_than_five_people_are_not_shown(tmp_path: Path) -> None:
    rows = [*trial(), *cell(3, "values", 4, 1, 1), *cell(3, "price", 5, 1, 1), *cell(3, "holdout", 500, 20)]
    found = evaluated(write(tmp_path, rows), matched={"3": "values"})
    assert found.bets[0].verdict is Verdict.UNDECIDED
    assert found.bets[0].text == "Too few of Segment 3 got values, or price, for anything to be said."
    cells = {(one.persona, one.arm): one for one in found.cells}
    assert math.isnan(cells["Segment 3", "values"].figure.value)
    assert cells["Segment 3", "values"].reached is None
    assert cells["Segment 3", "price"].figure.value == 0.2
    lifts = {(one.persona, one.arm): one.lift.value for one in found.lifts}
    assert math.isnan(lifts["Segment 3", "values"])
    assert lifts["Segment 3", "price"] == pytest.approx(0.16)


def test_a_study_that_was_not_run_says_so(tmp_path: Path) -> None:
    study = SAMPLES / "worked_example" / "study.yaml"
    (tmp_path / "study.yaml").write_text(study.read_text("utf-8"), encoding="utf-8")
    promised = read_promised(tmp_path)
    assert (promised.source, promised.bets) == ("", ())
    found = evaluated(write(tmp_path, trial()), promised)
    assert codes(found) == {"no-brief": Severity.NOTE}


@pytest.mark.parametrize("bought", [0, 1])
def test_outcomes_that_are_all_alike(tmp_path: Path, bought: int) -> None:
    rows = [(p, a, r, bought) for p, a, r, _ in trial()]
    found = evaluated(write(tmp_path, rows), matched={"2": "values"})
    assert {lift.p for lift in found.lifts} == {1.0}
    assert found.bets[0].verdict is Verdict.UNDECIDED
    assert math.isnan(found.interactions[0].test.p)
    assert "the cells leave nothing to test" in said(found)


def test_amounts_that_are_all_alike(tmp_path: Path) -> None:
    found = evaluated(write(tmp_path, [(p, a, r, 7) for p, a, r, _ in trial()]), matched={"2": "values"})
    assert {lift.lift.value for lift in found.lifts} == {0.0}
    assert found.bets[0].verdict is Verdict.UNDECIDED
    assert said(found)
