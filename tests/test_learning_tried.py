"""Role broadening held against every plan there is, in worlds small enough to try them all."""

import random
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from ecosystem.measure.cover import count_covers
from ecosystem.propose.learn.broaden import broaden
from ecosystem.propose.learn.broaden_plan import choose
from ecosystem.propose.staff.learning import learnt
from ecosystem.propose.staff.staffing import staffed
from ecosystem.propose.staff.units import model
from tests.street import hood
from tests.trying import fewest_by_trying

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


def variants(made, rng, many):
    """Give the same people other residents with other needs: a model takes long to make."""
    for _ in range(many):
        cases = rng.random((4, len(made.needs))) < 0.4
        cases[0] |= ~cases.any(axis=0)
        cases = np.unique(cases[cases.any(axis=1)], axis=0)
        yield replace(made, cases=cases, residents=rng.integers(1, 6, len(cases)))


def plans(made, learn):
    """Give every plan of so many steps or fewer, as places in the model."""
    steps = list(zip(*made.may.nonzero(), strict=True))
    return [plan for size in range(learn + 1) for plan in combinations(steps, size)]


def people_left(made, plan):
    """Count the people a plan leaves where hours are no limit and nothing is critical."""
    able = made.able.copy()
    for unit, need in plan:
        able[unit, need] = True
    fewest, _ = count_covers(able, made.cases)
    return int(fewest @ made.residents)


@pytest.mark.parametrize("block", range(10))
def test_where_hours_are_no_limit_no_plan_of_300_worlds_leaves_fewer_people(block):
    rng = np.random.default_rng(block)
    for seed in range(6 * block, 6 * block + 6):
        for made in variants(model(world(seed, hours=False)), rng, 5):
            least = min(people_left(made, plan) for plan in plans(made, 3))
            found = choose(made, staffed(made), 3)
            assert (found.after.people, found.bound, found.proven) == (least, least, True), seed


@pytest.mark.parametrize("seed", range(24))
def test_where_hours_are_short_no_plan_that_is_tried_is_much_better_and_none_where_proven(seed):
    rng = np.random.default_rng(seed)
    for made in variants(model(world(seed, hours=True)), rng, 2):
        tried = plans(made, 2)
        some = rng.choice(len(tried), min(len(tried), 25), replace=False)
        found = choose(made, staffed(made), 2)
        least = min(
            fewest_by_trying(learnt(made, plan))[1]
            for plan in [found.steps, *(tried[at] for at in some)]
        )
        assert found.bound <= least
        assert found.after.people <= max(least * 1.02, least + 1)
        assert not found.proven or found.after.people == least


def test_what_is_told_is_what_was_chosen():
    here = world(3, hours=False)
    made = model(here)
    found, told = choose(made, staffed(made), 3), broaden(here, learn=3)
    assert len(told) == len(found.steps) > 0
    assert told["people_after"].eq(found.after.people).all()
    assert told["bound"].eq(found.bound).all()
    assert told["people_saved"].tolist() == found.added
