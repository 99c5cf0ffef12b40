"""What goes out: a view, a report, an export, the notebooks."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ecosystem.cli.loading import hood_of, loaded, proposed

if TYPE_CHECKING:
    from ecosystem.protect import Outgoing
    from ecosystem.tables.neighbourhood import Neighbourhood

MEASURED = ("coverage", "core_team", "meetings", "pull", "push_share")
"""Measured on what may leave."""
COUNTED = ("flow", "excess", "involvement", "ladder", "right_weight")
"""Counted over residents: only totals and counts of them leave."""
_SHEETS = {"meetings": "overlapping_meetings"}
"""What is called otherwise in the workbook, where the tables of the neighbourhood stand too."""
WITH = ("findings", "moves", "forecast", *MEASURED, *COUNTED)
_STAYS = {
    "en": "{} does not leave the house; what can: {}. Of {} it is totals and counts, never a row "
    "of a resident or request",
    "nl": "{} gaat het huis niet uit; wat wel kan: {}. Van {} zijn dat totalen en aantallen, "
    "nooit een rij van een bewoner of hulpvraag",
}
_ONLY_XLSX = {
    "en": "--with puts tables in a workbook: --to xlsx, not --to {}",
    "nl": "--with zet tabellen in een werkmap: --to xlsx, niet --to {}",
}
SHAREABLE = {
    "en": "Shareable: whoever is a person, or of unknown level, is shown by profession and number. "
    "With names, not to be forwarded: --level internal",
    "nl": "Deelbaar: wie een persoon is, of van onbekend niveau, staat er met beroep en nummer. "
    "Met namen, om niet door te sturen: --level internal",
}

NO_PDF = {
    "en": "Written as HTML, which a browser prints on one A4; for PDF: pip install typst",
    "nl": "Geschreven als HTML, die een browser op één A4 afdrukt; voor PDF: pip install typst",
}

SHARED_BESIDE = ("requests", "people_a_resident")
"""Measures that tell over how many residents others are."""
MOST_LINES = 10
MORE_FAILED = {
    "en": "... and {} more; see the column failed",
    "nl": "... en nog {}; zie de kolom failed",
}

_REPORT = {
    "en": {"failed": "failed", "view": "view", "page": "page", "tables": "tables"},
    "nl": {"failed": "mislukt", "view": "weergave", "page": "A4", "tables": "tabellen"},
}


def view(options: argparse.Namespace) -> int:
    """Write the interactive view to one file; with --moves now, after and the difference."""
    import ecosystem as eco

    hood = hood_of(options)
    findings, moves = eco.find(hood, lang=options.lang), None
    if options.moves is not None:
        moves = proposed(options, hood)
    view = eco.view(hood, findings=findings, moves=moves, level=options.level, lang=options.lang)
    print(view.save(options.out if options.out.suffix else options.out.with_suffix(".html")))
    _say_level(options)
    return 0


def page(options: argparse.Namespace) -> int:
    """Write one A4: numbers, where it hurts, what could stop, three moves."""
    import ecosystem as eco
    from ecosystem.show.page.page import can_print

    hood = hood_of(options)
    page = eco.page(hood, resamples=options.resamples, level=options.level, lang=options.lang)
    print(page.save(options.out if options.out.suffix else options.out.with_suffix(".pdf")))
    if not can_print() and options.out.suffix != ".html":
        print(NO_PDF[options.lang], file=sys.stderr)
    _say_level(options)
    return 0


def map_of(options: argparse.Namespace) -> int:
    """Write a map of every neighbourhood, or some of them drawn side by side."""
    import ecosystem as eco
    from ecosystem.cli.own_figures import own_figures
    from ecosystem.tables.files import names_after

    region = loaded(options)
    out = options.out if options.out.suffix else options.out.with_suffix(".html")
    beside = {code: f"{name}.html" for code, name in names_after(region.codes).items()}
    links = {code: name for code, name in beside.items() if (out.parent / name).exists()}
    table = own_figures(options.table, options.lang) if options.table else None
    asked = {"table": table, "links": links, "level": options.level, "lang": options.lang}
    if options.side_by_side:
        print(eco.small_multiples(region, options.side_by_side, **asked).save(out))
    else:
        print(eco.view_region(region, **asked).save(out))
    _say_level(options)
    return 0


def report(options: argparse.Namespace) -> int:
    """Write the view, the page, findings and moves of each neighbourhood, and an index."""
    from ecosystem.show.report import report

    region = loaded(options)
    codes = list(region.codes[:1] if options.first else region.codes)
    codes = [options.neighbourhood] if options.neighbourhood else codes
    told = report(
        region,
        options.out,
        codes=codes,
        learn=options.learn,
        resamples=options.resamples,
        level=options.level,
        lang=options.lang,
    )
    words = _REPORT[options.lang]
    for row in told.itertuples():
        if row.failed:
            print(f"{row.neighbourhood}: {words['failed']}: {row.failed}", file=sys.stderr)
            continue
        print(f"{row.neighbourhood} {row.name}")
        for file in ("view", "page", "tables"):
            print(f"  {words[file]:<8} {getattr(row, file)}")
        for sentence in row.sentences.split("\n") if len(told) == 1 else []:
            print(f"  - {sentence}")
    print(options.out / "index.html")
    return 1 if told["failed"].astype(bool).any() else 0


def survey(options: argparse.Namespace) -> int:
    """Measure every neighbourhood by every headline figure, and write a row of each."""
    from contextlib import ExitStack

    from ecosystem.region.survey.headlines import PROFILE, asked
    from ecosystem.region.survey.running import left_out, running
    from ecosystem.region.survey.workers import processes, scheduler
    from ecosystem.region.survey.written import place_for, write_survey

    out = place_for(options.out, options.lang)
    beside = [*SHARED_BESIDE, PROFILE] if options.level == "shareable" else []
    wanted = asked([*options.measures, *beside] if options.measures else None, options.lang)
    region = loaded(options, damaged="leave_out")
    with ExitStack() as stack:
        client = None
        if options.scheduler:
            client = stack.enter_context(scheduler(options.scheduler, lang=options.lang))
        elif options.workers is not None:
            client = stack.enter_context(processes(options.workers))
        asking = {"client": client, "out": out, "lang": options.lang}
        table = stack.enter_context(running(region, wanted, **asking))
        write_survey(table, out, level=options.level)
    failed = table["failed"].dropna()
    lines = [*left_out(region, options.lang), *(f"{code}: {why}" for code, why in failed.items())]
    for line in lines[:MOST_LINES]:
        print(line, file=sys.stderr)
    if len(lines) > MOST_LINES:
        print(MORE_FAILED[options.lang].format(len(lines) - MOST_LINES), file=sys.stderr)
    print(out)
    return 1 if lines else 0


def export(options: argparse.Namespace) -> int:
    """Write for Gephi, Kumu, Excel or networkx."""
    import ecosystem as eco
    from ecosystem.tables.files import names_after

    unknown = sorted(set(options.also) - set(WITH))
    if unknown:
        named = (", ".join(names) for names in (unknown, WITH, COUNTED))
        raise ValueError(_STAYS[options.lang].format(*named))
    if options.also and options.to != "xlsx":
        raise ValueError(_ONLY_XLSX[options.lang].format(options.to))
    hood = hood_of(options)
    ending = "xlsx" if options.to == "kumu" else options.to
    out = options.out or Path(f"{names_after([hood.code])[hood.code]}.{ending}")
    print(eco.export(_outgoing(hood, options), out, options.to))
    _say_level(options)
    return 0


def _outgoing(hood: Neighbourhood, options: argparse.Namespace) -> Outgoing:
    """Protect a neighbourhood with whatever else was asked for."""
    import ecosystem as eco

    asked = set(options.also)
    measures = {_SHEETS.get(name, name): getattr(eco, name) for name in MEASURED if name in asked}
    if "forecast" in asked:
        measures["forecast"] = lambda seen: eco.forecast([seen], lang=options.lang)
    return eco.protect(
        hood,
        findings=eco.find(hood, lang=options.lang) if "findings" in asked else None,
        moves=eco.propose(hood, lang=options.lang) if "moves" in asked else None,
        measures=measures,
        counted={name: getattr(eco, name)(hood) for name in COUNTED if name in asked},
        level=options.level,
        lang=options.lang,
    )


def _say_level(options: argparse.Namespace) -> None:
    """Say on a terminal that names were taken out, and how to keep them."""
    if options.level == "shareable" and sys.stderr.isatty():
        print(SHAREABLE[options.lang], file=sys.stderr)


def lab(options: argparse.Namespace) -> int:
    """Open JupyterLab on the notebooks, trusted."""
    from ecosystem.show.lab import lab

    return lab(options.folder)
