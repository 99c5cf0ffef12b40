"""The events of a log as contacts: one moment each, one contact an activity, in one order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from ecosystem.sources.event_log_events import Events
from ecosystem.sources.event_log_headings import told
from ecosystem.sources.event_log_pairs import COMPLETE, NONE, START, kinds, pairs
from ecosystem.sources.event_log_times import on_one_clock
from ecosystem.sources.imported import some
from ecosystem.tables.schema import TABLES

Contact = Literal["activity", "event", "complete"]
"""What one contact is: an activity from begin to end, every event, or every complete."""
TEXTS = ("case", "activity", "actor", "group", "instance", "lifecycle", "resident")
_ABSENT = frozenset({"na", "n/a", "nan", "none", "null", "undefined", "unknown", "onbekend", "?"})
"""Names that may mean that nothing is known."""
_MINUTE = np.timedelta64(1, "m")
_LONG = TABLES["contacts"].column("minutes").high or np.inf


def contacts(events: Events, chosen: Mapping[str, str], contact: Contact) -> pd.DataFrame:
    """
    Make contacts of the events of a log.

    Parameters
    ----------
    events
        What was read; its notices grow.
    chosen
        Heading by part of an event.
    contact
        What one contact is.

    Returns
    -------
    contacts
        One row a contact, by case, time, activity, actor and group: `case`, `activity`,
        `actor`, `group`, `resident` (categories, in alphabetical order), `time` and `minutes`.
    """
    frame = pd.DataFrame({part: events.column(chosen.get(part, "")) for part in TEXTS})
    frame["time"], frame["end"] = _moments(events, chosen)
    frame["place"] = np.arange(len(frame))
    homeless = frame["case"].isna()
    events.notice("log_no_case", homeless.to_numpy())
    frame = frame[~homeless & frame["time"].notna()]
    events.refused += len(events.lines) - len(frame)
    _notice_who(events, frame)
    if frame["actor"].isna().all():
        frame = frame.assign(actor=frame["group"])
    frame = _lifecycle(events, frame, contact)
    frame = _sorted(frame, "case", "time", "activity", "actor", "group", "end", "resident")
    _notice_ties(events, frame)
    return frame.assign(minutes=_minutes(events, frame))


def _moments(events: Events, chosen: Mapping[str, str]) -> list[np.ndarray]:
    """Read when each event began and ended, on one clock, and say how that was written."""
    parts = [events.column(chosen.get(part, "")) for part in ("time", "end")]
    pooled = union_categoricals(parts)
    spelt = pooled.codes.reshape(2, -1)
    count = np.bincount(pooled.codes[pooled.codes >= 0], minlength=len(pooled.categories))
    clock = on_one_clock(pd.Series(pooled.categories, dtype="str"), count)
    begin, end = np.append(clock.at.to_numpy(), np.datetime64("NaT", "us"))[spelt]
    events.notice("log_no_time", (spelt < 0).all(axis=0))
    events.notice("log_unread_time", (spelt[0] >= 0) & np.isnat(begin))
    events.notice("log_unread_end", (spelt[1] >= 0) & np.isnat(end))
    late = (spelt[0] < 0) & ~np.isnat(end)
    begin, end = np.where(late, end, begin), np.where(late, np.datetime64("NaT", "us"), end)

    known = ~np.isnat(begin)
    dated, unzoned = (np.append(which, False)[spelt] for which in (clock.dated, clock.unzoned))
    events.notice("log_dates", (dated & (spelt >= 0)).any(axis=0))
    if clock.style in {"serial", "day_or_month"}:
        code = "serial_dates" if clock.style == "serial" else clock.style
        events.notice(code, known)
    zones = [f"{zone} ({number})" for zone, number in clock.zones.items()]
    if zones:
        code = "log_zone" if len(zones) == 1 else "log_zones"
        events.notice(code, known, zones=some(zones if zones[1:] else clock.zones, 9))
    events.notice("log_unzoned", unzoned.any(axis=0))
    return [begin, end]


def _notice_who(events: Events, frame: pd.DataFrame) -> None:
    """Say of how many events it is not known what was done or by whom, or may not be."""
    nothing, nobody = (frame["place"][frame[part].isna()] for part in ("activity", "actor"))
    events.notice("log_no_activity", nothing.to_numpy())
    if frame["actor"].notna().any():
        events.notice("log_no_actor", nobody.to_numpy())
    elif frame["group"].notna().any():
        events.notice("log_groups", frame["place"][frame["group"].notna()].to_numpy())
        events.notice("log_no_actor", frame["place"][frame["group"].isna()].to_numpy())
    else:
        events.notice("log_nobody", nobody.to_numpy(), there=told(events.headings))
    for part in ("actor", "group"):
        names = [name for name in frame[part].cat.categories if name.strip().lower() in _ABSENT]
        places = frame["place"][frame[part].isin(names)]
        events.notice("log_absent", places.to_numpy(), some=some(names), option=part)


def _lifecycle(events: Events, frame: pd.DataFrame, contact: Contact) -> pd.DataFrame:
    """Make contacts of the transitions there are, and say what became of each."""
    frame = frame.assign(kind=kinds(frame["lifecycle"].array))
    kind, place = frame["kind"].to_numpy(), frame["place"].to_numpy()
    said = kind != NONE
    more = said & (kind != COMPLETE)
    if contact == "complete":
        events.refused += int(more.sum())
        events.notice("log_not_complete", place[more], some=_counted(frame[more]))
        return frame[~more]
    if not more.any():
        return frame
    if contact == "event" or not (kind == START).any():
        events.notice("log_each_event", place[said], some=_counted(frame))
        return frame
    joined, ends = _one_activity(events, frame)
    events.notice("log_lifecycle", place[said], some=_counted(frame, ends))
    return joined


def _counted(frame: pd.DataFrame, ends: pd.DataFrame | None = None) -> str:
    """Count each transition, and in brackets how many of them ended a contact."""
    ended = {} if ends is None else ends["lifecycle"].value_counts().to_dict()
    words = frame["lifecycle"].value_counts(sort=False)
    words = words[words > 0].sort_index().sort_values(ascending=False, kind="stable")
    told = [
        f"{word} {n} ({ended[word]})" if ended.get(word) else f"{word} {n}"
        for word, n in words.items()
    ]
    return some(told, 20)


def _one_activity(events: Events, frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make one of a start and its end; give what is then left, and the ends."""
    frame = _sorted(frame, "case", "time", "kind", *TEXTS[1:], "end")
    kind = frame["kind"].to_numpy()
    parts = pd.DataFrame({part: _codes(frame, part) for part in TEXTS})
    starts, ended = pairs(kind, parts)
    if not len(starts):  # then an instance is a number of the event, if there are any
        starts, ended = pairs(kind, parts.assign(instance=-1))
    ends = frame["end"].to_numpy(copy=True)
    ends[starts] = frame["end"].fillna(frame["time"]).to_numpy()[ended]
    frame["end"] = ends
    for part in ("actor", "group", "resident"):
        codes = _codes(frame, part).copy()
        codes[starts] = np.where(codes[starts] < 0, codes[ended], codes[starts])
        frame[part] = pd.Categorical.from_codes(codes, frame[part].cat.categories)
    left = np.setdiff1d(np.flatnonzero(kind == START), starts)
    events.notice("log_open", frame["place"].to_numpy()[left])
    return frame.drop(index=ended), frame.take(ended)


