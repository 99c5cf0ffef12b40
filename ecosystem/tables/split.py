"""Which rows belong to which neighbourhood: worked out once, taken when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ecosystem.tables.neighbourhood import Neighbourhood, Region
from ecosystem.tables.schema import TABLES

WHOLE = "all"
"""Code of the one neighbourhood of a region that names none."""


@dataclass(frozen=True)
class Places:
    """
    The neighbourhoods of each row: those in `pairs` (`row`, `code`), or every one.

    `everywhere` tells it of each row.
    """

    pairs: pd.DataFrame
    everywhere: np.ndarray


def region(
    tables: Mapping[str, pd.DataFrame],
    placed: Mapping[str, Places],
    *,
    notices: pd.DataFrame,
    accounting: pd.DataFrame,
) -> Region:
    """
    Make a region of checked tables.

    A table without a row is one that was not given; one with rows elsewhere is empty here.

    Parameters
    ----------
    tables
        Checked tables by name.
    placed
        Where their rows belong, as `places` gives it.
    notices
        What was noticed, for `Region.notices`.
    accounting
        Rows read, accepted, refused and empty, for `Region.accounting`.

    Returns
    -------
    region
        Neighbourhoods by code, made when asked for.

    Examples
    --------
    >>> actors = pd.DataFrame({"actor": ["gp", "choir"], "neighbourhood": ["south", None]})
    >>> tables = {"actors": actors}
    >>> region(tables, places(tables), notices=pd.DataFrame(), accounting=pd.DataFrame())
    Region of 1 neighbourhood: south
    """
    codes = _codes(tables)
    takes = {name: _sorted(where) for name, where in placed.items()}
    names: dict[str, str] = {}
    if "neighbourhoods" in tables:
        named = tables["neighbourhoods"].dropna(subset=["neighbourhood", "name"])
        names = dict(zip(named["neighbourhood"], named["name"], strict=True))

    def read(code: str) -> Neighbourhood:
        there = {}
        for name, frame in tables.items():
            part = frame
            if name in takes:
                by_code, always = takes[name]
                rows = np.sort(np.concatenate([by_code.get(code, always[:0]), always]))
                part = frame.take(rows).reset_index(drop=True)
            if len(frame):
                there[name] = part
        return Neighbourhood(code, names.get(code, code), there)

    return Region(codes, read, notices, accounting)


def nowhere(placed: Mapping[str, Places]) -> dict[str, int]:
    """
    Count the rows that belong to no neighbourhood, as a tie of actors who share none.

    Parameters
    ----------
    placed
        Where the rows of each table belong.

    Returns
    -------
    nowhere
        Rows per table that has any.
    """
    counts = {
        name: int((~where.everywhere).sum()) - where.pairs["row"].nunique()
        for name, where in placed.items()
    }
    return {name: count for name, count in sorted(counts.items()) if count}


def everywhere(placed: Mapping[str, Places]) -> dict[str, int]:
    """
    Count the rows that name no neighbourhood and so belong to every one.

    Parameters
    ----------
    placed
        Where the rows of each table belong.

    Returns
    -------
    everywhere
        Rows per table that has a column for it and any such row.
    """
    counts = {
        name: int(where.everywhere.sum())
        for name, where in placed.items()
        if "neighbourhood" in {column.name for column in TABLES[name].columns}
    }
    return {name: count for name, count in sorted(counts.items()) if count}


def _codes(tables: Mapping[str, pd.DataFrame]) -> tuple[str, ...]:
    """List the areas of `neighbourhoods`, or else all that are named anywhere."""
    home = [tables["neighbourhoods"]] if "neighbourhoods" in tables else list(tables.values())
    named = {
        str(code)
        for frame in home
        if "neighbourhood" in frame
        for code in frame["neighbourhood"].dropna().unique()
    }
    return tuple(sorted(named)) or (WHOLE,)


def _sorted(places: Places) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Give the rows of each code, found by sorting once, and the rows of every code."""
    rows = places.pairs["row"].to_numpy()
    codes, names = pd.factorize(places.pairs["code"], sort=True)
    order = np.argsort(codes, kind="stable")
    parts = np.split(rows[order], np.cumsum(np.bincount(codes, minlength=len(names)))[:-1])
    by_code = dict(zip(names, parts, strict=True)) if len(names) else {}
    return by_code, np.flatnonzero(places.everywhere)


