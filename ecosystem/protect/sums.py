"""Sums of counts that are shown, from which one that is hidden could be worked out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.protect.counts import SMALLEST, STEP, WITHIN, as_shown, bounds
from ecosystem.tables.coded import coded
from ecosystem.tables.help_coded import helped_coded
from ecosystem.tables.needs import in_use
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import helped
from ecosystem.tables.schema import GROUP_LEVELS

UNWRITTEN = ("informal", "collective")
"""Layers whose help is often not written down: that none is known, is not that there is none."""


def more_than_none(total: float, parts: np.ndarray, times: np.ndarray | int = 1) -> bool:
    """
    Tell whether a hidden part could not be 0, as the parts together are at least a total.

    Parameters
    ----------
    total
        Rounded to five; "10" is ten or more; missing tells nothing.
    parts
        As shown; 0 is fewer than ten.
    times
        How often each part can be counted in the total.

    Returns
    -------
    more_than_none
        Whether the others, at their most, could not make up the total.

    Examples
    --------
    >>> more_than_none(30, np.array([20, 0])), more_than_none(20, np.array([20, 0]))
    (True, False)
    """
    few, most = parts == 0, bounds(parts)[1] * times
    least = SMALLEST if total == SMALLEST else total - WITHIN
    return bool(few.any() and least > most.sum() - (few * most).max())


def fewer_than_nine(total: float, parts: np.ndarray) -> bool:
    """
    Tell whether a hidden part could not be 9, as the parts together are at most a total.

    Parameters
    ----------
    total, parts
        As of `more_than_none`.

    Returns
    -------
    fewer_than_nine
        Whether the others, at their least, leave no room for nine.

    Examples
    --------
    >>> fewer_than_nine(20, np.array([20, 0])), fewer_than_nine(30, np.array([20, 0]))
    (True, False)
    """
    left = total + WITHIN - bounds(parts)[0].sum()
    return bool((parts == 0).any() and left < SMALLEST - 1)


def narrowed_from_below(total: float, parts: np.ndarray) -> bool:
    """
    Tell whether some part, hidden or told, must be more than the least it is shown as.

    Of a told part that lies closer than it is shown, what is hidden of it may follow.

    Parameters
    ----------
    total, parts
        As of `more_than_none`; the parts together are at least the total.

    Returns
    -------
    narrowed_from_below
        Whether the others, at their most, could not make up the total beside it.

    Examples
    --------
    >>> narrowed_from_below(40, np.array([20, 20])), narrowed_from_below(45, np.array([20, 20]))
    (False, True)
    """
    low, high = bounds(parts)
    least = SMALLEST if total == SMALLEST else total - WITHIN
    return bool(len(parts) and high.sum() - least < (high - low).max())


def narrowed_from_above(total: float, parts: np.ndarray) -> bool:
    """
    Tell whether some part, hidden or told, must be fewer than the most it is shown as.

    Parameters
    ----------
    total, parts
        As of `fewer_than_nine`; the parts together are at most the total.

    Returns
    -------
    narrowed_from_above
        Whether the others, at their least, leave less room than it is shown with.

    Examples
    --------
    >>> narrowed_from_above(40, np.array([20, 20])), narrowed_from_above(35, np.array([20, 20]))
    (False, True)
    """
    low, high = bounds(parts)
    return bool(len(parts) and total + WITHIN - low.sum() < (high - low).max())


def follows(parts: np.ndarray) -> bool:
    """
    Tell whether a hidden part follows from the sum of all, rounded to five, and the others.

    Parameters
    ----------
    parts
        True counts; of what is shown as one, together.

    Returns
    -------
    follows
        Whether a count that is shown as fewer than ten could not be 0, or not 9; also of a sum
        of fewer than ten.

    Examples
    --------
    >>> follows(np.array([20, 4])), follows(np.array([12, 17, 22, 9, 7, 3]))
    (True, False)
    """
    told, total = as_shown(parts), float(as_shown(parts.sum()))
    return more_than_none(total, told) or fewer_than_nine(total, told)


def two_together(
    helps: np.ndarray, people: np.ndarray, one: np.ndarray, other: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """
    Add up how many residents two help at least, and at most, by what is shown.

    That is how many each helps, and how many all people do, added up, where that is told.

    Parameters
    ----------
    helps
        How many residents each helps, truly.
    people
        Of which of them the sum is told: professionals who are one person or practice.
    one, other
        The numbers of two, for each pair.

    Returns
    -------
    two_together
        The least and the most for each pair.

    Examples
    --------
    >>> everybody, pair = np.full(3, True), (np.array([0]), np.array([1]))
    >>> two_together(np.array([4, 6, 12]), everybody, *pair)  # 18 to 22 in all
    (array([6]), array([12]))
    """
    least, most = bounds(as_shown(helps).astype(np.int64))
    low, high = least[one] + least[other], most[one] + most[other]
    if follows(helps[people]):
        return low, high
    in_all = bounds(as_shown(helps[people].sum()).astype(np.int64))
    fewest, rest = (side[people].sum() - side[one] - side[other] for side in (least, most))
    both = people[one] & people[other]
    low = np.where(both, np.maximum(low, in_all[0] - rest), low)
    return low, np.where(both, np.minimum(high, in_all[1] - fewest), high)


def both_follows(low: np.ndarray, high: np.ndarray, every: float) -> np.ndarray:
    """
    Tell of two whether it follows how many both help, where that are fewer than ten.

    Parameters
    ----------
    low, high
        What `two_together` gives.
    every
        All residents with help, as shown.

    Returns
    -------
    both_follows
        Whether they have one to nine too many for all, or too few for nine each.

    Examples
    --------
    >>> both_follows(np.array([30, 32, 33]), np.array([40, 17, 40]), every=30)
    array([False,  True,  True])
    """
    over = low - (every + WITHIN)
    return np.asarray(((over > 0) & (over < SMALLEST)) | (high // 2 < SMALLEST - 1))


def need_follows(hood: Neighbourhood, people: float, residents: pd.Series | None = None) -> bool:
    """
    Tell whether from people at doors it would follow that somebody has a need that few have.

    Each is at a door for a need; of a critical one for the same need two can be.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    people
        Professionals at doors, added up and rounded to five.
    residents
        With each need, as shown, as numbers; by default those of contacts and requests.

    Returns
    -------
    need_follows
        Whether a need of fewer than ten residents could not be one of nobody, with these people
        or five more: so that it does not follow from what is missing either.

    Examples
    --------
    >>> log = pd.DataFrame({"resident": [f"r{at}" for at in range(22)], "need": "skin"})
    >>> seen = street.replace(requests=log.assign(request=log["resident"]))
    >>> need_follows(seen, 15), need_follows(seen, 20)
    (False, True)
    """
    if residents is None:
        residents = asked(hood)
    critical = hood.needs.loc[hood.needs["critical"].eq(True), "need"]
    times = 1 + residents.index.isin(critical)
    return more_than_none(people + STEP, residents.to_numpy(dtype=float), times)


def asked(hood: Neighbourhood) -> pd.Series:
    """Count the residents with each need by contacts and requests, as shown, as numbers."""
    each = helped(hood).dropna(subset=["need"]).groupby("need")["resident"].nunique()
    each = each.reindex(in_use(hood), fill_value=0)
    return pd.Series(as_shown(each.to_numpy()), each.index)


def help_follows(helps: np.ndarray, needs: np.ndarray) -> np.ndarray:
    """
    Tell of whom each helps whether it follows that somebody has a need that few have.

    Parameters
    ----------
    helps
        How many residents each helps, as shown, as numbers.
    needs
        The residents with each need, idem.

    Returns
    -------
    help_follows
        Whether those, or five more, are too many for the needs of ten residents or more.

    Examples
    --------
    >>> help_follows(np.array([0, 15, 20]), np.array([20, 0]))
    array([False, False,  True])
    """
    return np.array([count > 0 and more_than_none(count + STEP, needs) for count in helps], bool)


def change_follows(
    change: float, residents: pd.Series, before: pd.DataFrame, later: pd.DataFrame
) -> bool:
    """
    Tell whether how people at doors change says something of those with a need.

    Who learns a need spares somebody to those only who have it and another need of theirs; more
    come only where somebody stops, or for a need that nobody could meet. A change is told where
    it can be that of as few as are told to have those needs: then nothing new follows, neither
    of a hidden count nor of one that is told.

    Parameters
    ----------
    change
        Between two counts of people at doors that are rounded to five.
    residents
        With each need, as shown, as numbers; missing is not known.
    before, later
        Who can do what: `actor` and `need`.

    Returns
    -------
    change_follows
        Whether as few could not make this change, or one that is five more; never where nobody
        learns or stops.

    Examples
    --------
    >>> before = pd.DataFrame({"actor": ["gp", "nurse"], "need": ["skin", "grief"]})
    >>> later = pd.concat([before, pd.DataFrame({"actor": ["gp"], "need": ["grief"]})])
    >>> has = pd.Series({"skin": 20, "grief": 10})
    >>> [change_follows(change, has, before, later) for change in (-5, -10, 5)]
    [False, True, True]
    """
    was, will = (set(zip(side["actor"], side["need"], strict=True)) for side in (before, later))
    least = residents.map(lambda count: 0 if count == 0 else max(count - WITHIN, SMALLEST))
    new = {what for _, what in will} - {what for _, what in was}
    hides = any(least.get(what, 0) == 0 for _, what in will - was)
    room = {-1: _spared(will - was, was | will, least), 1: _spared(was - will, was | will, least)}
    room[1] += sum(least.get(what, 0) for what in new)
    may = {-1: bool(will - was), 1: bool(was - will) or hides or bool(new)}
    if was == will:
        return False
    return any(
        abs(more) - 2 * WITHIN > room[sign]
        for sign, more in ((-1, change - STEP), (1, change + STEP))
        if more * sign > 0 and (may[sign] or change * sign > 0)
    )


def _spared(moved: set[tuple[str, str]], able: set[tuple[str, str]], least: pd.Series) -> float:
    """Count whom it spares somebody at least, that some can do more: who has another need too."""
    room = 0.0
    for who, what in moved:
        others = [need for one, need in able if one == who and need != what]
        room += min(least.get(what, 0), least.reindex(others, fill_value=0).sum())
    return room


def came_as(unwritten: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Say of each actor which of `came_follows` it is; who is unknown is one of the people."""
    return np.where(unwritten, "helpers", np.where(group, "groups", "people"))


