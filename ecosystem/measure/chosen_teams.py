"""Which teams are the smallest for each case, which of them to choose, and why none is smaller."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ecosystem.measure.cover import MOST_NEEDS, subset_table
from ecosystem.measure.cover_often import can_count, cover_often
from ecosystem.measure.cover_teams import cheapest_often, cheapest_once, keeping, prices, team_of
from ecosystem.measure.least import Least
from ecosystem.measure.supply import supply
from ecosystem.measure.why_not_fewer import told, why_not_fewer
from ecosystem.tables.needs import labels
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import Language

UNKNOWN_STEP = 6
"""An unknown step of the ladder counts as the heaviest."""
_BLOCK = 12


@dataclass(frozen=True)
class Chosen:
    """
    The smallest teams of one case.

    Parameters
    ----------
    teams
        Ids joined by |, the chosen team first; none where nobody can do something.
    why
        Why no fewer could do it.
    """

    teams: Sequence[str]
    why: str


@dataclass(frozen=True, eq=False)
class _People:
    """What decides between teams of one size: steps, thousandths of hours, and with the ids."""

    steps: np.ndarray
    hours: np.ndarray
    prices: Sequence[int]


def chosen_teams(
    hood: Neighbourhood,
    found: Least,
    rows: np.ndarray,
    known: Sequence[Mapping[int, int]],
    *,
    most: int = 10,
    lang: Language = "en",
) -> list[Chosen]:
    """
    Choose the team for each case, and say why it takes so many.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    found
        Its cases, as `least` gives them.
    rows
        Numbers of cases.
    known
        For each of these, how many of its residents know each actor (by number) already.
    most
        How many teams to give for each at most.
    lang
        Language, `en` or `nl`.

    Returns
    -------
    chosen
        One answer per number in `rows`.

    Examples
    --------
    >>> from ecosystem.measure.least import least
    >>> chosen_teams(street, least(street), np.array([0]), [{}])[0].why
    'Nobody here can help with: Transport.'
    """
    names = labels(hood, lang)
    called = np.array([names.get(need, need) for need in found.needs], dtype=object)
    people = _people(hood, found)
    answers: dict[int, Chosen] = {}

    def answer(at: int, teams: Sequence[int], wanted: np.ndarray, table: np.ndarray) -> None:
        asks = called[found.required[rows[at]] > 0].tolist()
        why = why_not_fewer(asks, wanted, table, lang=lang)
        answers[at] = Chosen([_joined(found, team) for team in teams], why)

    for some, masks, wanted, tables in _alike(found, rows):
        for at, own, table in zip(some, masks.tolist(), tables, strict=True):
            costs = _costs(people, known[at])
            answer(at, cheapest_once(own, costs, table.tolist(), most), wanted, table)
    for at in sorted(set(range(len(rows))) - set(answers)):
        row, asks = rows[at], found.required[rows[at]] > 0
        wants = found.required[row][asks].tolist()
        if found.people[row] < 0:
            gap = called[(found.asked[row] > 0) & ~asks].tolist()
            answers[at] = Chosen([], told("uncovered", lang, needs=gap))
        elif not wants:
            answers[at] = Chosen([""], told("nobody", lang))
        elif can_count(wants):
            own, costs = found.masks(rows[at : at + 1])[0].tolist(), _costs(people, known[at])
            often = cover_often(own, wants)
            teams = cheapest_often(often, own, costs, most)
            answer(at, teams, often.wanted, often.layers[0])
        else:
            answers[at] = _by_program(found, row, people, known[at], lang)
    return [answers[at] for at in range(len(rows))]


def _people(hood: Neighbourhood, found: Least) -> _People:
    who = supply(hood).reindex(found.actors)
    steps = who["step"].fillna(UNKNOWN_STEP).to_numpy(dtype=np.int64)
    hours = (who["hours"].fillna(0) * 1000).round().to_numpy(dtype=np.int64)
    return _People(steps, hours, prices(steps.tolist(), hours.tolist()))


def _alike(
    found: Least, rows: np.ndarray
) -> Iterator[tuple[list[int], np.ndarray, np.ndarray, np.ndarray]]:
    """Give cases that want as many needs, each once: which, what each actor can, the tables."""
    required = found.required[rows]
    size = (required > 0).sum(axis=1)
    easy = (found.people[rows] > 0) & (required <= 1).all(axis=1) & (size <= MOST_NEEDS)
    for needs in np.unique(size[easy]).tolist():
        some = np.flatnonzero(easy & (size == needs))
        masks = found.masks(rows[some])
        wanted = (np.arange(1 << needs)[:, None] >> np.arange(needs)) & 1
        yield some.tolist(), masks, wanted, subset_table(masks, needs)


def _costs(people: _People, known: Mapping[int, int]) -> Sequence[int]:
    """Give the price of each actor in a case."""
    if not known:
        return people.prices
    costs = list(people.prices)
    for actor, residents in known.items():
        costs[actor] = keeping(costs[actor], residents, len(costs))
    return costs


def _joined(found: Least, price: int) -> str:
    return "|".join(found.actors[at] for at in team_of(price, len(found.actors)))


def _by_program(
    found: Least, row: int, people: _People, known: Mapping[int, int], lang: Language
) -> Chosen:
    """Choose one team by programs in whole numbers, one for each thing that decides."""
    from ecosystem.measure.set_cover import smallest_cover  # noqa: PLC0415 (slow to start)

    asks = found.required[row] > 0
    who = np.flatnonzero(found.able[:, asks].any(axis=1))
    kept = np.array([known.get(actor, 0) for actor in who.tolist()])
    place = np.arange(len(who))
    ids = [
        np.where(place // _BLOCK == block, -(1 << (_BLOCK - 1 - place % _BLOCK)), 0)
        for block in range(-(-len(who) // _BLOCK))
    ]
    team = smallest_cover(
        found.able[who][:, asks],
        found.required[row][asks],
        then=[people.steps[who], -kept, -people.hours[who], *ids],
    )
    size, kind = len(team.chosen), "ruled_out" if team.proven else "not_proven"
    why = told("one" if size == 1 else kind, lang, people=size, fewer=size - 1)
    return Chosen(["|".join(found.actors[who[team.chosen]])], why)
