"""The one object that an exporter takes, made of a neighbourhood and what was found in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from ecosystem.protect import findings as of_findings
from ecosystem.protect import moves as of_moves
from ecosystem.protect.counted import counted as as_counted
from ecosystem.protect.counts import hidden, told
from ecosystem.protect.handed_in import handed_in
from ecosystem.protect.helping import helping
from ecosystem.protect.measured import Measure, measured
from ecosystem.protect.needs import may_be_listed, needs_of, told_of
from ecosystem.protect.persons import everybody, merged, one_row_each, rename, renamed
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood, empty
from ecosystem.tables.refusals import one_of, refusal
from ecosystem.tables.schema import TABLES

Level = Literal["shareable", "internal"]
LEVELS: tuple[Level, ...] = ("shareable", "internal")

_KEPT = ("neighbourhoods", "actors", "competences", "ties", "meetings", "attendance")
_MADE = ("findings", "moves", "helps", "both")
"""What `protect` itself calls the tables it makes of what is handed in."""


@dataclass(frozen=True, repr=False)
class Outgoing:
    """
    Tables that may leave, made by `protect` and by nothing else; exporters take only this.

    It prints without values: internal, names stand in its tables.

    Attributes
    ----------
    level
        `shareable` or `internal`.
    lang
        Language of the labels made here.
    code, name
        The neighbourhood.
    tables
        By name, each sorted: `neighbourhoods`, `actors`, `needs`, `competences`, `ties`,
        `meetings` and `attendance` as in the schema, and each result that was handed in. Counts
        of residents are text.
    after
        The same neighbourhood as it would be, made with the same ids and labels; None where no
        such was handed in.
    """

    level: Level
    lang: Language
    code: str
    name: str
    tables: Mapping[str, pd.DataFrame]
    after: Outgoing | None = None

    def __repr__(self) -> str:
        return f"Outgoing of {self.code}, {self.level}: {', '.join(self.tables)}"

    def hood(self) -> Neighbourhood:
        """Give the neighbourhood of which all may leave, and so whatever is measured on it."""
        known = {name: frame for name, frame in self.tables.items() if name in TABLES}
        return Neighbourhood(self.code, self.name, known)

    def names(self, kind: Literal["actor", "meeting"]) -> dict[str, str]:
        """Give the label of every actor, or of every meeting, that may leave, by id."""
        labels = self.tables[f"{kind}s"].set_index(kind)["label"]
        return {str(key): str(label) for key, label in labels.items()}


def protect(
    hood: Neighbourhood,
    *,
    findings: pd.DataFrame | None = None,
    moves: pd.DataFrame | None = None,
    measures: Mapping[str, Measure] | None = None,
    counted: Mapping[str, pd.DataFrame] | None = None,
    residents: pd.Series | None = None,
    helped: pd.DataFrame | None = None,
    after: Neighbourhood | None = None,
    level: Level = "shareable",
    lang: Language = "en",
) -> Outgoing:
    """
    Make what may leave of a neighbourhood and of what was found in it.

    Parameters
    ----------
    hood
        A checked neighbourhood; it stays as it was.
    findings
        A table of `find`; their sentences are left out where the level forbids the names in
        them, to be worded again from what may be told.
    moves
        A table of `propose`, idem. Shared, they are without all that was counted over
        residents, and numbered anew.
    measures
        By name, what to measure on what may leave, as `{"push_share": eco.push_share}`: it sees
        nothing else (and the public `indicators`, `tariffs` and `teachable`), so whatever it
        gives may leave. Shared, no figures stay of one actor, or of a profession or organisation
        of which there are fewer than three here.
    counted
        By name, tables that were counted over residents, as `{"flow": eco.flow(hood)}`. No row of
        a resident or request leaves: of those the totals by need, of others the counts.
    residents
        How many residents have each need, by its id.
    helped
        `resident` and `actor`: who helped whom. How many residents each helps leaves as `helps`,
        how many two with a tie both help as `both`: see `protect.helping`.
    after
        The neighbourhood as it would be; residents have the same needs.
    level
        `shareable` or `internal`.
    lang
        Language of the labels made here.

    Returns
    -------
    outgoing
        What an exporter takes. Persons are numbered within their profession in the order of
        their ids.

    Raises
    ------
    ValueError
        If the level is not one of the two, a table would tell of single residents, has the name
        of one that leaves already, or lacks what every table of its kind has.
    MissingTable
        If a measure needs what never leaves.

    Examples
    --------
    >>> protect(street).tables["actors"][["actor", "label"]]
                  actor             label
    0             choir             Choir
    1  district_nurse_1  District nurse 1
    2                gp                GP
    3  informal_helpers  Informal helpers
    4   social_worker_1   Social worker 1
    """
    one_of("level", level, LEVELS, lang)
    taken = sorted({*(measures or {}), *(counted or {})} & {*TABLES, *_MADE})
    if taken:
        raise ValueError(refusal("ecosystem.protect", "taken", lang, name=taken[0]))
    handed_in(lang, findings=findings, moves=moves, helped=helped)
    said = set() if findings is None else of_findings.said_in(findings)
    said |= set() if moves is None else of_moves.said_in(moves)
    names = renamed(everybody(hood, after, said), lang)
    found = {} if findings is None else {"findings": of_findings.numbered(findings)}
    found |= {} if moves is None else {"moves": of_moves.numbered(moves)}
    if level == "shareable":
        share = {"findings": of_findings.shareable, "moves": of_moves.shareable}
        found = {name: share[name](frame, names) for name, frame in found.items()}
    else:
        found = {name: told(frame) for name, frame in found.items()}
    named = told_of(found)
    sides = []
    for one in (hood, after):
        if one is not None:
            needs = needs_of(one, residents, lang)
            if level == "shareable":
                if needs["residents"].notna().any():  # nobody has the others: 0 is "<10" as well
                    needs["residents"] = needs["residents"].fillna(0)
                needs = needs[may_be_listed(needs, (hood, after), named)]
            own = {"needs": needs, "actors": everybody(one, said=said)}
            kept = {name: getattr(one, name) for name in _KEPT} | own
            kept |= {name: _listed(kept[name], name) for name in _KEPT}
            if one is after and level == "shareable":
                kept["ties"] = _unpriced(kept["ties"], hood.ties)
            tables = _shared(kept, names) if level == "shareable" else _whole(kept)
            sides.append((one.code, one.name, _sorted(tables)))
    now, *then = (Outgoing(level, lang, *side) for side in sides)
    more = found | measured(now.hood(), hood, measures or {}, scores=level == "internal")
    more |= {name: as_counted(hood, name, rows) for name, rows in (counted or {}).items()}
    if helped is not None:
        open_ = level == "shareable"
        ties = pd.concat([side[2]["ties"] for side in sides])
        who = rename(helped, names) if open_ else helped
        needs = now.tables["needs"]["residents"]
        more |= helping(who, now.tables["actors"], ties, share=open_, needs=needs)
    return replace(now, tables={**now.tables, **more}, after=then[0] if then else None)


def _shared(tables: dict[str, pd.DataFrame], names: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Take out of tables what may not be shared."""
    own = names.loc[tables["actors"]["actor"]]
    tables = {name: hidden(rename(frame, names)) for name, frame in tables.items()}
    tables["actors"] = one_row_each(tables["actors"], own)
    tables["competences"] = merged(tables["competences"], ["actor", "need"])
    tables["attendance"] = tables["attendance"].drop_duplicates()
    tables["meetings"] = _by_quarter(tables["meetings"])
    tables["ties"] = merged(
        tables["ties"].query("actor != partner"),
        ["actor", "partner", "relation", "need", "requested_by", "reported_by"],
    )
    return tables