def came_follows(hood: Neighbourhood, needs: pd.Series | None = None) -> frozenset[str]:
    """
    Name those of whom it would follow how many residents one helps, if all visits were told.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    needs
        The residents with each need, as shown, as numbers, where these are told beside it.

    Returns
    -------
    came_follows
        `people` (professional, as one person or practice), `groups` (professional), `helpers`
        (informal and collective): those of whom the residents each helps, added up, would tell
        how many one helps who helps fewer than ten, or of whom that is not told for what
        follows of a need.

    Examples
    --------
    >>> log = pd.DataFrame({"resident": [f"r{at}" for at in range(12)], "actor": "gp"})
    >>> log.loc[12] = ["r1", "social"]
    >>> sorted(came_follows(street.replace(contacts=street.contacts.merge(log, how="outer"))))
    ['helpers', 'people']
    """
    rows = helped_coded(hood)
    many = len(rows.actor.names)
    seen = rows.actor.code >= 0
    if not seen.any():
        return frozenset()
    pairs = np.unique(rows.resident.code[seen] * np.int64(many) + rows.actor.code[seen])
    whom, who = np.divmod(pairs, many)
    actor, layer, level = (coded(hood, "actors", name) for name in ("actor", "layer", "level"))
    listed = rows.actor.names.index.get_indexer(actor.names.index)[actor.code]  # -1: helps nobody
    each = np.bincount(who, minlength=many)
    others = np.setdiff1d(np.arange(many), listed)  # whom the table does not know
    helps = np.concatenate([np.where(listed >= 0, each[listed], 0), each[others]])
    unknown = np.zeros(len(others), dtype=bool)
    kinds = came_as(
        np.append(layer.among(UNWRITTEN), unknown), np.append(level.among(GROUP_LEVELS), unknown)
    )
    found = {kind for kind in ("people", "groups") if follows(helps[kinds == kind])}
    if needs is not None:  # whom one helps is not told then, and all together would tell it
        untold = help_follows(as_shown(helps), needs.to_numpy(dtype=float))
        found |= {str(kind) for kind in kinds[untold]} - {"helpers"}
    own = layer.among(["informal"])  # shown as one, of whom several can come
    as_one = len(np.unique(whom[np.isin(who, listed[own & (listed >= 0)])]))
    helpers = helps[kinds == "helpers"]
    parts = as_shown(np.append(helps[(kinds == "helpers") & ~np.append(own, unknown)], as_one))
    if fewer_than_nine(float(as_shown(helpers.sum())), parts):
        found.add("helpers")
    return frozenset(found)
