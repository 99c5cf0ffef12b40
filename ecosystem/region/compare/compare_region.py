"""Each neighbourhood against those most like it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ecosystem.region.compare.door import LEAST, checked_survey
from ecosystem.region.compare.funnel import (
    APPROXIMATE,
    BINOMIAL,
    POISSON,
    Funnel,
    approximate,
    binomial,
    poisson,
)
from ecosystem.region.compare.peers import PEERS, peers_of
from ecosystem.region.compare.rate import Rate, rate
from ecosystem.region.survey.headlines import headlines
from ecosystem.tables.refusals import refusal

FEWEST_PEERS = 3
"""Peers of whom a measure must be known."""
NUMBERS = ["expected", "low", "high", "lowest", "highest"]
KINDS = {
    **dict.fromkeys(["neighbourhood", "name", "measure", "per", "peers", "limits"], "str"),
    **dict.fromkeys(["outside", "better", "why"], "str"),
    **dict.fromkeys(["value", "of", *NUMBERS, "by_chance"], "Float64"),
    **dict.fromkeys(["peers_known", "looked_at"], "Int64"),
    "far": "boolean",
}
COLUMNS = ["neighbourhood", "name", "measure", "value", "of", "per", "peers", "peers_known"]
COLUMNS += [*NUMBERS, "limits", "outside", "far", "better", "why", "looked_at", "by_chance"]


def compare_region(
    survey: pd.DataFrame, *, measures: Collection[str] | None = None, peers: int = PEERS
) -> pd.DataFrame:
    """
    Set each neighbourhood against those most like it, with room for chance: like with like.

    Peers are the nearest in needs and people (`peers_of`). What is expected is what the peers
    have together: numerators added, divided by denominators added, so that a small peer counts
    for little. The limits are a funnel, wide for few and narrow for many:

    - `exact binomial` for shares, and for needs out of the needs there are;
    - `exact Poisson` for other counts, for the same number of residents, requests and so on;
    - `approximate` for averages, hours and shares of hours: Student's t with the spread of the
      peers, since a survey does not say how far residents lie apart.

    Where no peer has a single one (or all have), limits are drawn as if one more had (or had
    not). What is expected is taken as known; ten peers are not everybody, and needs of one
    resident come together, so that somewhat more falls outside than chance alone would put
    there. Outside is a question for the neighbourhood evening, not a verdict, and the figures
    of a region come from its tables: what is not written down is not counted.

    Parameters
    ----------
    survey
        What `survey` or `roll_up` gives; a row a neighbourhood.
    measures
        Which headline measures; by default those of which lower or higher is better, sums over
        residents left out (their averages say the same).
    peers
        How many peers; at most half of the other neighbourhoods.

    Returns
    -------
    compare_region
        One row per neighbourhood and measure, by code and then as in the survey:
        `neighbourhood`, `name`, `measure`, `value` and `of` (on how many of `per` it rests);
        `peers` (codes, nearest first, joined by `|`) and of how many of them it is known
        (`peers_known`); `expected`, `low` and `high` (95 %), `lowest` and `highest` (99.8 %), in
        the unit of `value`; `limits` (which kind); `outside` (`below`, `above`, `within`, or
        `too_few` where nothing could fall outside), `far` (outside the 99.8 % as well);
        `better` (`lower` or `higher`); `why` something is missing: `unknown` (the
        survey's `unknown` says why), `few_peers` (known of fewer than three), `too_few` (an
        average of fewer than ten, or a number that any result would fit), `no_spread` (all
        peers have the same average). Many are looked at at once: `looked_at` is how many
        neighbourhoods have limits for this measure, `by_chance` how many of these chance alone
        puts outside the 95 %.

    Raises
    ------
    ValueError
        If a measure is not in the survey, or it is no survey.

    References
    ----------
    D. J. Spiegelhalter, *Funnel plots for comparing institutional performance*, Statistics in
    Medicine 24 (2005) 1185-1202.

    Examples
    --------
    >>> areas = pd.DataFrame({"neighbourhood": list("abcdefg"), "population": range(500, 507)})
    >>> areas = areas.assign(contact_point=[0.9] + [0.5] * 6, contact_point_of=40)
    >>> told = compare_region(areas, measures=["contact_point"])
    >>> told[["neighbourhood", "peers", "value", "expected", "low", "high", "outside"]].head(1)
      neighbourhood  peers  value  expected   low  high outside
    0             a  b|c|d    0.9       0.5  0.35  0.65   above
    """
    table = checked_survey(survey)
    near = peers_of(table, peers=peers)
    asked = _asked(table, measures)
    place = near["place"].to_numpy(dtype=np.int64) - 1
    who = np.full((len(table), int(place.max(initial=-1)) + 1), -1)
    at = table.index.get_indexer(near["neighbourhood"])
    who[at, place] = table.index.get_indexer(near["peer"])
    named = near.groupby("neighbourhood")["peer"].agg("|".join).reindex(table.index)
    pieces = [_compared(rate(table, name), who) for name in asked]
    if not pieces:
        return pd.DataFrame(columns=COLUMNS).astype(KINDS)
    frame = pd.concat(pieces, keys=range(len(pieces)), names=["order"]).reset_index()
    frame["peers"] = frame["neighbourhood"].map(named)
    frame["name"] = frame["neighbourhood"].map(table["name"]) if "name" in table else None
    frame = frame.sort_values(["neighbourhood", "order"], ignore_index=True)
    return frame[COLUMNS].astype(KINDS)


def _asked(table: pd.DataFrame, measures: Collection[str] | None) -> list[str]:
    registry = headlines()
    if measures is None:
        judged = registry[registry["better"].ne("") & registry["kind"].ne("sum")]
        return [name for name in judged.index if name in table]
    there = [name for name in registry.index if name in table]
    unknown = sorted({*measures} - {*there})
    if unknown:
        named = {"unknown": ", ".join(unknown), "there": ", ".join(there) or "-"}
        raise ValueError(refusal("ecosystem.region", "no_measure", **named))
    return [name for name in there if name in measures]


@dataclass(frozen=True)
class _Peers:
    """What the peers of each neighbourhood have: a row a neighbourhood, a column a peer."""

    part: np.ndarray
    of: np.ndarray

    @property
    def count(self) -> np.ndarray:
        return np.asarray(np.isfinite(self.part).sum(axis=1))

    @property
    def total(self) -> np.ndarray:
        return np.asarray(np.nansum(self.of, axis=1))

    @property
    def pooled(self) -> np.ndarray:
        out = np.full(len(self.part), np.nan)
        enough = self.count >= FEWEST_PEERS
        np.divide(np.nansum(self.part, axis=1), self.total, out=out, where=enough)
        return out

    def __getitem__(self, rows: np.ndarray) -> _Peers:
        return _Peers(self.part[rows], self.of[rows])


def _compared(one: Rate, who: np.ndarray) -> pd.DataFrame:
    """Compare one measure over all neighbourhoods."""
    theirs = _Peers(*(np.where(who >= 0, given[who], np.nan) for given in (one.part, one.of)))
    few = (one.limits == APPROXIMATE) & (one.of < LEAST)
    reason = np.select(
        [np.isnan(one.part), theirs.count < FEWEST_PEERS, few],
        ["unknown", "few_peers", "too_few"],
        default="",
    ).astype(object)
    drawn = np.flatnonzero(reason == "")
    funnel = _funnel(one, drawn, theirs[drawn])
    reason[drawn[funnel.silent]] = "no_spread" if one.limits == APPROXIMATE else "too_few"
    told, heard = drawn[~funnel.silent], ~funnel.silent
    frame = pd.DataFrame({"neighbourhood": one.index, "measure": one.name, "value": one.value})
    frame["of"], frame["per"], frame["limits"] = one.of, one.per, one.limits
    frame["peers_known"], frame["expected"] = theirs.count, theirs.pooled * one.unit
    for name in NUMBERS[1:]:
        limit = np.full(len(frame), np.nan)
        limit[told] = (getattr(funnel, name) / one.turns[drawn])[heard]
        frame[name] = limit
    frame["why"] = pd.Series(reason).replace("", None)
    frame["better"] = one.better or None
    return _placed(frame.round(dict.fromkeys(NUMBERS, 6)), funnel.chance[heard])


def _funnel(one: Rate, rows: np.ndarray, theirs: _Peers) -> Funnel:
    share, of = theirs.pooled, one.of[rows]
    if one.limits == BINOMIAL:
        one_more = 1 / (theirs.total + 1)
        return binomial(np.clip(share, one_more, 1 - one_more), of)
    if one.limits == POISSON:
        return poisson(np.where(share > 0, share, 1 / theirs.total) * of)
    funnel = approximate(share, of, theirs.part / theirs.of, theirs.of)
    limits = {name: np.clip(getattr(funnel, name), *one.within) for name in NUMBERS[1:]}
    return replace(funnel, **limits)


def _placed(frame: pd.DataFrame, chance: np.ndarray) -> pd.DataFrame:
    """Say where each stands, and how many would stand outside by chance."""
    value, drawn = frame["value"].astype("float64"), frame["low"].notna()
    edge = 1e-6
    below, above = value < frame["low"] - edge, value > frame["high"] + edge
    told = np.select([below, above, drawn], ["below", "above", "within"], default="")
    few = frame["why"].isin(["too_few", "no_spread"])
    frame["outside"] = pd.Series(told, index=frame.index).mask(few, "too_few").replace("", None)
    far = (value < frame["lowest"] - edge) | (value > frame["highest"] + edge)
    frame["far"] = far.astype("boolean").where(drawn)
    frame["looked_at"], frame["by_chance"] = int(drawn.sum()), round(float(chance.sum()), 2)
    return frame
