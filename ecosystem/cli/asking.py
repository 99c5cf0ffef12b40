"""What is asked of the library: measures, findings, moves, teams, forecasts."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from ecosystem.cli.loading import each, hood_of, loaded, proposed
from ecosystem.cli.printing import marked, print_table, print_told, say_internal

if TYPE_CHECKING:
    import pandas as pd

    from ecosystem.tables.neighbourhood import Neighbourhood

_SKIPPED = {
    "en": "Not carried out, for they do not go with an earlier one: {}",
    "nl": "Niet uitgevoerd, want zij gaan niet samen met een eerdere: {}",
}
_SIDES = {
    "en": {"label": ""},
    "nl": {"label": "", "now": "nu", "after": "daarna", "change": "verschil"},
}
_ALL = 100_000
_MORE = {
    "en": "And {} more: {}. To see all: ecosystem find {} --most {}",
    "nl": "En nog {}: {}. Alles zien: ecosystem find {} --most {} --lang nl",
}
LEARNING = {"broaden", "saving_curve", "who_leaves", "who_shares"}
"""Measures of which the answer depends on who may learn what."""
OF_TABLES = {"questions"}
"""Measures that tell of tables, and of nobody in them."""
RESIDENTS = {"resident", "request"}
"""Columns of which each value is about one resident."""
INTERNAL_ROWS = {
    "en": "Internal: {}; not to be sent on. To share: ecosystem export",
    "nl": "Intern: {}; niet doorsturen. Delen: ecosystem export",
}
ROWS = {
    "resident": {"en": "one row a resident", "nl": "een regel per bewoner"},
    "request": {"en": "one row a request", "nl": "een regel per hulpvraag"},
    "fewest": {"en": "also rows of one resident", "nl": "ook regels van een enkele bewoner"},
}


def measure(options: argparse.Namespace) -> int:
    """
    Print one measure as a table; where people read it with the words of people.

    There `fewest` leaves out the other teams that are as small: they are in csv and json, as
    the ids and the seconds are.
    """
    from inspect import signature

    import ecosystem as eco
    from ecosystem.propose.learn.default_list import default_list
    from ecosystem.show.words.flow_line import flow_line

    asked = getattr(eco, options.name)
    spoken = {"lang": options.lang} if "lang" in signature(asked).parameters else {}

    def answer(hood: Neighbourhood) -> pd.DataFrame:
        made: pd.DataFrame = asked(hood, **spoken)
        if options.name in LEARNING:
            notes.add(default_list(hood, lang=options.lang))
        rows.update({made.index.name, *made.columns} & RESIDENTS)
        if options.format == "text":
            if options.name == "flow":
                print(f"{hood.code} {flow_line(made, options.lang)}")
            made = made.drop(columns="teams", errors="ignore")
            return eco.labelled(made, hood, lang=options.lang)
        return made

    rows: set[str] = {options.name} & set(ROWS)
    notes: set[str] = set()
    print_table(_marked(each(options, answer), options), options.format, lang=options.lang)
    _note(notes)
    for row in sorted(rows):
        told = INTERNAL_ROWS[options.lang].format(ROWS[row][options.lang])
        print(told, file=sys.stderr)
    if not rows and options.name not in OF_TABLES:
        say_internal(options.lang)
    return 0


def find(options: argparse.Namespace) -> int:
    """Print what was found, most important first, and how many more there are."""
    import ecosystem as eco
    from ecosystem.show.words.labelled import values

    more: dict[str, int] = {}

    def answer(hood: Neighbourhood) -> pd.DataFrame:
        found = eco.find(hood, most=options.most, lang=options.lang)
        if options.format == "text":
            left = eco.find(hood, most=_ALL)["finding"].value_counts()
            left = left.sub(found["finding"].value_counts(), fill_value=0).astype(int)
            for kind, count in left[left > 0].items():
                more[str(kind)] = more.get(str(kind), 0) + count
        return found

    print_told(_marked(each(options, answer), options), options.format, lang=options.lang)
    say_internal(options.lang)
    if more:
        kinds = values(options.lang)["finding"]
        told = ", ".join(f"{kinds[kind]} {count}" for kind, count in sorted(more.items()))
        print(_MORE[options.lang].format(sum(more.values()), told, options.source, _ALL))
    return 0


def propose(options: argparse.Namespace) -> int:
    """Print moves with which fewer people could do it, what saves most people first."""
    import ecosystem as eco
    from ecosystem.propose.learn.default_list import default_list

    notes: set[str] = set()

    def answer(hood: Neighbourhood) -> pd.DataFrame:
        notes.add(default_list(hood, lang=options.lang))
        return eco.propose(hood, learn=options.learn, most=options.most, lang=options.lang)

    print_told(_marked(each(options, answer), options), options.format, lang=options.lang)
    _note(notes)
    say_internal(options.lang)
    return 0


def what_if(options: argparse.Namespace) -> int:
    """Print now and after, side by side, when moves of `propose` are carried out."""
    import ecosystem as eco
    from ecosystem.propose.learn.default_list import default_list
    from ecosystem.tables.save import save

    hood = hood_of(options)
    if not options.neighbourhood:
        another = {"en": "another:", "nl": "een andere:"}[options.lang]
        print(f"{hood.code} {hood.name}; {another} --neighbourhood CODE", file=sys.stderr)
    moves = proposed(options, hood)
    _note({default_list(hood, lang=options.lang)})
    after = eco.what_if(hood, moves)
    skipped = moves.index[moves["instead_of"].isin(moves.index)].tolist()
    if skipped:
        print(_SKIPPED[options.lang].format(", ".join(map(str, skipped))), file=sys.stderr)
    side_by_side = eco.compare({"now": hood, "after": after}, lang=options.lang).reset_index()
    if options.format == "text":
        side_by_side = side_by_side.drop(columns="measure").round(2)
        side_by_side = side_by_side.rename(columns=_SIDES[options.lang])
    print_table(_marked(side_by_side, options), options.format, lang=options.lang)
    say_internal(options.lang)
    if options.out:
        save(dict(after.tables), options.out)
        print(options.out, file=sys.stderr)
    return 0


def _marked(frame: pd.DataFrame, options: argparse.Namespace) -> pd.DataFrame:
    """Mark a table as internal, unless it tells of nobody."""
    return frame if getattr(options, "name", "") in OF_TABLES else marked(frame, options.format)


def _note(notes: set[str]) -> None:
    """Say beside the answer what it rests on, each thing once."""
    for note in sorted(notes - {""}):
        print(note, file=sys.stderr)


def compose(options: argparse.Namespace) -> int:
    """Compose a core or project team for a purpose, from the people there are."""
    import ecosystem as eco

    def answer(hood: Neighbourhood) -> pd.DataFrame:
        team = eco.compose_team(
            hood,
            options.needs,
            kind=options.kind,
            size=options.size,
            without=options.without,
            keep=options.keep,
            lang=options.lang,
        ).drop(columns=["possible", "proven"])
        if options.format == "text":
            return eco.labelled(team.drop(columns="member"), hood, lang=options.lang)
        return team

    print_table(_marked(each(options, answer), options), options.format, lang=options.lang)
    say_internal(options.lang)
    return 0


def heads(options: argparse.Namespace) -> int:
    """Rank areas by the heads there are for every thousand people, scarcest first."""
    import ecosystem as eco

    region = loaded(options)
    ranked = eco.heads(
        region,
        of=options.of,
        people=options.people,
        year=options.year,
        leave_out=options.leave_out,
    )
    if options.format == "text":
        ranked = eco.labelled(ranked, region[region.codes[0]], lang=options.lang)
    print_table(ranked.reset_index(), options.format, lang=options.lang)
    return 0


def forecast(options: argparse.Namespace) -> int:
    """Forecast residents and hours by need in the coming years, against the hours there are."""
    import ecosystem as eco

    region, asked = loaded(options), options.indicators
    if options.held_out is not None:
        told = eco.backtest(region, held_out=options.held_out, indicators=asked)
    else:
        told = eco.forecast(region, years=options.years, indicators=asked, lang=options.lang)
    if options.format == "text":  # what nothing is known of takes room
        if options.held_out is None:  # errors are shares of the mean figure
            shares = {name: f"{name}_share" for name in ("error", "error_last", "error_drift")}
            told = told.rename(columns=shares)
        told = told.dropna(axis="columns", how="all").round(4)
        told = eco.labelled(told, region[region.codes[0]], lang=options.lang)
    print_table(_marked(told, options), options.format, lang=options.lang)
    say_internal(options.lang)  # a factor of contacts times an indicator is how many residents
    return 0
