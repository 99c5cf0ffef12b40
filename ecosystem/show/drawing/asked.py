"""Who asked for what on the map: the push and pull of ties, of meetings and of who is in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from ecosystem.measure.pull import ways
from ecosystem.protect import Outgoing
from ecosystem.show.drawing.shapes import DASHES

Ways = tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """The ways (`pull`, `push`, `unknown`, sorted) of what is on the map, by what it is."""

    ties: dict[tuple[str, str, str], Ways]
    """By both ids, sorted, and the relation."""
    meetings: dict[str, Ways]
    actors: dict[str, Ways]
    """Of every tie and meeting the actor takes part in."""


def asked(outgoing: Outgoing) -> Asked:
    """
    Gather who asked for the ties and meetings that may leave, as `eco.pull` counts it.

    Parameters
    ----------
    outgoing
        What may leave.

    Returns
    -------
    asked
        A line of the map that several rows of `ties` made has the ways of each.

    Examples
    --------
    >>> asked(eco.protect(street)).ties["gp", "social_worker_1", "unknown"]
    ('push',)
    """
    tables = outgoing.tables
    ties = tables["ties"].query("actor != partner")
    relation = ties["relation"].where(ties["relation"].isin(list(DASHES)), "unknown")
    swap = ties["actor"] > ties["partner"]
    lines = pd.DataFrame(
        {
            "a": ties["actor"].where(~swap, ties["partner"]),
            "b": ties["partner"].where(~swap, ties["actor"]),
            "relation": relation,
            "way": ways(ties["requested_by"], ties["need"]),
        }
    )
    meetings = tables["meetings"][["meeting"]].assign(
        way=ways(tables["meetings"]["requested_by"], tables["meetings"]["need"])
    )
    seats = tables["attendance"].merge(meetings, on="meeting")[["actor", "way"]]
    ends = [lines[[end, "way"]].set_axis(["actor", "way"], axis=1) for end in ("a", "b")]
    return Asked(
        _by(lines, ["a", "b", "relation"]),
        _by(meetings, ["meeting"]),
        _by(pd.concat([*ends, seats]), ["actor"]),
    )


def _by(table: pd.DataFrame, key: list[str]) -> dict[Any, Ways]:
    grouped = table.groupby(key[0] if len(key) == 1 else key, sort=True)["way"]
    return {found: tuple(sorted(set(way))) for found, way in grouped}
