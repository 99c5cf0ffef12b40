"""Which teams are the smallest for each case, which of them to choose, and why none is smaller."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ecosystem.measure.cases import case_of
from ecosystem.measure.cover import MOST_NEEDS, count_covers, subset_table
from ecosystem.measure.cover_often import can_count, cover_often
from ecosystem.measure.cover_teams import cheapest_often, cheapest_once, keeping, prices, team_of
from ecosystem.measure.eligible import eligible
from ecosystem.measure.least import Least
from ecosystem.measure.supply import supply
from ecosystem.measure.why_not_fewer import told, wants_backup, why_not_fewer
from ecosystem.tables.language import Language
from ecosystem.tables.needs import labels
from ecosystem.tables.neighbourhood import Neighbourhood

UNKNOWN_STEP = 6
"""An unknown step of the ladder counts as the heaviest."""


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
    optima
        How many teams are as small; 0 without a team, or where not counted.
    """

    teams: Sequence[str]
    why: str
    optima: int


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
    'No professional here may help with: Transport.'
    """
    names = labels(hood, lang)
    called = np.array([names.get(need, need) for need in found.needs], dtype=object)
    people, helpers = _people(hood, found), _helpers(hood)
    already = not case_of(hood).empty
    answers: dict[int, Chosen] = {}

    def answer(
        at: int, teams: Sequence[int], wanted: np.ndarray, table: np.ndarray, optima: int
    ) -> None:
        asks = found.required[rows[at]] > 0
        asked = found.asked[rows[at]][asks].tolist()
        why = why_not_fewer(called[asks].tolist(), wanted, table, asked=asked, lang=lang)
        answers[at] = Chosen([_joined(found, team) for team in teams], why, optima)

    for some, masks, wanted, tables in _alike(found, rows):
        counts = count_covers(found.able, found.required[rows[some]] > 0)[1].tolist()
        for at, own, table, many in zip(some, masks.tolist(), tables, counts, strict=True):
            costs = _costs(people, known[at])
            optima = many if many != -1 else cover_often(own, [1] * wanted.shape[1]).optima
            answer(at, cheapest_once(own, costs, table.tolist(), most), wanted, table, optima)
    for at in sorted(set(range(len(rows))) - set(answers)):
        row, asks = rows[at], found.required[rows[at]] > 0
        wants = found.required[row][asks].tolist()
        if found.people[row] < 0:
            gap = np.flatnonzero((found.asked[row] > 0) & ~asks)
            can = _possible({called[need]: helpers.get(found.needs[need], []) for need in gap})
            kind = "uncovered_possible" if can else "uncovered"
            answers[at] = Chosen([], told(kind, lang, needs=called[gap].tolist(), helpers=can), 0)
        elif not wants:
            met = found.sets.needs[found.sets.met[row]]
            can = sorted({label for need in met for label in helpers.get(need, [])})
            kind = "nobody" if already else "nobody_possible"
            answers[at] = Chosen([""], told(kind, lang, helpers=can), 1)
        elif can_count(wants):
            own, costs = found.masks(rows[[at]])[0].tolist(), _costs(people, known[at])
            often = cover_often(own, wants)
            teams = cheapest_often(often, own, costs, most)
            answer(at, teams, often.wanted, often.layers[0], often.optima)
        else:
            team, proven = _by_program(found, row, people, known[at])
            size, kind = len(team), "ruled_out_backup" if max(wants) > 1 else "ruled_out"
            backup = wants_backup(
                called[asks].tolist(), found.asked[row][asks].tolist(), wants, lang
            )
            kind = "ruled_out_one" if size == 2 else kind
            kind = "one" if size == 1 else kind if proven else "not_proven"
            why = told(kind, lang, people=size, fewer=size - 1, wants=backup)
            answers[at] = Chosen(["|".join(found.actors[team])], why, 0)
    return [answers[at] for at in range(len(rows))]


def _helpers(hood: Neighbourhood) -> dict[str, list[str]]:
    """Name, for each need, the informal and collective helpers who may meet it."""
    who = eligible(hood)
    who = who[~who["professional"]]
    label = who["actor"].map(supply(hood)["label"])
    return {str(need): sorted(some) for need, some in label.groupby(who["need"])}


def _possible(helpers: Mapping[str, Sequence[str]]) -> list[str]:
    """Name each helper once; where there are several needs, with those they may meet."""
    needs: dict[str, list[str]] = {}
    for need, labels_ in helpers.items():
        for label in labels_:
            needs.setdefault(label, []).append(need)
    if len(helpers) == 1:
        return sorted(needs)
    return [f"{label} ({', '.join(some)})" for label, some in sorted(needs.items())]


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
    found: Least, row: int, people: _People, known: Mapping[int, int]
) -> tuple[np.ndarray, bool]:
    """Choose one team by programs in whole numbers, one for each thing that decides."""
    from ecosystem.measure.set_cover import first_ids, smallest_cover  # noqa: PLC0415 (slow to start)

    asks = found.required[row] > 0
    who = np.flatnonzero(found.able[:, asks].any(axis=1))
    kept = np.array([known.get(actor, 0) for actor in who.tolist()])
    team = smallest_cover(
        found.able[who][:, asks],
        found.required[row][asks],
        then=[people.steps[who], -kept, -people.hours[who], *first_ids(len(who))],
    )
    return who[team.chosen], team.proven
