"""The neighbourhoods most like each one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ecosystem.region.compare.profile import NEEDS, PEOPLE, profile
from ecosystem.tables.refusals import refusal

PEERS = 10
"""How many, unless asked otherwise."""
SHARED = 0.5
"""Of the indicators in use, how many two neighbourhoods must both have to be compared."""
_AT_ONCE = 256


def peers_of(survey: pd.DataFrame, *, peers: int = PEERS) -> pd.DataFrame:
    """
    Find, for each neighbourhood, those most like it.

    How far two are apart is the root of the mean square difference over the indicators of
    `profile` that both have, needs for one half and people for the other. An unknown indicator
    is left out of the pair, never taken for average; two that share fewer than half of the
    indicators are not compared.

    Parameters
    ----------
    survey
        A checked survey.
    peers
        How many peers; at most half of the others with a profile, or it would be everybody.

    Returns
    -------
    peers_of
        One row per neighbourhood and peer, by code and then nearest first, equally near ones by
        code: `neighbourhood`, `peer`, `place` (1 is nearest), `distance` (in robust standard
        deviations) and `shared` (indicators both have).

    Raises
    ------
    ValueError
        If fewer than one peer is asked for.

    References
    ----------
    Ten most similar areas as the yardstick: NHS England, *RightCare similar CCGs* (2016).

    Examples
    --------
    >>> areas = pd.DataFrame({"population": [100, 110, 400, 420, 1000.0]}, index=list("abcde"))
    >>> peers_of(areas.astype("Float64"), peers=1)[["neighbourhood", "peer", "distance"]]
      neighbourhood peer  distance
    0             a    b  0.070159
    1             b    a  0.070159
    2             c    d  0.035915
    3             d    c  0.035915
    4             e    d  0.638576
    """
    if peers < 1:
        raise ValueError(refusal("ecosystem.region", "peers", peers=peers))
    codes = survey.index.to_numpy(dtype=object)
    scaled = profile(survey)
    most = min(peers, (int(scaled.notna().any(axis=1).sum()) - 1) // 2)
    rows: list[tuple[int, int, int, float, int]] = []
    for start in range(0, len(codes) if most > 0 else 0, _AT_ONCE):
        some = np.arange(start, min(start + _AT_ONCE, len(codes)))
        far, shared = apart(scaled, some)
        limit = np.partition(far, most - 1, axis=1)[:, most - 1]
        for at, one in enumerate(some):
            near = np.flatnonzero((far[at] <= limit[at]) & np.isfinite(far[at]))
            near = near[np.argsort(far[at][near], kind="stable")][:most]
            rows += [
                (int(one), int(other), place, float(far[at, other]), int(shared[at, other]))
                for place, other in enumerate(near, start=1)
            ]
    columns = ["neighbourhood", "peer", "place", "distance", "shared"]
    frame = pd.DataFrame(rows, columns=columns)
    for name in columns[:2]:
        frame[name] = pd.Series(codes[frame[name].astype("int64")], dtype="str")
    kinds = {"place": "Int64", "distance": "Float64", "shared": "Int64"}
    return frame.astype(kinds).round({"distance": 6})


def apart(scaled: pd.DataFrame, some: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """
    Measure how far some neighbourhoods are from all, as `peers_of` does.

    Parameters
    ----------
    scaled
        What `profile` gives.
    some
        The places of some of its rows.

    Returns
    -------
    far, shared
        Of each of these (rows) to each neighbourhood: the distance, infinite to itself and where
        they share too few indicators, and how many they share.
    """
    shared = np.zeros((len(some), len(scaled)), dtype=np.int64)
    square, parts = np.zeros(shared.shape), np.zeros(shared.shape, dtype=np.int64)
    for part in (NEEDS, PEOPLE):
        if part not in scaled.columns.get_level_values(0):
            continue
        total, count = np.zeros(shared.shape), np.zeros(shared.shape, dtype=np.int64)
        for values in scaled[part].to_numpy(dtype=np.float64).T:
            apart = (values[some, None] - values[None, :]) ** 2
            known = np.isfinite(apart)
            total += np.where(known, apart, 0.0)
            count += known
        square += np.divide(total, count, out=np.zeros(shared.shape), where=count > 0)
        parts += count > 0
        shared += count
    enough = shared >= max(1.0, SHARED * scaled.shape[1])
    far = np.full(shared.shape, np.inf)
    np.divide(square, parts, out=far, where=enough & (parts > 0))
    far[np.arange(len(some)), some] = np.inf
    return np.round(np.sqrt(far), 9), shared
