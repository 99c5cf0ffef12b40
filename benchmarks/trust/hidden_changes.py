"""Changes of what may not be told, one after another, in what a neighbourhood wrote down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.trust.small_world import PROFESSIONALS, RARE, table
from ecosystem.tables.neighbourhood import Neighbourhood

INFORMAL = ("kees", "riet", "wim")
"""Ids of informal helpers; the last comes in by a change."""
PERSONS = tuple(who for who, _, _, level, _ in PROFESSIONALS if level == "person")
EXTRA = "phone"
"""A column that no table of the schema has."""
Row = dict[str, Any]
Rows = tuple[Row, ...]


@dataclass(frozen=True)
class Log:
    """Requests and contacts row by row, which is quick to change, beside the other tables."""

    other: Neighbourhood
    requests: Rows
    contacts: Rows

    @classmethod
    def of(cls, hood: Neighbourhood) -> Log:
        """Take the rows out of a neighbourhood."""
        rows = (getattr(hood, name).to_dict("records") for name in ("requests", "contacts"))
        return cls(hood, *map(tuple, rows))

    def hood(self) -> Neighbourhood:
        """Give the neighbourhood in which this is written down."""
        rows = {"requests": self.requests, "contacts": self.contacts}
        return self.other.replace(**{name: table(name, some) for name, some in rows.items()})

    def without(self, column: str, value: str) -> Log:
        """Leave out the requests and contacts in which a cell is this."""
        logs = (self.requests, self.contacts)
        kept = [tuple(row for row in log if row.get(column) != value) for log in logs]
        return replace(self, requests=kept[0], contacts=kept[1])


Change = Callable[[Log, np.random.Generator], Log]


def other_key(log: Log, rng: np.random.Generator) -> Log:
    """Give every resident another pseudonym, as another key does, and so another order."""
    ids = sorted({row["resident"] for row in log.requests})
    again = {one: f"x{at:04d}" for one, at in zip(ids, rng.permutation(len(ids)), strict=True)}
    return _each(log, lambda row: row | {"resident": again[row["resident"]]})


def one_less(log: Log, rng: np.random.Generator) -> Log:
    """Take a resident out."""
    return log.without("resident", _some(log.requests, rng)["resident"])


def one_more(log: Log, rng: np.random.Generator) -> Log:
    """Let somebody live through the same as a resident does."""
    who, new = _some(log.requests, rng)["resident"], f"n{rng.integers(1_000_000_000)}"
    logs = [
        (*rows, *(_twin(row, new) for row in rows if row["resident"] == who))
        for rows in (log.requests, log.contacts)
    ]
    return replace(log, requests=logs[0], contacts=logs[1])


def question_less(log: Log, rng: np.random.Generator) -> Log:
    """Take out one question with its contacts."""
    return log.without("request", _some(log.requests, rng)["request"])


def other_resident(log: Log, rng: np.random.Generator) -> Log:
    """Let one question, with its contacts, be of another resident."""
    which, who = _some(log.requests, rng)["request"], _some(log.requests, rng)["resident"]
    return _each(log, lambda row: row | {"resident": who} if row["request"] == which else row)


def contact_less(log: Log, rng: np.random.Generator) -> Log:
    """Take out one contact."""
    at = int(rng.integers(len(log.contacts)))
    return replace(log, contacts=log.contacts[:at] + log.contacts[at + 1 :])


def contact_more(log: Log, rng: np.random.Generator) -> Log:
    """Let one contact be had twice."""
    return replace(log, contacts=(*log.contacts, _some(log.contacts, rng)))


def other_actor(log: Log, rng: np.random.Generator) -> Log:
    """Let one contact be with somebody else."""
    at, actor = int(rng.integers(len(log.contacts))), _some(log.contacts, rng)["actor"]
    new = log.contacts[at] | {"actor": actor}
    return replace(log, contacts=(*log.contacts[:at], new, *log.contacts[at + 1 :]))


def rare_need(log: Log, rng: np.random.Generator) -> Log:
    """Let nobody have the need that no other table speaks of, or some where nobody had it."""
    gone = log.without("need", RARE)
    if len(gone.requests) < len(log.requests):
        return gone
    ids = sorted({row["resident"] for row in log.requests})
    who = rng.choice(ids, int(rng.integers(1, min(9, len(ids)))), replace=False)
    row, number = _some(log.requests, rng), int(rng.integers(1_000_000_000))
    new = [
        row | {"request": f"z{number}{at}", "resident": str(one), "need": RARE}
        for at, one in enumerate(who)
    ]
    return replace(log, requests=(*log.requests, *new))


def minutes(log: Log, rng: np.random.Generator) -> Log:
    """Let every contact take a little longer or shorter."""
    longer = rng.uniform(0.98, 1.02, len(log.contacts))
    rows = zip(log.contacts, longer.tolist(), strict=True)
    new = tuple(row | {"minutes": row["minutes"] * by} for row, by in rows)
    return replace(log, contacts=new)


def time(log: Log, rng: np.random.Generator) -> Log:
    """Let each question, and all contacts about it, begin at another time of the same day."""
    ids = sorted({row["request"] for row in log.requests})
    at = dict(zip(ids, pd.to_timedelta(rng.integers(480, 1020, len(ids)), unit="min"), strict=True))
    when = {"requests": "asked", "contacts": "start"}
    new = {
        name: tuple(
            row | {column: row[column].normalize() + at[row["request"]]}
            for row in getattr(log, name)
        )
        for name, column in when.items()
    }
    return replace(log, **new)


def note(log: Log, rng: np.random.Generator) -> Log:
    """Write something else beside contacts and requests."""
    said, point = f"kanarie {rng.integers(1_000_000)}", str(rng.choice(PERSONS))
    return replace(
        log,
        requests=tuple(row | {"contact_point": point} for row in log.requests),
        contacts=tuple(row | {"activity": said} for row in log.contacts),
    )


def rows(log: Log, rng: np.random.Generator) -> Log:
    """Put the rows of what residents lived through in another order."""
    logs = (log.requests, log.contacts)
    turned = [tuple(some[at] for at in rng.permutation(len(some))) for some in logs]
    return replace(log, requests=turned[0], contacts=turned[1])


def name(log: Log, rng: np.random.Generator) -> Log:
    """Give persons and informal helpers another name."""
    actors = log.other.actors
    who = actors["actor"].isin([*PERSONS, *INFORMAL])
    label = actors["label"].mask(who, f"kanarie {rng.integers(1_000_000)}")
    return _other(log, actors=actors.assign(label=label))


def helper(log: Log, rng: np.random.Generator) -> Log:
    """Let one informal helper more do what one does already, under another name."""
    like, tables = str(rng.choice(INFORMAL[:2])), {}
    for which in ("actors", "competences", "ties"):
        rows = getattr(log.other, which)
        ends = [end for end in ("actor", "partner") if end in rows]
        rows = rows[~rows[ends].eq(INFORMAL[2]).any(axis=1)]
        same = [rows[rows[end] == like].assign(**{end: INFORMAL[2]}) for end in ends]
        tables[which] = pd.concat([rows, *same], ignore_index=True)
    return _other(log, **tables)


def informal_hours(log: Log, rng: np.random.Generator) -> Log:
    """Let ties with informal helpers take other hours."""
    ties = log.other.ties
    whose = ties[["actor", "partner"]].isin(INFORMAL).any(axis=1)
    hours = pd.Series(rng.integers(1, 20, len(ties)), ties.index, dtype="float64")
    return _other(log, ties=ties.assign(hours=ties["hours"].mask(whose, hours)))


def unlisted(log: Log, rng: np.random.Generator) -> Log:
    """Write a column that no schema has in one of the tables that leave."""
    which = str(rng.choice(["actors", "competences", "ties", "meetings", "attendance"]))
    said = {EXTRA: f"kanarie {rng.integers(1_000_000)}"}
    return _other(log, **{which: getattr(log.other, which).assign(**said)})


CHANGES: dict[str, Change] = {
    one.__name__: one
    for one in (
        *(one_less, one_more, question_less, other_resident, contact_less, contact_more),
        *(other_actor, minutes, time, note, rows, other_key, rare_need),
        *(name, helper, informal_hours, unlisted),
    )
}


def _some(log: Rows, rng: np.random.Generator) -> Row:
    return log[int(rng.integers(len(log)))]


def _each(log: Log, change: Callable[[Row], Row]) -> Log:
    new = (tuple(change(row) for row in some) for some in (log.requests, log.contacts))
    return Log(log.other, *new)


def _twin(row: Row, new: str) -> Row:
    return row | {"resident": new, "request": f"{row['request']}{new}"}


def _other(log: Log, **tables: pd.DataFrame) -> Log:
    return replace(log, other=log.other.replace(**tables))
