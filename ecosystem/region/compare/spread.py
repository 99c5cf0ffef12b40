"""From 20 to 100 to 1,000: which neighbourhoods next, and whom they can learn from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

import numpy as np
import pandas as pd

from ecosystem.region.compare.door import LEAST, checked_survey
from ecosystem.region.compare.peers import apart
from ecosystem.region.compare.profile import profile
from ecosystem.tables.neighbourhood import some
from ecosystem.tables.refusals import refusal

LAST = ("gain_unknown", "too_few", "failed", "taking_part")
"""Why a neighbourhood has no rank, in the order in which these stand at the end."""
COLUMNS = ["name", "wave", "rank", "gain", "gain_of", "gain_a_resident"]
COLUMNS += ["learn_from", "similar", "why"]
TEACHERS = 3
"""How many neighbourhoods to learn from are named at most."""
_say = partial(refusal, "ecosystem.region")


def spread(
    survey: pd.DataFrame,
    *,
    done: Collection[str] = (),
    capacity: Sequence[int] = (20, 100, 1000),
) -> pd.DataFrame:
    """
    Put neighbourhoods in the order in which most people fewer would come to doors.

    What a neighbourhood stands to gain is its excess: the professionals who come now beyond the
    fewest who could do it, added up over the residents of whom both are known. It is the most
    there is to gain, not what will be gained. Taking whoever gains most first is exact here: each
    neighbourhood takes one place and what it gains does not hang on who else takes part, so any
    other choice of as many could be bettered by changing one for another, and the same order
    serves every capacity. Among those already taking part, `learn_from` names the nearest by
    profile (see `compare_region`) that do better: fewer in excess a resident.

    Parameters
    ----------
    survey
        A survey, with `excess_a_resident`.
    done
        Codes of the neighbourhoods that take part already.
    capacity
        How many take part in all after each wave, those of `done` included.

    Returns
    -------
    spread
        One row per `neighbourhood`: first those with a rank, in that order, then by `why` they
        have none (`gain_unknown`, `too_few`, `failed`, `taking_part`), then by code:

        - `name`
        - `wave` (the capacity in which it finds a place; missing beyond the last), `rank` (1 is
          first; equal gains by code)
        - `gain` (people at doors fewer at most, added up over residents), `gain_of` (residents
          it rests on), `gain_a_resident` (people)
        - `learn_from` (codes joined by `|`, nearest first, three at most), `similar` (how far
          the first of them is, in robust standard deviations)
        - `why`, joined by `|`: `gain_unknown` (see `unknown` of the survey), `too_few` (the gain
          rests on fewer than ten residents), `failed`, `taking_part`; `beyond` the last wave;
          `nobody_yet` (nobody takes part to learn from), `nobody_better`, `not_comparable`
          (the profile is not known well enough)

    Raises
    ------
    ValueError
        If it is no survey, lacks `excess_a_resident`, `done` names a code it does not have, or
        capacities do not rise.

    Examples
    --------
    >>> few = {"excess_a_resident": [2.0, 1.0, 3.0], "excess_a_resident_of": [30, 90, 20]}
    >>> areas = pd.DataFrame({"neighbourhood": ["a", "b", "c"]} | few)
    >>> spread(areas, capacity=[1, 2])[["wave", "rank", "gain", "why"]]
                   wave  rank  gain                why
    neighbourhood
    b                 1     1    90         nobody_yet
    a                 2     2    60         nobody_yet
    c              <NA>     3    60  beyond|nobody_yet
    """
    rows = checked_survey(survey)
    _check(rows, done, capacity)
    part = rows.index.isin(list(done))
    made = pd.DataFrame({"name": rows.get("name")}, index=rows.index).astype("str")
    made["gain_a_resident"] = rows["excess_a_resident"]
    made["gain_of"] = rows["excess_a_resident_of"].astype("Int64")
    made["gain"] = (made["gain_a_resident"] * made["gain_of"]).round().astype("Int64")
    made["unranked"] = _unranked(rows, made, part)
    made = made.join(_teachers(rows, part))
    made["last"] = made["unranked"].map({"": 0, **{name: at for at, name in enumerate(LAST, 1)}})
    made["most"] = made["gain"].where(made["last"] == 0)
    made = made.sort_values(["last", "most", "neighbourhood"], ascending=[True, False, True])
    ranked = made["last"] == 0
    made["rank"] = ranked.cumsum().where(ranked).astype("Int64")
    place = made["rank"] + int(part.sum())
    made["wave"] = pd.cut(place, [0, *capacity], labels=list(capacity)).astype("Int64")
    beyond = (ranked & made["wave"].isna()).map({True: "beyond", False: ""})
    reasons = zip(made["unranked"], beyond, made["nobody"], strict=True)
    told = ["|".join(word for word in each if word) for each in reasons]
    made["why"] = pd.Series(told, index=made.index, dtype="str").replace("", None)
    return made[COLUMNS]


def _unranked(rows: pd.DataFrame, made: pd.DataFrame, part: np.ndarray) -> pd.Series:
    """Say why a neighbourhood has no rank; nothing where it has."""
    failed = rows["failed"].notna() if "failed" in rows else np.zeros(len(rows), dtype=bool)
    few = (made["gain_of"] < LEAST).fillna(value=False).to_numpy(dtype=bool)
    flags = [part, failed, made["gain"].isna().to_numpy(), few]
    words = ["taking_part", "failed", "gain_unknown", "too_few"]
    return pd.Series(np.select(flags, words, default=""), index=rows.index)


def _check(rows: pd.DataFrame, done: Collection[str], capacity: Sequence[int]) -> None:
    lacking = [name for name in ("excess_a_resident", "excess_a_resident_of") if name not in rows]
    if lacking:
        raise ValueError(_say("no_gain", column=lacking[0]))
    unknown = sorted({*done} - {*rows.index})
    if isinstance(done, str) or unknown:
        raise ValueError(_say("not_in_survey", codes=some(tuple(unknown))))
    if not len(capacity) or any(
        high <= low for low, high in zip([0, *capacity], capacity, strict=False)
    ):
        raise ValueError(_say("capacity", numbers=", ".join(map(str, capacity))))


def _teachers(rows: pd.DataFrame, part: np.ndarray) -> pd.DataFrame:
    """Name for each neighbourhood the nearest of those taking part that do better."""
    each = rows["excess_a_resident"].to_numpy(dtype="float64", na_value=np.nan)
    enough = (rows["excess_a_resident_of"] >= LEAST).fillna(value=False).to_numpy(dtype=bool)
    taking = np.flatnonzero(part & enough & np.isfinite(each))
    codes = rows.index.to_numpy(dtype=object)
    far = np.zeros((len(rows), 0))
    if len(taking):
        far = apart(profile(rows), taking)[0].T
    told: list[tuple[str | None, float | None, str]] = []
    for at in range(len(rows)):
        better = np.flatnonzero(each[taking] < each[at])
        near = better[np.isfinite(far[at, better])]
        near = near[np.argsort(far[at, near], kind="stable")][:TEACHERS]
        if len(near):
            told.append(("|".join(codes[taking[near]]), far[at, near[0]], ""))
        elif part[at] or np.isnan(each[at]):
            told.append((None, None, ""))
        elif not len(taking):
            told.append((None, None, "nobody_yet"))
        else:
            told.append((None, None, "not_comparable" if len(better) else "nobody_better"))
    made = pd.DataFrame(told, index=rows.index, columns=["learn_from", "similar", "nobody"])
    return made.astype({"learn_from": "str", "similar": "Float64", "nobody": "str"}).round(6)
