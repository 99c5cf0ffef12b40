"""Role broadening held against every plan there is, in worlds small enough to try them all."""

import random
from itertools import combinations

import pytest

from ecosystem.measure.cover import count_covers
from ecosystem.propose.broaden import broaden
from ecosystem.propose.staffing import staffing
from ecosystem.propose.units import model, taught
from tests.street import hood

NEEDS = "abcdef"
PROFESSIONS = ["gp", "district_nurse", "social_worker"]


def world(seed, *, hours):
    """Make a handful of professionals, four profiles, and a few things that may be learnt."""
    rng = random.Random(seed)  # noqa: S311 (a world, not a secret)
    actors = [f"p{number}" for number in range(rng.randint(2, 5))]
    profession = {actor: rng.choice(PROFESSIONS) for actor in actors}
    listed = [(one, need) for one in PROFESSIONS for need in NEEDS if rng.random() < 0.4]
    return hood(
        needs=[
            {"need": need, "critical": hours and rng.random() < 0.1, "hours": 1} for need in NEEDS
        ],
        actors=[
            {
                "actor": actor,
                "layer": "first_line",
                "profession": profession[actor],
                "hours": rng.choice([4, 8, 16, None]) if hours else None,
            }
            for actor in actors
        ],
        competences=[
            {"actor": actor, "need": need, "hours": 1.0}
            for actor in actors
            for need in sorted(rng.sample(NEEDS, rng.randint(1, 4)))
        ],
        teachable=[{"profession": one, "need": need, "cost": 1} for one, need in listed],
        profiles=[
            {
                "profile": str(number),
                "needs": "|".join(sorted(rng.sample(NEEDS, rng.randint(1, 4)))),
                "residents": rng.randint(1, 5),
            }
            for number in range(4)
        ],
    )


def plans(here, learn):
    """Give every plan of so many steps or fewer, as places in the model."""
    made = model(here)
    steps = list(zip(*made.may.nonzero(), strict=True))
    return made, [plan for size in range(learn + 1) for plan in combinations(steps, size)]


def people_left(made, plan):
    """Count the people a plan leaves where hours are no limit and nothing is critical."""
    able = made.able.copy()
    for unit, need in plan:
        able[unit, need] = True
    fewest, _ = count_covers(able, made.cases)
    return int(fewest @ made.residents)


@pytest.mark.parametrize("block", range(10))
def test_where_hours_are_no_limit_no_plan_of_300_worlds_leaves_fewer_people(block):
    for seed in range(30 * block, 30 * block + 30):
        here = world(seed, hours=False)
        made, tried = plans(here, 3)
        least = min(people_left(made, plan) for plan in tried)
        steps = broaden(here, learn=3)
        if steps.empty:
            assert least == staffing(here).people, seed
            continue
        assert steps["people_after"].iloc[0] == least, seed
        assert steps["bound"].iloc[0] == least, seed
        assert steps["proven"].all(), seed


@pytest.mark.parametrize("seed", range(24))
def test_where_hours_are_short_the_bound_holds_and_what_is_proven_is_so(seed):
    here = world(seed, hours=True)
    made, tried = plans(here, 2)
    found = [
        staffing(
            taught(here, [(made.actors[unit], made.needs[need]) for unit, need in plan])
        ).people
        for plan in random.Random(seed).sample(tried, min(len(tried), 40))  # noqa: S311
    ]
    steps = broaden(here, learn=2)
    if steps.empty:
        return
    after = steps["people_after"].iloc[0]
    assert after <= max(min(found) * 1.02, min(found) + 1)
    assert steps["bound"].iloc[0] <= min([after, *found])
    if steps["proven"].iloc[0]:
        assert after <= min(found)


@pytest.mark.parametrize("seed", [68, 199])
def test_teams_that_tie_at_every_price_are_not_dropped_and_found_again_for_ever(seed, capfd):
    here = world(seed, hours=True)
    steps = broaden(here, learn=3)
    assert (steps["bound"] <= steps["people_after"]).all()
    assert steps["people_now"].iloc[0] == staffing(here).people
    assert steps["people_saved"].sum() == (steps["people_now"] - steps["people_after"]).iloc[0]
    assert capfd.readouterr().out == ""
