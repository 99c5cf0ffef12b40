"""What comes in: an empty workbook, a check, other people's formats, an example."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from ecosystem.cli.printing import as_json, print_problems, print_table, total

if TYPE_CHECKING:
    import pandas as pd

    from ecosystem.tables.problems import Problem

_ALL = {
    "en": "Lines that are alike stand together; each on its own: ecosystem check {} --format csv",
    "nl": "Wat gelijk is staat bij elkaar; elk apart: ecosystem check {} --format csv --lang nl",
}

_KEY = {
    "en": "Before loading: export {}={}\nKeep it apart from the tables; who loses it cannot "
    "follow residents to a next delivery.",
    "nl": "Voor het laden: export {}={}\nBewaar hem apart van de tabellen; wie hem verliest kan "
    "bewoners niet volgen naar een volgende levering.",
}

_THERE = {
    "en": "There is one already; it stays as it is:",
    "nl": "Er is er al een; die blijft zoals hij is:",
}


def new(options: argparse.Namespace) -> int:
    """Write an empty workbook to fill in."""
    from ecosystem.tables.workbook import new, workbook

    if workbook(options.folder, options.lang).exists():
        print(_THERE[options.lang])
    print(new(options.folder, lang=options.lang))
    return 0


def new_key(options: argparse.Namespace) -> int:
    """Make a key for the pseudonyms of residents, outside any folder of git."""
    from ecosystem.tables.key import VARIABLE, new_key

    path = new_key(options.file, lang=options.lang).resolve()
    print(path)
    print(_KEY[options.lang].format(VARIABLE, path))
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
        left = sum(print_problems(frame, lang=options.lang) for frame in (problems, notices))
        if left:
            print(_ALL[options.lang].format(options.source))
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
        contact=options.contact,
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
    dutch = options.lang == "nl"
    for name, frame in tables.items():
        count = f"{len(frame):,}"
        print(f"{name}: {count.replace(',', '.')} rijen" if dutch else f"{name}: {count} rows")
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
        actors=options.actors,
        ties=options.ties,
        meetings=options.meetings,
        later=options.later,
    )
    save(region, options.out, format=options.format)
    print(options.out)
    return 0
