"""Which column of an event log is which: the usual names, and those the user gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ecosystem.sources.imported import headings_there
from ecosystem.tables.headings import FIGURE
from ecosystem.tables.log import HIDDEN
from ecosystem.tables.names import heading, near
from ecosystem.tables.problems import Problem

NAMES: dict[str, tuple[str, ...]] = {
    "case": (
        *("case_concept_name", "case_id", "caseid", "case", "case_key", "case_number"),
        *("zaak", "zaak_id", "zaakid", "zaaknummer", "zaaknr", "dossier", "dossiernummer"),
        *("hulpvraag", "request", "request_id", "aanvraag", "aanvraagnummer", "trace", "trace_id"),
        *("incident_id", "ticket", "ticket_id", "sr_number", "melding", "meldingnummer"),
    ),
    "activity": (
        *("concept_name", "event_concept_name", "activity", "activity_name", "activity_id"),
        *("activityid", "activity_en", "activiteit", "handeling", "taak", "stap"),
        *("task", "event", "event_name", "gebeurtenis", "action", "actie", "activity_type"),
        *("incidentactivity_type", "status"),
    ),
    "time": (
        *("time_timestamp", "event_time_timestamp", "timestamp", "time_stamp", "time"),
        *("tijdstip", "moment", "tijd", "tijdstempel", "datestamp", "event_timestamp"),
        *("datumtijd", "datum_tijd", "date_time", "datetime", "event_time", "eventtime"),
        *("datum", "date", "change_date_time"),
    ),
    "start": (
        *("start_timestamp", "starttimestamp", "start_time", "starttime", "time_start", "start"),
        *("starttijdstip", "starttijd", "begintijdstip", "begintijd", "startdatum", "begindatum"),
        "begin",
    ),
    "complete": (
        *("complete_timestamp", "completetimestamp", "completion_timestamp", "end_timestamp"),
        *("complete_time", "completetime", "completion_time", "end_time", "endtime"),
        *("time_complete", "complete", "end", "eind", "einde"),
        *("eindtijdstip", "eindtijd", "einddatum"),
    ),
    "actor": (
        *("org_resource", "event_org_resource", "resource", "resource_id", "actor"),
        *("medewerker", "behandelaar", "hulpverlener", "zorgverlener", "uitvoerder"),
        *("uitgevoerd_door", "user", "user_name", "gebruiker", "employee", "performer"),
        *("originator", "consulent", "agent", "owner_first_name"),
    ),
    "group": (
        *("org_group", "group", "groep", "team", "afdeling", "department", "organisation"),
        *("organization", "organisatie", "org", "assignment_group", "dienst"),
        *("behandelaarsgroep", "oplosgroep", "support_team", "involved_st"),
    ),
    "role": ("org_role", "role", "rol", "functie"),
    "lifecycle": (
        *("lifecycle_transition", "lifecycle", "life_cycle", "lifecycle_id", "transition"),
        "levensloop",
    ),
    "instance": (
        *("concept_instance", "activity_instance", "activity_instance_id", "instance"),
        "instance_id",
    ),
    "resident": (
        *("resident", "bewoner", "client", "client_id", "clientnummer", "patient", "patient_id"),
        *("case_resident", "case_bewoner", "case_client", "case_patient"),
    ),
}
"""Usual headings in their plain form, the surest first; an attribute of a case as `case_...`."""
_OF_A_CASE = frozenset({"startdatum", "begindatum", "einddatum"})
"""Beside a column with the time of the event these are of the whole case."""
NEEDED = ("case", "activity", "time")
PARTS = (
    *("case", "activity", "time", "end", "actor", "group"),
    *("lifecycle", "instance", "resident"),
)
OPTIONS = ("case", "activity", "time", "actor", "group")
_ALL = frozenset(name for names in NAMES.values() for name in names)


def wanted(text: str, named: Mapping[str, str]) -> bool:
    """
    Tell whether a column may be needed.

    Parameters
    ----------
    text
        Its heading.
    named
        Headings the user gave, by option.

    Returns
    -------
    wanted
        Whether it has a usual name, or one of the user's.

    Examples
    --------
    >>> wanted("org:resource", {}), wanted("Age", {}), wanted("Age", {"group": "age"})
    (True, False, True)
    """
    return heading(text) in _ALL or any(_named(name, [text]) for name in named.values())


def choose(headings: Sequence[str], named: Mapping[str, str]) -> dict[str, str]:
    """
    Choose the column of each part of an event.

    A name of the user wins; with a time of theirs there is one moment an event, and columns
    with starts and ends are left alone. A role stands for the group where nothing else says who.

    Parameters
    ----------
    headings
        All there are.
    named
        Headings the user gave, by option.

    Returns
    -------
    chosen
        Heading by part: `case`, `activity`, `time` (when it happened or began), `end`,
        `actor`, `group`, `lifecycle`, `instance`, `resident`; only where there is one.

    Examples
    --------
    >>> choose(["Case ID", "Activity", "Complete Timestamp", "org:group"], {})
    {'case': 'Case ID', 'activity': 'Activity', 'time': 'Complete Timestamp', 'group': 'org:group'}
    """
    given = {option: _named(name, headings) for option, name in named.items()}
    chosen = {option: found for option, found in given.items() if found}
    free = {heading(text): text for text in reversed(headings) if text not in chosen.values()}
    usual = {
        part: next((free[name] for name in names if name in free), "")
        for part, names in NAMES.items()
        if part not in named
    }
    start, complete = usual.pop("start"), usual.pop("complete")
    if usual.get("time"):
        start, complete = (
            "" if heading(text) in _OF_A_CASE else text for text in (start, complete)
        )
    if "time" not in named:
        end = complete or usual["time"]
        usual |= {"time": start, "end": end} if start else {"time": usual["time"] or complete}
    found = usual | chosen
    role = found.pop("role")
    if not (found.get("actor") or found.get("group")):
        found["group"] = role
    return {part: found[part] for part in PARTS if found.get(part)}


def lacking(
    file: str, headings: Sequence[str], chosen: Mapping[str, str], named: Mapping[str, str]
) -> list[Problem]:
    """
    Name the columns without which this is no event log.

    Parameters
    ----------
    file
        Name of the file.
    headings
        All there are.
    chosen
        As `choose` gives it.
    named
        Headings the user gave, by option.

    Returns
    -------
    problems
        One for each column the user named in vain, and for each part that has none.
    """
    known = not _ALL.isdisjoint(map(heading, headings))
    there = told(headings) if known or not FIGURE.search("".join(headings)) else HIDDEN
    problems = []
    for option in OPTIONS:
        if option in named and option not in chosen:
            close = near([heading(named[option])], map(heading, headings)).values()
            values = {"wanted": named[option], "option": option, "there": there}
            hint = next((text for text in headings if heading(text) in close), "")
            code = "log_unknown_column_near" if hint else "log_unknown_column"
            problems.append(Problem(file, code, values=values | ({"near": hint} if hint else {})))
        elif option in NEEDED and option not in chosen:
            problems.append(Problem(file, f"log_{option}_column", values={"there": there}))
    return problems


def told(headings: Sequence[str], most: int = 40) -> str:
    """
    Name headings, unless they may be an event: a line about a resident is not told.

    Parameters
    ----------
    headings
        What stands in the first line.
    most
        How many of them.

    Returns
    -------
    told
        As `headings_there` gives them: every event has a time, and no heading has.

    Examples
    --------
    >>> told(["Who", "What"]), told(["Ann", "Visit", "31-01-2025"])
    ('Who, What', '•••')
    """
    return headings_there(headings, most, lambda text: heading(text) in _ALL)


def _named(name: str, headings: Sequence[str]) -> str:
    """Find the column a user means: as it is written, of the case, or alike in plain form."""
    for exact in (name, f"case:{name}"):
        if exact in headings:
            return exact
    alike = [text for text in headings if heading(text) == heading(name)]
    return alike[0] if len(alike) == 1 else ""
