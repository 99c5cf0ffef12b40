"""More needs in one profile than fit in a bitmask."""

import pytest

import ecosystem as eco
from tests.street import hood


@pytest.mark.parametrize("count", [40, 70])
def test_with_very_many_needs_in_one_profile_every_answer_is_that_two_must_come(count):
    needs = [f"need_{place:02d}" for place in range(count)]
    here = hood(
        actors=[
            {"actor": "g", "layer": "first_line", "profession": "gp"},
            {"actor": "n", "layer": "first_line", "profession": "district_nurse"},
        ],
        competences=[{"actor": "gn"[place % 2], "need": need} for place, need in enumerate(needs)],
        profiles=[{"profile": "all", "needs": "|".join(needs), "residents": 7}],
    )
    assert eco.fewest(here)["fewest"].tolist() == [2]
    assert eco.broaden(here).empty
    assert eco.saving_curve(here)["people"].eq(14).all()
    assert eco.who_leaves(here).empty
    assert eco.who_shares(here).empty
    assert eco.propose(here).empty
    assert "7" in str(eco.summary(here))
    assert "no learning step makes that fewer" in str(eco.summary(here))
