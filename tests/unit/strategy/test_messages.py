"""Messages: the user's claims, filled into copy, with nothing added."""

from __future__ import annotations

from unit.strategy.briefing import briefs_of

from psychograph.runs.run import Run
from psychograph.strategy.brief import Brief
from psychograph.strategy.messages import ClaimStatus

REALISTS, PIONEERS = 1, 2
WARRANTY = {"text": "Three years of warranty.", "evidence": "terms, section 4"}
RECYCLED = {"text": "The bottle is recycled"}


def rest(filled: str, *owned: str) -> str:
    for text in sorted(owned, key=len, reverse=True):
        filled = filled.replace(text, "")
    return filled


def test_nothing_is_said_that_is_not_the_users_or_the_themes(worked_example: Run) -> None:
    briefs = briefs_of(
        worked_example,
        objective__facts__claims=[WARRANTY],
        objective__facts__eco_facts=[RECYCLED],
        objective__facts__new_product__limited_to="500 bottles",
    )
    for brief in briefs.values():
        theme = brief.theme.text[:1].upper() + brief.theme.text[1:]
        claims = [message.text.removesuffix(".") for message in brief.messages]
        for message in brief.messages:
            left = rest(message.filled, theme, "The eco line", *claims, "limited to 500 bottles")
            assert left.strip(" .:") == ""


def test_claims_without_evidence_need_it(worked_example: Run) -> None:
    brief = briefs_of(worked_example, objective__facts__claims=[WARRANTY])[PIONEERS]
    status = {message.text: message.status for message in brief.messages}
    assert status["Every purchase plants a tree"] is ClaimStatus.NEEDS_EVIDENCE
    assert status["Three years of warranty."] is ClaimStatus.SUBSTANTIATED
    assert {reason.text: reason.status for reason in brief.reasons if reason.line is None} == status


def test_the_theme_of_the_cause_leads_only_claims_about_the_cause(worked_example: Run) -> None:
    brief = briefs_of(worked_example, objective__facts__claims=[WARRANTY])[PIONEERS]
    filled = {message.asset: message.filled for message in brief.messages}
    assert filled["cause"] == "Take part in a change you can see. 10% of proceeds go to ocean cleanup."
    assert filled["claims"] == "The eco line. Three years of warranty."


def test_a_partner_is_named_beside_the_pledge(worked_example: Run) -> None:
    brief = briefs_of(worked_example, objective__facts__cause__partner="Ocean Trust")[PIONEERS]
    assert brief.messages[0].filled.endswith("The work is done by Ocean Trust.")
    assert any("Ocean Trust" in line.text for line in brief.house.floor)


def test_causes_come_last_for_who_does_not_look_to_companies_for_them(worked_example: Run) -> None:
    briefs = briefs_of(worked_example, objective__facts__claims=[WARRANTY])
    assert [message.asset for message in briefs[REALISTS].messages] == ["claims", *["cause"] * 3]
    assert [message.asset for message in briefs[PIONEERS].messages] == [*["cause"] * 3, "claims"]


def test_a_limit_is_copy_only_with_a_figure_and_for_who_comes_early(worked_example: Run) -> None:
    def limited(**paths: object) -> list[int]:
        briefs = briefs_of(worked_example, **paths)
        return [s for s, b in briefs.items() if any("limited to" in m.filled for m in b.messages)]

    assert limited() == []
    assert limited(objective__facts__new_product__limited_to="very few") == []
    assert limited(objective__facts__new_product__limited_to="500 bottles") == [PIONEERS]


def test_without_claims_the_description_stands_in_and_needs_evidence(wearable: Run) -> None:
    for brief in wearable.briefs:
        (message,) = brief.messages
        assert message.filled == (
            "The new wearable: a wristband that follows activity, sleep and calls, beside the existing line."
        )
        assert message.status is ClaimStatus.NEEDS_EVIDENCE


def test_without_facts_there_are_no_messages(worked_example: Run) -> None:
    brief = briefs_of(worked_example, objective__facts={})[PIONEERS]
    assert (brief.messages, brief.house.floor) == ((), ())
    assert "the product" in brief.proposition.text.lower()


def test_the_house_stands_on_the_theme_and_gives_each_proof_once(worked_example: Run) -> None:
    for brief in worked_example.briefs:
        proofs = [pillar.proof for pillar in brief.house.pillars if pillar.proof is not None]
        assert len({proof.text for proof in proofs}) == len(proofs)
        assert len(brief.house.pillars) <= 3
        assert brief.theme.text in brief.house.roof.replace("“T", "“t").replace("“C", "“c")
    realists = briefs_of(worked_example)[REALISTS].house
    assert realists.pillars[0].frame.text == briefs_of(worked_example)[REALISTS].theme.text
    assert realists.pillars[0].proof is not None
    assert set(realists.pillars[0].frame.rules) & set(realists.pillars[0].proof.rules)


def test_the_floor_holds_only_what_the_user_declared(worked_example: Run) -> None:
    brief: Brief = briefs_of(worked_example, objective__facts__claims=[WARRANTY, RECYCLED])[PIONEERS]
    assert {line.basis for line in brief.house.floor} == {"yours"}
    texts = [line.text for line in brief.house.floor]
    assert "Three years of warranty." in texts
    assert "The bottle is recycled" not in texts  # nothing shows it yet
    assert "The cause: communities in need, trees and clean oceans." in texts


def test_a_proven_claim_about_the_environment_waits_for_nothing(worked_example: Run) -> None:
    proven = [{"text": "Every purchase plants a tree", "evidence": "https://example.org/report"}]
    (message,) = briefs_of(worked_example, objective__facts__cause__pledges=proven)[PIONEERS].messages
    assert message.checks == ()
    (unproven,) = briefs_of(worked_example, objective__facts__cause__pledges=[{"text": proven[0]["text"]}])[
        PIONEERS
    ].messages
    assert [check[:3] for check in unproven.checks] == ["S05"]
