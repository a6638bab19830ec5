"""Arms drawn by chance, evenly within each group, and the same again from the same seed."""

from collections import Counter

from fieldworks import fieldwork

from psychograph.fielding.invitations.arms import Factor, arms_in, arms_text, draw_arms, factors_of

FACTORS = (
    Factor("window", ("early", "late")),
    Factor("subject", ("plain", "warm", "short")),
    Factor("incentive", ("none", "draw")),
)


def people(group: str, number: int) -> list[str]:
    return [f"{group}{at}@example.org" for at in range(number)]


def test_each_group_has_its_arms_evenly_whatever_its_size() -> None:
    groups = {f"g{size}": people(f"g{size}-", size) for size in (1, 2, 5, 7, 12, 31, 100)}
    drawn = draw_arms(FACTORS, groups, {}, "seed")
    for group, keys in groups.items():
        for factor in FACTORS:
            counts = Counter(drawn[key][factor.name] for key in keys)
            spread = max(counts[arm] for arm in factor.arms) - min(counts[arm] for arm in factor.arms)
            assert spread <= 2, (group, factor.name, counts)
        combinations = Counter(arms_text(drawn[key]) for key in keys)
        assert max(combinations.values()) - min(combinations.values()) <= 1 or len(combinations) < 12


def test_whole_blocks_hold_every_combination_equally_often() -> None:
    drawn = draw_arms(FACTORS, {"all": people("x", 120)}, {}, "seed")
    assert set(Counter(map(arms_text, drawn.values())).values()) == {10}


def test_order_does_not_matter_and_the_seed_does() -> None:
    keys = people("x", 40)
    first = draw_arms(FACTORS, {"all": keys}, {}, "seed")
    assert draw_arms(FACTORS, {"all": keys[::-1]}, {}, "seed") == first
    assert draw_arms(FACTORS, {"all": keys}, {}, "another seed") != first


def test_who_comes_later_goes_on_where_the_group_stopped() -> None:
    earlier = draw_arms(FACTORS, {"all": people("early", 30)}, {}, "seed")
    later = draw_arms(FACTORS, {"all": people("late", 30)}, {"all": 30}, "seed")
    both = Counter(map(arms_text, [*earlier.values(), *later.values()]))
    assert set(both.values()) == {5}


def test_one_factor_does_not_tell_another() -> None:
    """Over many seeds the first person's arms are independent: each pair is as frequent as the others."""
    pairs = Counter(
        tuple(draw_arms(FACTORS, {"g": ["a"]}, {}, str(seed))["a"][name] for name in ("window", "incentive"))
        for seed in range(2000)
    )
    # 500 expected each, with a standard deviation of 19 (binomial): five of them.
    assert all(abs(count - 500) < 97 for count in pairs.values())
    assert len(pairs) == 4


def test_a_plan_without_arms_varies_nothing() -> None:
    assert factors_of(fieldwork().plan.invitations) == ()
    assert factors_of(None) == ()
    assert draw_arms((), {"all": ["a", "b"]}, {}, "seed") == {"a": {}, "b": {}}


def test_arms_come_back_from_their_text() -> None:
    assert arms_in(arms_text({"window": "früh"})) == {"window": "früh"}
    assert arms_in("") == {}