def places(tables: Mapping[str, pd.DataFrame]) -> dict[str, Places]:
    """
    Work out to which neighbourhoods every row belongs.

    In a region of one neighbourhood every row belongs to it. Otherwise an actor belongs where
    `neighbourhood` and `reach` say, and everywhere when neither says anything. Competences
    follow their actor, a tie belongs where both its actors do, attendance follows its meeting
    (or else its actor), members follow their team. Any other row belongs where its own
    `neighbourhood` says; a contact that says nothing follows its actor, such a request its
    contacts, and all else is everywhere.

    Parameters
    ----------
    tables
        Checked tables by name.

    Returns
    -------
    places
        By table; a table that is whole in every neighbourhood is not in it.
    """
    if len(_codes(tables)) == 1:
        return {}
    actors = _homes(tables)
    found = {name: _own(frame) for name, frame in tables.items() if "neighbourhood" in frame}
    if "actors" in tables:
        found["actors"] = _follow(tables["actors"]["actor"], actors)
    if "competences" in tables:
        found["competences"] = _follow(tables["competences"]["actor"], actors)
    if "attendance" in tables:
        found["attendance"] = _follow(tables["attendance"]["actor"], actors)
    if "attendance" in tables and "meetings" in tables:
        held = _ids(tables["meetings"]["meeting"], found["meetings"])
        placed = _follow(tables["attendance"]["meeting"], held)
        found["attendance"] = _else(placed, found["attendance"])
    if "ties" in tables:
        sides = [_follow(tables["ties"][side], actors) for side in ("actor", "partner")]
        found["ties"] = _both(*sides)
    if "contacts" in tables and found["contacts"].everywhere.any():
        followed = _follow(tables["contacts"]["actor"], actors)
        found["contacts"] = _else(found["contacts"], followed)
    if {"contacts", "requests"} <= tables.keys() and found["requests"].everywhere.any():
        asked = _ids(tables["contacts"]["request"], found["contacts"])
        followed = _follow(tables["requests"]["request"], asked)
        found["requests"] = _else(found["requests"], followed)
    if "members" in tables and "teams" in tables:
        teams = _ids(tables["teams"]["team"], found["teams"])
        found["members"] = _follow(tables["members"]["team"], teams)
    return found


def _homes(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """List the neighbourhoods of each actor: `id`, `code`."""
    named = (tables[name] for name in ("actors", "reach") if name in tables)
    parts = [frame[["actor", "neighbourhood"]] for frame in named]
    empty = pd.DataFrame({"actor": [], "neighbourhood": []}, dtype="str")
    pairs = pd.concat([*parts, empty]).dropna().drop_duplicates()
    return pairs.set_axis(["id", "code"], axis=1)


def _own(frame: pd.DataFrame) -> Places:
    code = frame["neighbourhood"].reset_index(drop=True)
    placed = code.dropna()
    return Places(
        pd.DataFrame({"row": placed.index.to_numpy(), "code": placed.to_numpy()}),
        code.isna().to_numpy(),
    )


def _follow(ids: pd.Series, pairs: pd.DataFrame) -> Places:
    """Place rows where their id is; an id without a place is everywhere."""
    rows = pd.DataFrame({"row": np.arange(len(ids)), "id": ids.to_numpy()})
    merged = rows.dropna(subset=["id"]).merge(pairs, on="id")
    return Places(merged[["row", "code"]], ~rows["row"].isin(merged["row"]).to_numpy())


def _both(one: Places, other: Places) -> Places:
    """Place rows where both of their sides are."""
    rows = [
        side.pairs.assign(all=other.everywhere[side.pairs["row"]])
        for side, other in ((one, other), (other, one))
    ]
    shared = rows[0].merge(rows[1], on=["row", "code"])[["row", "code"]]
    single = [part.loc[part["all"], ["row", "code"]] for part in rows]
    return Places(pd.concat([shared, *single]), one.everywhere & other.everywhere)


def _else(own: Places, followed: Places) -> Places:
    """Place rows where they say, and where they say nothing, where those they follow are."""
    left = followed.pairs[own.everywhere[followed.pairs["row"]]]
    return Places(pd.concat([own.pairs, left]), own.everywhere & followed.everywhere)


def _ids(ids: pd.Series, places: Places) -> pd.DataFrame:
    """List the places of each id from the rows it stands in; one everywhere has none."""
    ids = ids.reset_index(drop=True)
    pairs = places.pairs.assign(id=ids.to_numpy()[places.pairs["row"]])[["id", "code"]].dropna()
    always = ids[places.everywhere].dropna()
    return pairs[~pairs["id"].isin(always)].drop_duplicates()