def _minutes(events: Events, frame: pd.DataFrame) -> np.ndarray:
    """Give the minutes between start and end; missing where they cannot be."""
    minutes = ((frame["end"] - frame["time"]) / _MINUTE).to_numpy()
    places = frame["place"].to_numpy()
    events.notice("log_backwards", places[minutes < 0])
    events.notice("log_long", places[minutes > _LONG], most=f"{_LONG:,.0f}")
    return np.asarray(np.where((minutes >= 0) & (minutes <= _LONG), minutes, np.nan))


def _notice_ties(events: Events, frame: pd.DataFrame) -> None:
    """Say which contacts are at the moment of another of their request, by somebody else."""
    same = np.ones(len(frame), dtype=bool)
    for part in ("case", "time"):
        same &= (frame[part] == frame[part].shift()).to_numpy()
    who, place = _codes(frame, "actor"), frame["place"].to_numpy()
    same &= np.diff(who, prepend=-2) != 0
    if same.any():
        told = {
            "requests": frame["case"][same].nunique(),
            "by_actor": _handovers(frame, np.where(who < 0, len(frame), who)),
            "by_row": _handovers(frame, place),
        }
        events.notice("log_same_moment", place[same], **told)


def _handovers(frame: pd.DataFrame, then: np.ndarray) -> int:
    """Count handovers where what is of the same moment goes in this order."""
    order = np.lexsort([then, _codes(frame, "time"), _codes(frame, "case")])
    case, who = (_codes(frame, part)[order] for part in ("case", "actor"))
    known = (who[1:] >= 0) & (who[:-1] >= 0)
    return int((known & (case[1:] == case[:-1]) & (who[1:] != who[:-1])).sum())


def _sorted(frame: pd.DataFrame, *parts: str) -> pd.DataFrame:
    """Sort by these, what is missing first."""
    keys = [_codes(frame, part) for part in reversed(parts)]
    return frame.take(np.lexsort(keys)).reset_index(drop=True)


def _codes(frame: pd.DataFrame, part: str) -> np.ndarray:
    """Give whole numbers in the order of a column."""
    column = frame[part]
    if isinstance(column.dtype, pd.CategoricalDtype):
        return np.asarray(column.cat.codes, dtype="int32")
    return np.asarray(column, dtype="int64")
