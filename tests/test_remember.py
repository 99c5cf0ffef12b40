"""What follows from tables is worked out once, also for what differs in other tables."""

import pandas as pd
import pytest

from ecosystem.measure.supply import supply
from ecosystem.tables.looked_at import Tables, watched
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember
from tests.street import street


class _Counted:
    """Works something out, and counts how often."""

    def __init__(self, *tables: str) -> None:
        self.tables, self.times = tables, 0

    def __call__(self, hood: Neighbourhood) -> int:
        self.times += 1
        return sum(len(getattr(hood, name)) for name in self.tables)


def test_what_follows_from_other_tables_is_known_after_a_change():
    hood, ties = street(), _Counted("ties")
    assert remember(hood, ties) == len(hood.ties)
    assert remember(hood.replace(competences=hood.competences.head(0)), ties) == len(hood.ties)
    assert ties.times == 1


def test_what_follows_from_the_table_that_changed_is_worked_out_again():
    hood, ties = street(), _Counted("competences", "ties")
    remember(hood, ties)
    after = hood.replace(ties=hood.ties.head(1))
    assert remember(after, ties) == len(hood.competences) + 1
    assert remember(hood, ties) == len(hood.competences) + len(hood.ties)
    assert ties.times == 2


def test_what_is_looked_at_by_what_is_remembered_inside_counts_as_well():
    hood, inner = street(), _Counted("ties")
    remember(hood, inner)

    def outer(hood: Neighbourhood) -> int:
        return remember(hood, inner) + 1

    remember(hood, outer)
    assert remember(hood.replace(ties=hood.ties.head(1)), outer) == 2


def test_whether_a_table_is_there_is_looking_at_it():
    hood = street()

    def has(hood: Neighbourhood) -> bool:
        return "requests" in hood.tables

    def named(hood: Neighbourhood) -> list[str]:
        return sorted(hood.tables)

    assert not remember(hood, has)
    assert "requests" not in remember(hood, named)
    after = hood.replace(requests=hood.requests)
    assert remember(after, has)
    assert "requests" in remember(after, named)


def test_what_is_looked_at_before_a_failure_counts():
    hood = street()

    def fails(hood: Neighbourhood) -> None:
        raise LookupError(len(hood.ties))

    def tries(hood: Neighbourhood) -> int:
        try:
            remember(hood, fails)
        except LookupError as error:
            return int(error.args[0])
        return -1

    assert remember(hood, tries) == len(hood.ties)
    assert remember(hood.replace(ties=hood.ties.head(1)), tries) == 1


def test_tables_are_read_only_and_copying_looks_at_none():
    tables = Tables(street().tables)
    both, looked = watched(lambda: Tables(tables, {"ties": tables["ties"].head(1)}))
    assert looked == {"ties"}
    assert (len(both["ties"]), len(both)) == (1, len(tables))
    with pytest.raises(TypeError):
        both["ties"] = pd.DataFrame()  # type: ignore[index]


def test_supply_after_a_change_is_what_it_is_from_nothing():
    hood = street()
    supply(hood)
    more = hood.competences.assign(actor="zoe").head(1)
    tables = {"competences": pd.concat([hood.competences, more], ignore_index=True)}
    fresh = Neighbourhood(hood.code, hood.name, {**hood.tables, **tables})
    pd.testing.assert_frame_equal(supply(hood.replace(**tables)), supply(fresh))
    assert "zoe" in supply(fresh).index
