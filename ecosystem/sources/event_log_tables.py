"""The contacts of a log as our tables, and the account of what became of its events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ecosystem.sources.event_log_events import Events
from ecosystem.sources.event_log_headings import told as shown
from ecosystem.sources.event_log_itself import compare
from ecosystem.sources.imported import make
from ecosystem.tables.problems import Problem


def tables_of(
    events: Events,
    count: int,
    found: pd.DataFrame,
    chosen: Mapping[str, str],
    neighbourhood: str,
) -> dict[str, pd.DataFrame]:
    """
    Make our tables, and say what every event became.

    Parameters
    ----------
    events
        What was read; its notices grow.
    count
        How many events there are in the file.
    found
        Their contacts, as `event_log_contacts.contacts` gives them.
    chosen
        Heading by part of an event.
    neighbourhood
        Code for the whole log.

    Returns
    -------
    tables
        `neighbourhoods`, `actors`, `contacts`, `requests`.
    """
    here = {"neighbourhood": neighbourhood}
    requests = pd.Series(found["case"].cat.categories, dtype="str")
    of_request, of_contact = requests, found["case"]
    if "resident" in chosen:
        of_request, of_contact = _residents(events, found, requests)
    actors = _actors(events, found, chosen)
    _account(events, count, found, len(actors["actor"]), chosen)
    name = events.file.removesuffix(".gz").removesuffix(".xes").removesuffix(".csv")
    return {
        "neighbourhoods": make("neighbourhoods", here | {"name": [name]}),
        "actors": make("actors", here | actors),
        "contacts": make(
            "contacts",
            here
            | {
                "resident": of_contact,
                "request": found["case"],
                "actor": found["actor"],
                "organisation": found["group"],
                "activity": found["activity"],
                "start": found["time"],
                "minutes": found["minutes"],
            },
        ),
        "requests": make("requests", here | {"request": requests, "resident": of_request}),
    }


def _actors(events: Events, found: pd.DataFrame, chosen: Mapping[str, str]) -> dict[str, Any]:
    """List who did anything, with the group of those who did it for one only."""
    used = found["actor"].cat.remove_unused_categories()
    actors = pd.Series(used.cat.categories, dtype="str")
    if events.column(chosen.get("actor", "")).isna().all():
        return {"actor": actors, "level": "organisation"}
    whose = found[["actor", "group"]].drop_duplicates().dropna().astype("str")
    several = whose["actor"].duplicated(keep=False)
    _note(events, "log_several_groups", whose["actor"][several].nunique())
    only = whose[~several].set_index("actor")["group"]
    return {"actor": actors, "organisation": actors.map(only), "level": "person"}


def _residents(
    events: Events, found: pd.DataFrame, requests: pd.Series
) -> tuple[pd.Series, pd.Series]:
    """Give the resident of each request, if there is one only, and of each contact."""
    who = found[["case", "resident"]].drop_duplicates().dropna().astype("str")
    several = who["case"].duplicated(keep=False)
    whose = who[~several].set_index("case")["resident"]
    of_request = requests.map(whose)
    strange = who["case"][several].nunique()
    _note(events, "log_residents", strange)
    _note(events, "log_no_resident", int(of_request.isna().sum()) - strange)
    case, own = (found[part].astype("str") for part in ("case", "resident"))
    return of_request, own.fillna(case.map(whose))


def _account(
    events: Events, count: int, found: pd.DataFrame, actors: int, chosen: Mapping[str, str]
) -> None:
    """Say what was read as what, and what became of every event."""
    requests = len(found["case"].cat.categories)
    _note(events, "log_idle", requests - found["case"].nunique())
    told = {
        "contacts": len(found),
        "merged": count - events.refused - len(found),
        "refused": events.refused,
        "requests": requests,
        "actors": actors,
    }
    _note(events, "log_read", count, **told)
    columns = [f"{part} = {heading!r}" for part, heading in chosen.items()]
    _note(events, "log_columns", len(columns), some=", ".join(columns))
    itself, same = compare(events.said, found, count)
    _note(events, "log_itself" if same else "log_itself_other", len(itself), some=", ".join(itself))
    left = [heading for heading in events.headings if heading not in chosen.values()]
    _note(events, "lists_not_read", len(left), some=shown(left, 9))


def _note(events: Events, code: str, count: int, **values: Any) -> None:
    if count:
        told = {"count": count, **values}
        events.notices.append(Problem(events.file, code, values=told))