def _by_quarter(meetings: pd.DataFrame) -> pd.DataFrame:
    """Put the last day of its quarter in the place of a date: no finer time is shared."""
    review = meetings["review"].dt.normalize() + pd.offsets.QuarterEnd(0)
    return meetings.assign(review=review.astype(meetings["review"].dtype))


def _listed(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Keep the columns of the schema: what somebody added beside them does not leave."""
    return frame[[column for column in empty(name) if column in frame]]


def _unpriced(ties: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Hide the hours of advice that is new: they were counted over the residents it is about."""
    columns = ["actor", "partner", "relation", "need", "hours"]
    before, then = (pd.MultiIndex.from_frame(t[columns].astype("object")) for t in (now, ties))
    new = ties["relation"].eq("consults").fillna(value=False).to_numpy() & ~then.isin(before)
    return ties.assign(hours=ties["hours"].mask(new))


def _whole(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    return {name: told(frame) for name, frame in tables.items()}


def _sorted(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Sort tables by what is in them alone, and give every meeting a label."""
    meetings = tables["meetings"]
    tables["meetings"] = meetings.assign(label=meetings["label"].fillna(meetings["meeting"]))
    return {
        name: frame.sort_values(list(frame.columns[:2]), ignore_index=True)
        for name, frame in tables.items()
    }
