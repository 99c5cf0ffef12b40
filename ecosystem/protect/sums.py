"""Sums of counts that are shown, from which one that is hidden could be worked out."""

from __future__ import annotations

import numpy as np

from ecosystem.protect.counts import SMALLEST, STEP, WITHIN
from ecosystem.tables.needs import in_use
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import helped

UNWRITTEN = ("informal", "collective")
"""Layers whose help is often not written down: that none is known, is not that there is none."""
GROUPS = ("group", "organisation")
"""Levels at which an actor is not one person."""


def as_shown(counts: np.ndarray) -> np.ndarray:
    """Give counts of residents as they are shown, as numbers: 0 is fewer than ten."""
    return np.asarray(np.where(counts < SMALLEST, 0, np.floor(counts / STEP + 0.5) * STEP))


def more_than_none(total: float, parts: np.ndarray, times: np.ndarray | int = 1) -> bool:
    """
    Tell whether a hidden part could not be 0, as the parts together are at least a total.

    Parameters
    ----------
    total
        Rounded to five; missing tells nothing.
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
    few = parts == 0
    most = np.where(few, SMALLEST - 1, parts + WITHIN) * times
    return bool(few.any() and total - WITHIN > most.sum() - (few * most).max())


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
    few = parts == 0
    least = np.where(few, 0, np.maximum(parts - WITHIN, SMALLEST)).sum()
    return bool(few.any() and total + WITHIN - least < SMALLEST - 1)


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
    told = as_shown(helps).astype(np.int64)
    few = told == 0  # of fewer nothing follows; "10" is ten or more
    least = np.where(few, 0, np.maximum(told - WITHIN, SMALLEST))
    most = np.where(few, SMALLEST - 1, told + WITHIN)
    low, high = least[one] + least[other], most[one] + most[other]
    if follows(helps[people]):
        return low, high
    total = int(as_shown(helps[people].sum()))
    fewest, rest = (side[people].sum() - side[one] - side[other] for side in (least, most))
    both = people[one] & people[other]
    low = np.where(both, np.maximum(low, total - WITHIN - rest), low)
    return low, np.where(both, np.minimum(high, total + WITHIN - fewest), high)


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


def need_follows(hood: Neighbourhood, people: float) -> bool:
    """
    Tell whether from people at doors it would follow that somebody has a need that few have.

    Each is at a door for a need; of a critical one for the same need two can be.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    people
        Professionals at doors, added up and rounded to five.

    Returns
    -------
    need_follows
        Whether a need of fewer than ten residents could not be one of nobody.

    Examples
    --------
    >>> log = pd.DataFrame({"resident": [f"r{at}" for at in range(12)], "need": "skin"})
    >>> seen = street.replace(requests=log.assign(request=log["resident"]))
    >>> need_follows(seen, 10), need_follows(seen, 15)
    (False, True)
    """
    each = helped(hood).dropna(subset=["need"]).groupby("need")["resident"].nunique()
    residents = each.reindex(in_use(hood), fill_value=0)
    critical = hood.needs.loc[hood.needs["critical"].eq(True), "need"]
    times = 1 + residents.index.isin(critical)
    return more_than_none(people, as_shown(residents.to_numpy()), times)


def came_follows(hood: Neighbourhood) -> frozenset[str]:
    """
    Name those of whom it would follow how many residents one helps, if all visits were told.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    came_follows
        `people` (professional, as one person or practice), `groups` (professional), `helpers`
        (informal and collective): those of whom the residents each helps, added up, would tell
        how many one helps who helps fewer than ten.

    Examples
    --------
    >>> log = pd.DataFrame({"resident": [f"r{at}" for at in range(12)], "actor": "gp"})
    >>> log.loc[12] = ["r1", "social"]
    >>> sorted(came_follows(street.replace(contacts=street.contacts.merge(log, how="outer"))))
    ['helpers', 'people']
    """
    known = helped(hood).dropna(subset=["resident", "actor"])
    if known.empty:
        return frozenset()
    each = known.groupby("actor")["resident"].nunique()
    actors = hood.actors.set_index("actor")[["layer", "level"]]
    actors = actors.reindex(actors.index.union(each.index))
    helps = each.reindex(actors.index, fill_value=0)
    of_helper, group = actors["layer"].isin(UNWRITTEN), actors["level"].isin(GROUPS)
    kinds = {"people": ~of_helper & ~group, "groups": ~of_helper & group}
    found = {name for name, which in kinds.items() if follows(helps[which].to_numpy())}
    own = actors.index[actors["layer"] == "informal"]  # shown as one, of whom several can come
    as_one = known.loc[known["actor"].isin(own), "resident"].nunique()
    parts = as_shown(np.append(helps[of_helper].drop(own), as_one))
    total = float(as_shown(helps[of_helper].sum()))
    if fewer_than_nine(total, parts):
        found.add("helpers")
    return frozenset(found)
