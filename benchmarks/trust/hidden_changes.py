"""Changes of what may not be told, made in a neighbourhood; each gives another neighbourhood."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from benchmarks.trust.small_world import RARE
from ecosystem.tables.neighbourhood import Neighbourhood

Change = Callable[[Neighbourhood, np.random.Generator], Neighbourhood]
INFORMAL = ("kees", "riet", "wim")
"""Ids of informal helpers; the last comes in by a change."""


def other_key(hood: Neighbourhood, rng: np.random.Generator) -> Neighbourhood:
    """Give every resident another pseudonym, as another key does, and so another order."""
    ids = sorted(hood.requests["resident"].dropna().unique())
    again = {one: f"x{at:04d}" for one, at in zip(ids, rng.permutation(len(ids)), strict=True)}
    return _logged(
        hood,
        hood.contacts.assign(resident=_as(hood.contacts["resident"], again)),
        hood.requests.assign(resident=_as(hood.requests["resident"], again)),
    )


def one_less(hood: Neighbourhood, rng: np.random.Generator) -> Neighbourhood:
    """Take a resident out."""
    who = rng.choice(sorted(hood.requests["resident"].unique()))
    return _logged(hood, *(log[log["resident"] != who] for log in (hood.contacts, hood.requests)))


def one_more(hood: Neighbourhood, rng: np.random.Generator) -> Neighbourhood:
    """Let somebody live through the same as a resident does."""
    who = rng.choice(sorted(hood.requests["resident"].unique()))
    logs = []
    for log in (hood.contacts, hood.requests):
        same = log[log["resident"] == who]
        logs.append(pd.concat([log, same.assign(resident="twin", request=same["request"] + "t")]))
    return _logged(hood, *logs)


def question_less(hood: Neighbourhood, rng: np.random.Generator) -> Neighbourhood:
    """Take out one question with its contacts."""
    which = rng.choice(hood.requests["request"].to_numpy())
    return _logged(hood, *(log[log["request"] != which] for log in (hood.contacts, hood.requests)))


def contact_less(hood: Neighbourhood, rng: np.random.Generator) -> Neighbourhood:
    """Take out one contact."""
    log = hood.contacts
    return _logged(hood, log.drop(index=rng.choice(log.index.to_numpy())), hood.requests)


def rare_need(hood: Neighbourhood, rng: np.random.Generator) -> Neighbourhood:
    """Let nobody have the need that no other table speaks of."""
    del rng
    gone = set(hood.requests.loc[hood.requests["need"] == RARE, "request"])
    return _logged(
        hood, *(log[~log["request"].isin(gone)] for log in (hood.contacts, hood.requests))
    )


def minutes(hood: Neighbourhood, rng: np.random.Generator) -> Neighbourhood:
    """Let every contact take a little longer."""
    longer = hood.contacts["minutes"] * rng.uniform(1.01, 1.03)
    return _logged(hood, hood.contacts.assign(minutes=longer), hood.requests)


def time(hood: Neighbourhood, rng: np.random.Generator) -> Neighbourhood:
    """Let each question, and all contacts about it, begin some minutes later on the same day."""
    by = hood.requests["request"]
    later = pd.Series(pd.to_timedelta(rng.integers(0, 300, len(by)), unit="min"), by)
    moved = hood.contacts["request"].map(later)
    return _logged(
        hood,
        hood.contacts.assign(start=hood.contacts["start"] + moved),
        hood.requests.assign(asked=hood.requests["asked"] + later.to_numpy()),
    )


def note(hood: Neighbourhood, rng: np.random.Generator) -> Neighbourhood:
    """Write something else beside contacts and requests."""
    said = f"kanarie {rng.integers(1_000_000)}"
    contacts, requests = hood.contacts, hood.requests
    return _logged(
        hood,
        contacts.assign(activity=_said(contacts["activity"], said)),
        requests.assign(contact_point=_said(requests["contact_point"], "jansen")),
    )


def name(hood: Neighbourhood, rng: np.random.Generator) -> Neighbourhood:
    """Give persons and informal helpers another name."""
    who = hood.actors["actor"].isin(["jansen", "els", "fatima", "mo", *INFORMAL])
    label = hood.actors["label"].mask(who, f"kanarie {rng.integers(1_000_000)}")
    return hood.replace(actors=hood.actors.assign(label=label))


def helper(hood: Neighbourhood, rng: np.random.Generator) -> Neighbourhood:
    """Let one informal helper more do what one does already, under another name."""
    like = str(rng.choice(INFORMAL[:2]))
    tables = {}
    for table in ("actors", "competences", "ties"):
        rows = getattr(hood, table)
        ends = [end for end in ("actor", "partner") if end in rows]
        same = [rows[rows[end] == like].assign(**{end: INFORMAL[2]}) for end in ends]
        tables[table] = pd.concat([rows, *same], ignore_index=True)
    return hood.replace(**tables)


def informal_hours(hood: Neighbourhood, rng: np.random.Generator) -> Neighbourhood:
    """Let ties with informal helpers take other hours."""
    ties = hood.ties
    whose = ties[["actor", "partner"]].isin(INFORMAL).any(axis=1)
    hours = pd.Series(rng.integers(1, 20, len(ties)), ties.index, dtype="float64")
    return hood.replace(ties=ties.assign(hours=ties["hours"].mask(whose, hours)))


def rows(hood: Neighbourhood, rng: np.random.Generator) -> Neighbourhood:
    """Put the rows of what residents lived through in another order."""
    logs = (hood.contacts, hood.requests)
    return _logged(hood, *(log.iloc[rng.permutation(len(log))] for log in logs))


CHANGES: dict[str, Change] = {
    one.__name__: one
    for one in (
        *(name, informal_hours, rare_need, minutes, one_less, other_key, one_more),
        *(question_less, contact_less, time, note, helper, rows),
    )
}


def _logged(hood: Neighbourhood, contacts: pd.DataFrame, requests: pd.DataFrame) -> Neighbourhood:
    logs = {"contacts": contacts, "requests": requests}
    return hood.replace(**{name: log.reset_index(drop=True) for name, log in logs.items()})


def _as(ids: pd.Series, again: dict[str, str]) -> pd.Series:
    return ids.map(again).astype(ids.dtype)


def _said(cells: pd.Series, text: str) -> pd.Series:
    return pd.Series(text, cells.index, dtype=cells.dtype)
