"""Which pairs share residents no longer, less, or newly, after the learning steps of a plan."""

from __future__ import annotations

import pandas as pd

from ecosystem.propose.learn.broaden import effects
from ecosystem.propose.learn.broaden_effects import shared
from ecosystem.propose.staff.units import Count
from ecosystem.tables.neighbourhood import Neighbourhood


def who_shares(
    hood: Neighbourhood, *, learn: int = 3, backup: int = 1, count: Count = "professionals"
) -> pd.DataFrame:
    """
    Say which pairs share other numbers of residents after the steps of `broaden`.

    Who comes to the same resident must coordinate; a pair that shares nobody need not: *merge
    before meet*. Held against each other are the fewest people now and after the steps, not who
    comes today; of the divisions of the work with as few people, as `who_leaves` has them.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences` and something that says who needs what.
    learn
        How many learning steps at most.
    backup
        How many people must be able to meet each need of one resident.
    count
        Who counts: `professionals` or `everyone`.

    Returns
    -------
    who_shares
        One row per pair of which that differs, most residents fewer first, then by name: `who`
        and `partner` (everybody of a profession who can do the same after the steps, ids joined
        by `|`; the same twice where two of them come to one resident), `residents_now` and
        `residents_after` they share, and `change`. In `broaden`, `pairs_apart` counts those who
        have residents now and none after, `pairs_new` the other way round.

    Raises
    ------
    MissingTable
        If `competences` was not supplied, or nothing says who needs what.

    Examples
    --------
    >>> wants = street.profiles.head(1).assign(residents=4)
    >>> can = street.competences.assign(actor=["gp", "social"], need=["skin", "transport"])
    >>> here = street.replace(profiles=wants, competences=can)
    >>> who_shares(here)
      who partner  residents_now  residents_after  change
    0  gp  social              4                0      -4
    """
    changed = effects(hood, learn=learn, backup=backup, count=count)
    now, after = (shared(rows).astype("Int64") for rows in (changed.now, changed.after))
    both = pd.concat([now.add_suffix("_now"), after.add_suffix("_after")], axis=1).fillna(0)
    both["change"] = both["residents_after"] - both["residents_now"]
    return (
        both[both["change"] != 0]
        .reset_index()
        .sort_values(["change", "who", "partner"], ignore_index=True)
    )
