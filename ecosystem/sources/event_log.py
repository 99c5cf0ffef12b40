"""
Event logs: what was done when, by whom, for which case; XES (IEEE 1849) or CSV, plain or .gz.

A case becomes a request, an event a contact, and a log one neighbourhood.
"""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import get_args

import pandas as pd

from ecosystem.sources import event_log_csv, xes
from ecosystem.sources.event_log_contacts import Contact, contacts
from ecosystem.sources.event_log_events import Events, NotALogError, opened
from ecosystem.sources.event_log_headings import NEEDED, OPTIONS, choose, lacking, wanted
from ecosystem.sources.event_log_tables import tables_of
from ecosystem.sources.imported import Imported, refuse
from ecosystem.tables.language import Language
from ecosystem.tables.personal_numbers import called_personal, problems
from ecosystem.tables.problems import Problem, stops
from ecosystem.tables.pseudonyms import pseudonymised

_BEFORE = b"\xef\xbb\xbf\xff\xfe\0 \r\n\t"
"""Marks of an encoding and space, which may stand before the XML."""


def event_log(
    path: str | Path,
    *,
    case: str | None = None,
    activity: str | None = None,
    time: str | None = None,
    actor: str | None = None,
    group: str | None = None,
    contact: Contact = "activity",
    neighbourhood: str = "log",
    lang: Language = "en",
) -> Imported:
    r"""
    Read an event log as the requests and contacts of one neighbourhood.

    Ids stay as they are, but those of residents, which become pseudonyms as at the door; what is
    called `NA` is called so. A start or resume and the next
    complete, suspend or abort of the same case, activity and actor (and instance, where the
    log has these) are one contact, with the minutes between; so are the two moments of a row
    that has both. Every other event is a contact of its own, also to schedule or to assign. An
    event without a case or a moment is refused. An event without an actor is a contact of
    nobody known. Where only groups are known they are the actors, of level organisation; where
    there are no groups either, roles are. Times in one zone, or in none, stay as they are
    written; where there are several, all are put on the clock of UTC; where all are midnight
    they are dates, and stay so. What happened at the same moment has no order that could be
    known: `flow` takes it by actor, whatever the order of the rows, and people and lead times
    do not depend on it.

    Parameters
    ----------
    path
        A file in XES, or a CSV file with a row an event; plain or packed (.gz).
    case
        Heading of the column that says which case an event belongs to (in XES the key of an
        attribute of the trace or the event), where it has no usual name; so for what follows.
    activity
        What was done.
    time
        When; then no other columns with starts or ends are read.
    actor
        Who did it.
    group
        For which group or organisation.
    contact
        What one contact is: an `activity` from begin to end, as above; every `event`, as plain
        counts of a log have it; or every `complete` (and event without a lifecycle), which
        leaves the others out.
    neighbourhood
        Code for the whole log.
    lang
        Language of the messages when the file cannot be used.

    Returns
    -------
    tables
        `neighbourhoods`, `actors` by id, `contacts` by request, start and what was done, and
        `requests` by id; also those in which nothing happened. Each request is its own
        resident, unless a column says who.
    notices
        What was read and noticed, a row a kind: the events there are, are those that became
        contacts, those that were one with another, and those refused. Where the header of the
        log has figures of its owner, they stand beside what came in.

    Raises
    ------
    TableError
        If it is no log, is damaged, has no column for the case, the activity or the time, or
        one that looks like numbers of persons.
    ValueError
        If `contact` is none of the three.

    Examples
    --------
    >>> _ = (folder / "log.csv").write_text(
    ...     "Case ID;Activity;Timestamp;Resource\n7;Visit;31-01-2025 10:00;Ann\n"
    ...     "7;Call;31-01-2025 09:00;Bob\n")
    >>> tables, notices = event_log(folder / "log.csv")
    >>> tables["contacts"][["request", "actor", "activity", "start"]]
      request actor activity               start
    0       7   Bob     Call 2025-01-31 09:00:00
    1       7   Ann    Visit 2025-01-31 10:00:00
    """
    if contact not in get_args(Contact):
        raise ValueError(f"contact is activity, event or complete, not {contact!r}.")
    given = (case, activity, time, actor, group)
    named = {option: name for option, name in zip(OPTIONS, given, strict=True) if name}
    events = _read(Path(path), named)
    if isinstance(events, Problem):
        refuse([events], lang)
    kept = pd.DataFrame({name: pd.Series(texts) for name, texts in events.columns.items()})
    personal = events.personal + problems(events.file, kept)
    if personal:
        refuse(personal, lang)
    count = len(events.lines) + events.refused
    if not count:
        refuse([Problem(events.file, "log_no_events")], lang)
    chosen = choose(events.headings, named)
    missing = lacking(events.file, events.headings, chosen, named)
    if missing:
        refuse(missing, lang)
    found = contacts(events, chosen, contact)
    if found.empty:
        refuse([*events.notices, Problem(events.file, "log_nothing_left")], lang)
    tables = tables_of(events, count, found, chosen, neighbourhood)
    told: list[Problem] = []
    if "resident" in chosen:
        tables, told = pseudonymised(tables, events.file)
    if any(map(stops, told)):
        refuse(told, lang)
    return tables, [*events.notices, *told]


def _read(path: Path, named: dict[str, str]) -> Events | Problem:
    """Read the file, or say why it cannot be read."""
    try:
        return _events(path, named)
    except NotALogError as why:
        return why.problem
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return Problem(path.name, "log_cut")
    except OSError as why:
        return Problem(path.name, "unreadable", values={"why": why.strerror or str(why)})


def _events(path: Path, named: dict[str, str]) -> Events:
    """Read the file by what it is, rather than by what it is called."""

    def may(heading: str) -> bool:
        return wanted(heading, named) or called_personal(heading)

    def score(headings: list[str]) -> int:
        return len(choose([heading.strip() for heading in headings], named).keys() & {*NEEDED})

    if path.is_dir():
        raise NotALogError(Problem(path.name, "log_folder"))
    if not path.is_file():
        raise NotALogError(Problem(path.name, "source_no_file"))
    with opened(path) as stream:
        head = stream.read(1000)
    if not head.strip():
        raise NotALogError(Problem(path.name, "source_empty"))
    if head.startswith((b"PK", b"\xd0\xcf")):
        raise NotALogError(Problem(path.name, "log_other"))
    if ".xes" in path.name.lower() or head.lstrip(_BEFORE).startswith(b"<"):
        return xes.read(path, may)
    return event_log_csv.read(path, may, score)
