"""What is done twice: ties and meetings that no need carries, and those who can do the same."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.find.distinct import following
from ecosystem.find.findings import Found, Searches, Spotted, findings, rounded, whatever_can
from ecosystem.measure.coordination import coordinated
from ecosystem.measure.meetings import circles, meeting_hours
from ecosystem.measure.options import checked
from ecosystem.measure.pull import YEAR
from ecosystem.measure.supply import able
from ecosystem.measure.supply_coded import Able, able_coded, supply_coded, tied_coded
from ecosystem.tables.help_coded import Helped, helped_coded
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import in_common, tied
from ecosystem.tables.texts import places


def find_overlaps(
    hood: Neighbourhood, *, alike: float = 0.75, most: int = 10, lang: Language = "en"
) -> pd.DataFrame:
    """
    Find collaboration that no need carries, meetings within meetings, and interchangeable work.

    Only professionals: informal and collective help is never what could stop.

    Parameters
    ----------
    hood
        A checked neighbourhood; what `coordination` needs, or `attendance`, or `competences`.
    alike
        How much two have to share, both of what they can do and of whom they are tied to
        (Jaccard, 0 to 1), to be called interchangeable. Three quarters: of four, three.
    most
        How many idle ties, interchangeable pairs and groups to name at most: those that take
        most hours, are most alike, and share most needs.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    findings
        The columns of `find`, ranked alike; `hours` a month. Kinds: `idle_tie` (a tie and no
        resident who needs both), `contained_meeting` (subject: the smaller meeting, then the
        one all its members also sit in; for the same need, or where one does not say for
        which), `substitutable` (structurally equivalent, and the same competences;
        `residents` whom both help, missing without contacts) and, where there are no ties to
        judge by, `same_offer` (all who can do exactly the same, two needs or more).

    Raises
    ------
    MissingTable
        If none of these can be judged.
    ValueError
        If `most` is not a whole number of at least 1.

    Examples
    --------
    >>> find_overlaps(street)[["finding", "subject", "needs", "hours"]]
                 finding        subject needs  hours
    0  contained_meeting  wounds|monday  skin    1.0
    1           idle_tie      gp|social          6.0
    """
    checked(most=most, lang=lang)
    return findings(hood, whatever_can(searches(hood, alike=alike, most=most)), lang)


def searches(hood: Neighbourhood, *, alike: float = 0.75, most: int = 10) -> Searches:
    """Give the searches of `find_overlaps`."""
    return {
        ("idle_tie",): lambda: _idle(hood, most),
        ("contained_meeting",): lambda: _contained(hood),
        ("substitutable", "same_offer"): lambda: _same(hood, alike, most),
    }


def _idle(hood: Neighbourhood, most: int) -> Spotted:
    pairs = coordinated(hood)
    who = supply_coded(hood).professional
    rows = np.flatnonzero(pairs.idle & who[pairs.actor] & who[pairs.partner])

    def tell() -> list[Found]:
        hours = tied(hood)["hours"].to_numpy(dtype=float, na_value=np.nan)[pairs.tie[rows]]
        one, other, names = pairs.actor[rows], pairs.partner[rows], pairs.names.tolist()
        return [
            Found("idle_tie", f"{names[one[at]]}|{names[other[at]]}", hours=rounded(hours[at]))
            for at in np.lexsort((other, one, -hours))[:most].tolist()
        ]

    return Spotted({"idle_tie": len(rows)}, tell)


def _contained(hood: Neighbourhood) -> Spotted:
    pairs = circles(hood)
    rows = pairs.nested & (pairs.same_need != 0)

    def tell() -> list[Found]:
        each = meeting_hours(hood)
        small, large = each.iloc[pairs.meeting[rows]], each.index[pairs.other[rows]]
        needs = small["need"].where(pairs.same_need[rows] > 0, "")
        told = zip(small.index, large, needs, small["hours"], strict=True)
        return [
            Found("contained_meeting", f"{one}|{other}", need, hours=rounded(hours / YEAR))
            for one, other, need, hours in told
        ]

    return Spotted({"contained_meeting": int(np.count_nonzero(rows))}, tell)


def _same(hood: Neighbourhood, alike: float, most: int) -> Spotted:
    hood.need("competences", for_what="Finding who can do the same")
    who, rows = supply_coded(hood), able_coded(hood)
    names, helps = who.names, who.professional[rows.actor]
    if "ties" not in hood.tables:
        found = _same_offer(able(hood)[helps])
        return Spotted({"same_offer": len(found)}, lambda: found[:most])
    one, other, skills = _jaccard(rows.only(helps), alike)
    ties, size = np.stack(tied_coded(hood)).astype(np.int64), len(names)
    tied_to = np.sort(np.concatenate([ties[0] * size + ties[1], ties[1] * size + ties[0]]))
    knows, whom = np.divmod(tied_to, max(size, 1))
    degree = np.bincount(knows, minlength=size)
    there = (degree[one] > 0) & (degree[other] > 0)
    one, other, skills = one[there], other[there], skills[there]
    at, row = following((np.cumsum(degree) - degree)[one], degree[one])
    both = np.isin(other[at] * size + whom[row], tied_to)
    common, direct = np.bincount(at, both, len(one)), np.isin(one * size + other, tied_to)
    around = degree[one] + degree[other] - 2 * direct - common
    positions = np.divide(common, around, out=np.zeros(len(one)), where=around > 0)
    score = (skills + positions).round(6)
    close = np.flatnonzero(positions >= alike - 1e-9)

    def tell() -> list[Found]:
        first = close[np.lexsort((other[close], one[close], -score[close]))][:most]
        done = helped_coded(hood)
        by = places(done.actor.names, names)
        return [
            Found("substitutable", f"{names[a]}|{names[b]}", residents=_share(done, by, a, b))
            for a, b in zip(one[first].tolist(), other[first].tolist(), strict=True)
        ]

    return Spotted({"substitutable": len(close)}, tell)


def _same_offer(rows: pd.DataFrame) -> list[Found]:
    """Group those who can do exactly the same; with one need in common that says little."""
    does: dict[str, list[str]] = {}
    for actor, need in zip(rows["actor"], rows["need"], strict=True):
        does.setdefault(actor, []).append(need)
    groups: dict[tuple[str, ...], list[str]] = {}
    for actor, needs in sorted(does.items()):
        groups.setdefault(tuple(sorted(needs)), []).append(actor)
    found = [
        (-len(needs), -len(actors), "|".join(actors), "|".join(needs))
        for needs, actors in groups.items()
        if len(needs) > 1 < len(actors)
    ]
    return [Found("same_offer", subject, needs) for *_, subject, needs in sorted(found)]


def _share(done: Helped, actors: np.ndarray, one: int, other: int) -> int | None:
    """Count the residents whom two both help; None where it is not known who helps whom."""
    if not (done.actor.code >= 0).any():
        return None
    known = done.actor.code >= 0
    mine, theirs = (
        done.resident.code[known & (actors[done.actor.code] == who)] for who in (one, other)
    )
    return len(np.intersect1d(mine, theirs))


def _jaccard(rows: Able, least: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give the pairs of actors who can do at least so much the same, and how much that is."""
    by_need = np.argsort(rows.need.code, kind="stable")
    one, other, both = in_common(rows.need.code[by_need], rows.actor[by_need])
    size = np.bincount(rows.actor)
    share = both / (size[one] + size[other] - both)
    enough = share >= least - 1e-9
    return one[enough], other[enough], share[enough]
