"""Whose list says who may learn: the region's own table, or ours, and then it is said."""

import pytest

from ecosystem.cli import main
from ecosystem.propose.learn.default_list import default_list
from ecosystem.tables.save import save
from tests.street import hood, street

OURS = "Wie wat mag leren is onze eigen lijst, want er is geen tabel te_leren: Huisarts, "


def test_without_a_table_of_their_own_our_list_is_named():
    assert default_list(street(), lang="nl") == (
        f"{OURS}Praktijkondersteuner, Wijkverpleegkundige, Maatschappelijk werker en "
        "Ouderenadviseur mogen alles leren wat niet aan anderen is voorbehouden."
    )


def test_their_own_table_needs_no_note():
    own = hood(teachable=[{"profession": "gp", "need": "skin"}])
    assert default_list(street().replace(teachable=own.teachable)) == ""


@pytest.mark.parametrize("profession", [None, "koster"])
def test_where_nobody_is_of_those_professions_it_is_said(profession):
    actors = street().actors
    told = default_list(street().replace(actors=actors.assign(profession=profession)))
    assert "nobody can learn anything" in told


def test_propose_and_broaden_say_it_and_other_measures_do_not(tmp_path, capsys):
    save(dict(street().tables), tmp_path / "street")
    for words, said in (
        (["propose"], True),
        (["what-if"], True),
        (["measure", "broaden"], True),
        (["measure", "coverage"], False),
    ):
        assert main([*words, str(tmp_path / "street"), "--lang", "nl"]) == 0
        assert (OURS in capsys.readouterr().err) is said
