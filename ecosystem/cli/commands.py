"""What each command does: load, ask the library, print or write."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ecosystem.cli.printing import as_json, print_problems, print_table, print_told, total

if TYPE_CHECKING:
    import pandas as pd

    from ecosystem.tables.neighbourhood import Neighbourhood, Region
    from ecosystem.tables.problems import Problem


SHAREABLE = {
    "en": "Shareable: whoever is a person, or of unknown level, is shown by profession and number. "
    "With names, not to be forwarded: --level internal",
    "nl": "Deelbaar: wie een persoon is, of van onbekend niveau, staat er met beroep en nummer. "
    "Met namen, om niet door te sturen: --level internal",
}


_NOT_HERE = {
    "en": "{} is not in this region; it has: {}",
    "nl": "{} is niet in deze regio; die heeft: {}",
}
_SKIPPED = {
    "en": "Not carried out, for they do not go with an earlier one: {}",
    "nl": "Niet uitgevoerd, want zij gaan niet samen met een eerdere: {}",
}
INTERNAL = {
    "en": "Internal: moves name people beside counts as they are; not to be forwarded.",
    "nl": "Intern: voorstellen noemen mensen naast aantallen zoals ze zijn; niet doorsturen.",
}


def new(options: argparse.Namespace) -> int:
    """Write an empty workbook to fill in."""
    from ecosystem.tables.workbook import FILE, new

    if (options.folder / FILE[options.lang]).exists():
        print("There is one already; it stays as it is:")
    print(new(options.folder, lang=options.lang))
    return 0


def check(options: argparse.Namespace) -> int:
    """List every problem of a folder or workbook at once."""
    from ecosystem.tables.load import check

    problems, notices, accounting = check(options.source, lang=options.lang)
    if options.format == "json":
        import json

        tables = {"problems": problems, "notices": notices, "accounting": accounting}
        whole = {name: json.loads(as_json(frame)) for name, frame in tables.items()}
        print(json.dumps(whole, ensure_ascii=False, indent=1))
    elif options.format == "csv":
        import pandas as pd

        print_table(pd.concat([problems, notices], ignore_index=True), "csv")
    else:
        for frame in (problems, notices):
            print_problems(frame, lang=options.lang)
        print(total(accounting, options.lang))
    return 1 if len(problems) else 0


def import_hsds(options: argparse.Namespace) -> int:
    """Read a directory in Open Referral HSDS, 2.x or 3.x."""
    from ecosystem.sources.hsds import hsds

    tables, notices = hsds(options.folder, lang=options.lang)
    return _keep(tables, notices, options)


def import_cbs(options: argparse.Namespace) -> int:
    """Read CBS Kerncijfers, or with --map any wide table of areas."""
    if options.map:
        from ecosystem.sources.wide import wide

        tables, notices = wide(options.files, options.map, lang=options.lang)
        return _keep(tables, notices, options)
    from ecosystem.sources.cbs import cbs

    tables, notices = cbs(options.files, codes=options.codes, year=options.year, lang=options.lang)
    return _keep(tables, notices, options)


def import_lists(options: argparse.Namespace) -> int:
    """Read Kumu, NodeXL, Gephi or plain lists of edges and nodes."""
    from ecosystem.sources.lists import lists

    tables, notices = lists(
        options.edges,
        options.nodes,
        level=options.level,
        relation=options.relation,
        needs=options.needs,
        lang=options.lang,
    )
    return _keep(tables, notices, options)


def import_log(options: argparse.Namespace) -> int:
    """Read an event log in XES or CSV, plain or packed (.gz)."""
    from ecosystem.sources.event_log import event_log

    tables, notices = event_log(
        options.file,
        case=options.case,
        activity=options.activity,
        time=options.time,
        actor=options.actor,
        group=options.group,
        lang=options.lang,
    )
    return _keep(tables, notices, options)


def _keep(
    tables: dict[str, pd.DataFrame], notices: list[Problem], options: argparse.Namespace
) -> int:
    """Write imported tables, and say what was odd about them."""
    from ecosystem.tables.problems import table
    from ecosystem.tables.save import save

    save(tables, options.out)
    print_problems(table(notices, options.lang), sys.stderr, lang=options.lang)
    for name, frame in tables.items():
        print(f"{name}: {len(frame):,} rows")
    print(options.out)
    return 0


def example(options: argparse.Namespace) -> int:
    """Make a fictional region."""
    from ecosystem.sources.synthetic import synthetic
    from ecosystem.tables.save import save

    region = synthetic(
        options.neighbourhoods,
        seed=options.seed,
        residents=options.residents,
        contacts=options.contacts,
    )
    save(region, options.out, format=options.format)
    print(options.out)
    return 0


def _load(options: argparse.Namespace) -> Region:
    """Load the source, in which the neighbourhood that was asked for must be."""
    from ecosystem.tables.load import load
    from ecosystem.tables.neighbourhood import some

    region = load(options.source, lang=getattr(options, "lang", "en"))
    if len(region.notices) and sys.stderr.isatty():
        print(
            f"{len(region.notices)} notices; see: ecosystem check {options.source}",
            file=sys.stderr,
        )
    asked = getattr(options, "neighbourhood", None)
    if asked and asked not in region:
        names = {hood.code: hood.name.casefold() for hood in region}
        named = [code for code, name in names.items() if name == asked.casefold()]
        named = named or [code for code, name in names.items() if name.startswith(asked.casefold())]
        if len(named) != 1:
            has = some(tuple(f"{hood.code} {hood.name}".strip() for hood in region), 12)
            raise ValueError(_NOT_HERE[getattr(options, "lang", "en")].format(asked, has))
        options.neighbourhood = named[0]
    return region


def _hoods(options: argparse.Namespace) -> list[Neighbourhood]:
    """Load the neighbourhood asked for, or else every one."""
    region = _load(options)
    return [region[options.neighbourhood]] if options.neighbourhood else list(region)


def _hood(options: argparse.Namespace) -> Neighbourhood:
    """Load the neighbourhood asked for, or else the first."""
    region = _load(options)
    return region[options.neighbourhood or region.codes[0]]


def _each(
    options: argparse.Namespace, answer: Callable[[Neighbourhood], pd.DataFrame]
) -> pd.DataFrame:
    """Ask each neighbourhood; with several, each row is led by the code of its own."""
    import pandas as pd

    from ecosystem.tables.progress import counted

    hoods = _hoods(options)
    tables = []
    for hood in counted(hoods, "neighbourhoods") if len(hoods) > 1 else hoods:
        frame = answer(hood)
        frame = frame if frame.index.name is None else frame.reset_index()
        if len(hoods) > 1:
            frame.insert(0, "neighbourhood", hood.code)
        tables.append(frame)
    return pd.concat(tables, ignore_index=True)


def measure(options: argparse.Namespace) -> int:
    """
    Print one measure as a table; in Dutch, where people read it, with the words of people.

    There `fewest` leaves out the other teams that are as small: they are in csv and json.
    """
    from inspect import signature

    import ecosystem as eco

    asked = getattr(eco, options.name)
    spoken = {"lang": options.lang} if "lang" in signature(asked).parameters else {}

    def answer(hood: Neighbourhood) -> pd.DataFrame:
        made: pd.DataFrame = asked(hood, **spoken)
        if options.format == "text":
            made = made.drop(columns="teams", errors="ignore")
            return eco.labelled(made, hood, lang="nl") if options.lang == "nl" else made
        return made

    print_table(_each(options, answer), options.format)
    return 0


def find(options: argparse.Namespace) -> int:
    """Print what was found, most important first."""
    import ecosystem as eco

    found = _each(options, lambda hood: eco.find(hood, lang=options.lang))
    print_told(found, options.format, lang=options.lang)
    return 0


def propose(options: argparse.Namespace) -> int:
    """Print moves with which fewer people could do it, what saves most people first."""
    import ecosystem as eco

    moves = _each(
        options,
        lambda hood: eco.propose(hood, learn=options.learn, most=options.most, lang=options.lang),
    )
    print_told(moves, options.format, lang=options.lang)
    _say_internal(options)
    return 0


def what_if(options: argparse.Namespace) -> int:
    """Print now and after, side by side, when moves of `propose` are carried out."""
    import ecosystem as eco
    from ecosystem.tables.save import save

    hood = _hood(options)
    if not options.neighbourhood:
        another = {"en": "another:", "nl": "een andere:"}[options.lang]
        print(f"{hood.code} {hood.name}; {another} --neighbourhood CODE", file=sys.stderr)
    moves = eco.propose(hood, learn=options.learn, most=options.most, lang=options.lang)
    if options.moves is not None:
        unknown = sorted(set(options.moves) - set(moves.index))
        if unknown:
            raise ValueError(
                f"there is no move {', '.join(map(str, unknown))}; propose gives 1 to {len(moves)}"
            )
        moves = moves.loc[options.moves]
    after = eco.what_if(hood, moves)
    skipped = moves.index[moves["instead_of"].isin(moves.index)].tolist()
    if skipped:
        print(_SKIPPED[options.lang].format(", ".join(map(str, skipped))), file=sys.stderr)
    side_by_side = eco.compare({"now": hood, "after": after}, lang=options.lang)
    print_table(side_by_side.reset_index(), options.format)
    _say_internal(options)
    if options.out:
        save(dict(after.tables), options.out)
        print(options.out, file=sys.stderr)
    return 0


def compose(options: argparse.Namespace) -> int:
    """Compose a core or project team for a purpose, from the people there are."""
    import ecosystem as eco

    team = _each(
        options,
        lambda hood: eco.compose_team(
            hood,
            options.needs,
            kind=options.kind,
            size=options.size,
            without=options.without,
            lang=options.lang,
        ),
    )
    print_table(team.drop(columns=["possible", "proven"]), options.format)
    return 0


def heads(options: argparse.Namespace) -> int:
    """Rank areas by the heads there are for every thousand people, scarcest first."""
    import ecosystem as eco

    ranked = eco.heads(
        _load(options),
        of=options.of,
        people=options.people,
        year=options.year,
        leave_out=options.leave_out,
    )
    print_table(ranked.reset_index(), options.format)
    return 0


def forecast(options: argparse.Namespace) -> int:
    """Forecast residents and hours by need in the coming years, against the hours there are."""
    import ecosystem as eco

    region, asked = _load(options), options.indicators
    if options.held_out is not None:
        told = eco.backtest(region, held_out=options.held_out, indicators=asked)
    else:
        told = eco.forecast(region, years=options.years, indicators=asked, lang=options.lang)
    if options.format == "text":  # what nothing is known of takes room
        told = told.dropna(axis="columns", how="all").round(2)
    print_table(told, options.format)
    return 0


def view(options: argparse.Namespace) -> int:
    """Write the interactive view to one file."""
    import ecosystem as eco

    hood = _hood(options)
    findings = eco.find(hood, lang=options.lang)
    view = eco.view(hood, findings=findings, level=options.level, lang=options.lang)
    print(view.save(options.out if options.out.suffix else options.out.with_suffix(".html")))
    _say_level(options)
    return 0


def report(options: argparse.Namespace) -> int:
    """Write the view and the findings of each neighbourhood."""
    from ecosystem.show.report import report

    region = _load(options)
    codes = list(region.codes[:1] if options.first else region.codes)
    codes = [options.neighbourhood] if options.neighbourhood else codes
    told = report(
        region,
        options.out,
        codes=codes,
        level=options.level,
        lang=options.lang,
        progress=_progress if sys.stderr.isatty() else None,
    )
    for row in told.itertuples():
        if row.failed:
            print(f"{row.neighbourhood}: failed: {row.failed}", file=sys.stderr)
            continue
        print(f"{row.neighbourhood} {row.name}")
        print(f"  view      {row.view}")
        print(f"  findings  {row.findings}")
        for sentence in row.sentences.split("\n") if len(told) == 1 else []:
            print(f"  - {sentence}")
    return 1 if told["failed"].astype(bool).any() else 0


def _progress(done: int, of: int, seconds_left: float) -> None:
    left = f", about {seconds_left:.0f} s left" if done else ""
    print(f"\r{done} of {of}{left}   ", end="\n" if done == of else "", file=sys.stderr)


def export(options: argparse.Namespace) -> int:
    """Write for Gephi, Kumu, Excel or networkx."""
    import ecosystem as eco

    hood = _hood(options)
    ending = "xlsx" if options.to == "kumu" else options.to
    out = options.out or Path(f"{hood.code}.{ending}")
    print(eco.export(eco.protect(hood, level=options.level, lang=options.lang), out, options.to))
    _say_level(options)
    return 0


def _say_level(options: argparse.Namespace) -> None:
    """Say on a terminal that names were taken out, and how to keep them."""
    if options.level == "shareable" and sys.stderr.isatty():
        print(SHAREABLE[options.lang], file=sys.stderr)


def _say_internal(options: argparse.Namespace) -> None:
    """Say on a terminal that what was printed is not to be forwarded."""
    if sys.stderr.isatty():
        print(INTERNAL[options.lang], file=sys.stderr)


def lab(options: argparse.Namespace) -> int:
    """Open JupyterLab on the notebooks, trusted."""
    from ecosystem.show.lab import lab

    return lab(options.folder)
