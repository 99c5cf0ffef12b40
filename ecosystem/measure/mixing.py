"""How far ties reach across groups."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ecosystem.measure.supply_coded import known_of
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import tie_pairs, tied
from ecosystem.tables.refusals import refusal


def ei_index(
    hood: Neighbourhood, *, by: str = "layer", permutations: int = 1000, seed: int = 0
) -> pd.DataFrame:
    """
    Weigh ties across groups against ties inside: (E - I) / (E + I).

    From -1, all inside, to 1, all across. Whether that is more than chance depends on the
    sizes of the groups, so it stands beside the range it has when labels are dealt out anew.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `ties` and `actors`.
    by
        The column of `actors` that makes the groups, such as `layer` or `organisation`.
    permutations
        How often the labels are dealt out anew.
    seed
        Seed of that.

    Returns
    -------
    ei_index
        One row, `all`, and one per group, by name: `inside`, `across` (pairs with a tie; those
        where one side's group is unknown are left out and counted in `unknown`), `index`
        (missing without ties), and `low`, `high` (2.5 and 97.5 % of the index by chance).

    Raises
    ------
    MissingTable
        If `ties` or `actors` was not supplied.
    ValueError
        If actors have no such column.

    References
    ----------
    D. Krackhardt and R. Stern, *Informal networks and organizational crises*, 1988.

    Examples
    --------
    >>> ei_index(street)[["inside", "across", "unknown", "index"]]
                inside  across  unknown     index
    group
    all              1       3        0       0.5
    collective       0       1        0       1.0
    first_line       1       2        0  0.333333
    informal         0       2        0       1.0
    welfare          0       1        0       1.0
    """
    hood.need("ties", "actors", for_what="The E-I index")
    if by not in hood.actors.columns.drop("actor"):
        raise ValueError(refusal("ecosystem.measure", "no_column", by=by))
    label = hood.actors.set_index("actor")[by].sort_index().dropna()
    pairs = tied(hood)[["actor", "partner"]]
    ends = np.array([label.index.get_indexer(pairs[side]) for side in pairs])
    known = (ends >= 0).all(axis=0)
    ends = ends[:, known]
    code, groups = pd.factorize(label, sort=True)
    random = np.random.default_rng(seed)
    dealt = random.permuted(np.tile(code, (permutations, 1)), axis=1)
    rows = [_ei(np.vstack([code, dealt])[:, ends], group) for group in (None, *range(len(groups)))]
    frame = pd.DataFrame(rows, columns=["inside", "across", "index", "low", "high"])
    frame.index = pd.Index(["all", *groups], name="group", dtype="str")
    frame.insert(2, "unknown", _unknown(hood, pairs[~known], by, list(groups)))
    whole = dict.fromkeys(["inside", "across", "unknown"], "Int64")
    return frame.astype(whole | dict.fromkeys(["index", "low", "high"], "Float64"))


def ei_of_layers(hood: Neighbourhood) -> tuple[int, int, Any]:
    """
    Give the row `all` of `ei_index` by layer, without what it would be by chance.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `ties` and `actors`.

    Returns
    -------
    inside, across, index
        Pairs with a tie, and the index; missing without ties.

    Raises
    ------
    MissingTable
        If `ties` or `actors` was not supplied.

    Examples
    --------
    >>> ei_of_layers(street)
    (1, 3, 0.5)
    """
    hood.need("ties", "actors", for_what="The E-I index")
    pairs = tie_pairs(hood)
    layer = known_of(hood, pairs.names).layer.code
    ends = np.array([layer[pairs.one], layer[pairs.other]])
    inside, across, index, *_ = _ei(ends[None, :, (ends >= 0).all(axis=0)], None)
    return inside, across, index


def _unknown(hood: Neighbourhood, pairs: pd.DataFrame, by: str, groups: list[str]) -> list[int]:
    label = hood.actors.set_index("actor")[by]
    known = pd.concat([pairs["actor"].map(label), pairs["partner"].map(label)]).dropna()
    counts = known.value_counts().reindex(groups, fill_value=0)
    return [len(pairs), *counts.tolist()]


def _ei(dealt: np.ndarray, group: int | None) -> tuple[Any, ...]:
    """Take the index of labels as they are (the first) and as dealt anew, at both ends."""
    first, last = dealt[:, 0], dealt[:, 1]
    counted = np.ones_like(first, bool) if group is None else (first == group) | (last == group)
    across = (counted & (first != last)).sum(axis=1)
    inside = (counted & (first == last)).sum(axis=1)
    both = across + inside
    index = (across - inside)[both > 0] / both[both > 0]
    low, high = np.quantile(index, [0.025, 0.975]).round(6) if len(index) else (pd.NA, pd.NA)
    own = round(float(index[0]), 6) if both[0] else pd.NA
    return int(inside[0]), int(across[0]), own, low, high
