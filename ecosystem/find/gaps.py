"""What is missing: needs nobody meets, hours, and ties between those who need each other."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import coo_array, csr_array, triu

from ecosystem.find.distinct import distinct
from ecosystem.find.findings import (
    MONTH,
    Found,
    Searches,
    Spotted,
    findings,
    known,
    rounded,
    whatever_can,
)
from ecosystem.find.fragile import HANGING, fragile_needs
from ecosystem.measure.coordination import coordinated
from ecosystem.measure.coverage import coverage, coverage_coded
from ecosystem.measure.demand import demand, each_need
from ecosystem.measure.options import checked
from ecosystem.measure.supply import able
from ecosystem.measure.supply_coded import supply_coded
from ecosystem.tables.help_coded import helped_coded
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import shared, tied
from ecosystem.tables.texts import Names, places

LACKS = ("uncovered", "hours_short")
"""Kinds about one need: nobody can meet it, or not for long enough."""


def find_gaps(
    hood: Neighbourhood, *, least: int = 4, most: int = 10, lang: Language = "en"
) -> pd.DataFrame:
    """
    Find needs without an answer, and people who need each other and have no tie.

    Each gap is asked both ways: first whether somebody already involved can take it over (named
    where known), then who should meet.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences`, or what `coordination` needs.
    least
        From how many pairs of tasks (CR) two without a tie are a finding. Four is two needs of
        each in one resident, or four residents with one need of each.
    most
        How many missing ties to name at most, those with most to coordinate; `coordination`
        has them all.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    findings
        The columns of `find`, ranked alike. Kinds: `uncovered` (nobody can meet the need; with
        the `hours` a month asked), `hours_short` (the subject are those able, `hours` a month
        is the shortage), `fragile` and `no_backup` as in `find_fragile`, `missing_tie` (two
        professionals of different organisations, neither tied nor in one meeting) and
        `missing_bridge` (idem, a professional and an informal or collective helper). Needs
        that nobody has are left out. Where there are no contacts and ties are judged by what
        people can do, two are named only if of their two needs nobody can do both and nobody
        who can do the one is tied to anybody who can do the other.

    Raises
    ------
    MissingTable
        If neither needs nor ties can be judged.
    ValueError
        If `most` is not a whole number of at least 1.

    Examples
    --------
    >>> find_gaps(street)[["finding", "needs", "residents", "hours"]]
         finding      needs  residents  hours
    0  uncovered  transport          2   13.0
    >>> find_gaps(street)["because"].item()
    'Transport: nobody here can help with this; it is about 2 residents, 13 hours a month.'
    """
    checked(most=most, lang=lang)
    all_ = searches(hood, least=least, most=most) | {HANGING: lambda: fragile_needs(hood)}
    return findings(hood, whatever_can(all_), lang)


def searches(hood: Neighbourhood, *, least: int = 4, most: int = 10) -> Searches:
    """Give the searches of `find_gaps`, but for what it has of `find_fragile`."""
    return {
        LACKS: lambda: _needs(hood),
        ("missing_tie", "missing_bridge"): lambda: _ties(hood, least, most),
    }


def _needs(hood: Neighbourhood) -> Spotted:
    counted = coverage_coded(hood)
    nobody = (counted.actors == 0) & (counted.residents != 0)
    short = (counted.actors > 0) & (counted.short > 0)
    counts = dict(zip(LACKS, [int(nobody.sum()), int(short.sum())], strict=True))

    def tell() -> list[Found]:
        rows = coverage(hood).loc[counted.needs[nobody | short]]
        who = able(hood).groupby("need")["actor"].agg(list)
        return [
            Found(
                LACKS[bool(actors)],
                "|".join(who.get(need, ())),
                str(need),
                known(residents),
                rounded(hours * MONTH),
            )
            for need, residents, actors, hours in zip(
                rows.index, rows["residents"], rows["actors"], rows["hours_short"], strict=True
            )
        ]

    return Spotted(counts, tell)


def _ties(hood: Neighbourhood, least: int, most: int) -> Spotted:
    pairs = coordinated(hood)
    open_ = np.flatnonzero(pairs.gap & (pairs.meetings == 0) & (pairs.required >= least))
    employer = supply_coded(hood).organisation.code
    one, other = pairs.actor[open_], pairs.partner[open_]
    open_ = open_[(employer[one] != employer[other]) | (employer[one] < 0)]
    ends = np.stack([pairs.actor, pairs.partner], axis=1)
    unserved = _unserved(hood, pairs.names) if pairs.tasks == "competences" else None
    if unserved is not None:
        there = [tuple(two) in unserved for two in ends[open_].tolist()]
        open_ = open_[np.array(there, dtype=bool)]
    who = supply_coded(hood).professional.astype(int)
    professionals = who[pairs.actor[open_]] + who[pairs.partner[open_]]
    kinds = {"missing_tie": open_[professionals == 2], "missing_bridge": open_[professionals == 1]}

    def tell() -> list[Found]:
        named = {
            kind: rows[np.lexsort((-pairs.residents[rows], -pairs.required[rows]))][:most]
            for kind, rows in kinds.items()
        }
        needs = unserved
        if needs is None:
            needs = _both_do(hood, pairs.names, ends[np.concatenate([*named.values()])])
        names = pairs.names.tolist()
        return [
            Found(
                kind,
                f"{names[one]}|{names[other]}",
                needs[one, other],
                int(pairs.residents[at]),
            )
            for kind, rows in named.items()
            for at, (one, other) in zip(rows.tolist(), ends[rows].tolist(), strict=True)
        ]

    return Spotted({kind: len(rows) for kind, rows in kinds.items()}, tell)


def _both_do(hood: Neighbourhood, names: Names, pairs: np.ndarray) -> dict[tuple[int, int], str]:
    """Join the needs with which each two help the residents they share."""
    done = helped_coded(hood)
    size, whose, need = len(names), done.resident.code, done.need.code
    does = np.append(places(done.actor.names, names), -1)[done.actor.code]
    many, kinds = len(done.resident.names), len(done.need.names)
    comes, told = does >= 0, (does >= 0) & (need >= 0)
    with_need = _once(does[told] * kinds + need[told], whose[told], (size * kinds, many))
    shared_ = (with_need @ _once(does[comes], whose[comes], (size, many)).T).tocoo()
    (one, what), other = np.divmod(shared_.coords[0], kinds), shared_.coords[1]
    two = np.minimum(one, other).astype(np.int64) * size + np.maximum(one, other)
    at = pd.Index(pairs[:, 0] * size + pairs[:, 1]).get_indexer(two)
    at, what = distinct(at[at >= 0], what[at >= 0], kinds)
    ids = done.need.names.tolist()
    found: dict[tuple[int, int], list[str]] = {(low, high): [] for low, high in pairs.tolist()}
    for pair, need_ in zip(pairs[at].tolist(), what.tolist(), strict=True):
        found[pair[0], pair[1]].append(ids[need_])
    return {two: "|".join(needs) for two, needs in found.items()}


def _once(row: np.ndarray, column: np.ndarray, shape: tuple[int, int]) -> csr_array:
    return coo_array((np.ones(len(row), dtype=np.int64), (row, column)), shape=shape).tocsr()


def _unserved(hood: Neighbourhood, names: Names) -> dict[tuple[int, int], str]:
    """
    Find pairs of needs of the same residents between which nobody stands.

    Nobody can do both, and nobody who can do the one is tied to, or meets, anybody who can do
    the other. Each is told of the lightest help for both, by id.
    """
    sets = demand(hood)
    who = able(hood)
    if sets is None:
        return {}
    asked = each_need(sets)
    asked = asked[asked["need"].isin(who["need"])]
    need, needs = pd.factorize(asked["need"], sort=True)
    size = (len(sets), len(needs))
    has = coo_array((np.ones(len(need), dtype=int), (asked["set"], need)), shape=size).tocsr()
    who = who[who["need"].isin(needs)]
    actor, at = names.index.get_indexer(who["actor"]), pd.Index(needs).get_indexer(who["need"])
    can = coo_array((np.ones(len(who), dtype=int), (actor, at)), shape=(len(names), len(needs)))
    sits = shared(hood.attendance["actor"], hood.attendance["meeting"])
    links = pd.concat([tied(hood)[["actor", "partner"]].set_axis(["one", "other"], axis=1), sits])
    one, other = (names.index.get_indexer(links[end]) for end in ("one", "other"))
    link = coo_array((np.ones(len(one), dtype=int), (one, other)), shape=(len(names),) * 2)
    stands = can.T @ can + can.T @ (link + link.T) @ can
    together = triu(has.T @ has, k=1).tocoo()
    first, second = together.coords
    none = np.asarray(stands.toarray()[first, second] == 0)
    light = who.sort_values(["step", "actor"]).drop_duplicates("need").set_index("need")["actor"]
    lightest = names.index.get_indexer(light.reindex(needs))
    told: dict[tuple[int, int], set[str]] = {}
    for pair in zip(first[none].tolist(), second[none].tolist(), strict=True):
        low, high = sorted(int(lightest[need]) for need in pair)
        told.setdefault((low, high), set()).update(str(needs[need]) for need in pair)
    return {two: "|".join(sorted(of)) for two, of in told.items()}
