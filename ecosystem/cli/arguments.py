"""What each command takes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ecosystem.cli import asking, coming_in, comparing, going_out
from ecosystem.cli.options import (
    Parser,
    Subparsers,
    command,
    with_format,
    with_level,
    with_out,
    with_source,
    with_steps,
)
from ecosystem.cli.speaking import own_words
from ecosystem.tables.language import Language
from ecosystem.tables.schema import LEVELS, RELATIONS, TEAM_KINDS

MEASURES = (
    "broaden", "brokerage", "consult", "continuity", "coordination", "core_team", "coverage",
    "ei_index", "excess", "exchange", "fewest", "flow", "handovers", "informal_reach", "intake",
    "involvement", "ladder", "meeting_hours", "meetings", "needs_over_time", "pull", "push_share",
    "questions", "release", "right_weight", "saving_curve", "teams", "who_leaves", "who_shares",
)  # fmt: skip


@cache
def parser(lang: Language) -> Parser:  # noqa: ARG001 (one is kept for each)
    """
    Make the parser of every command.

    Parameters
    ----------
    lang
        The language that is asked in, which `LANG` is.

    Returns
    -------
    parser
        Each command sets `run`, the function of `commands` that does it.
    """
    whole = Parser(
        prog="ecosystem",
        description="A neighbourhood's help as a graph: gaps, redundant collaboration, and how "
        "fewer people could meet the same needs.",
    )
    made = whole.add_subparsers(title=own_words("commands"), required=True, metavar="COMMAND")
    _coming_in(made)
    _asking(made)
    _comparing(made)
    _going_out(made)
    return whole


def _coming_in(made: Subparsers) -> None:
    new = command(made, "new", coming_in.new)
    new.add_argument("folder", type=Path, help="where it is to stand, or its name (.xlsx)")

    key = command(made, "new-key", coming_in.new_key)
    key.add_argument("file", type=Path, help="where the key is to stand")

    check = command(made, "check", coming_in.check)
    with_source(check, one=False)
    with_format(check)

    says = "Turn another format into a folder of tables."
    formats = made.add_parser("import", help=says, description=says)
    kinds = formats.add_subparsers(title=own_words("formats"), required=True, metavar="FORMAT")
    hsds = command(kinds, "hsds", coming_in.import_hsds)
    hsds.add_argument("folder", type=Path)
    cbs = command(kinds, "cbs", coming_in.import_cbs)
    cbs.add_argument("files", type=Path, nargs="+", metavar="FILE")
    cbs.add_argument("--map", type=Path, action="append", metavar="FILE.toml")
    cbs.add_argument("--codes", nargs="+", metavar="CODE", help="one area of these codes")
    cbs.add_argument("--year", type=int)
    lists = command(kinds, "lists", coming_in.import_lists)
    lists.add_argument("edges", type=Path)
    lists.add_argument("nodes", type=Path, nargs="?")
    lists.add_argument("--level", choices=tuple(LEVELS), help="what one node stands for")
    lists.add_argument("--relation", choices=tuple(RELATIONS), help="what every edge means")
    lists.add_argument("--needs", default="", metavar="COLUMN", help="column of nodes with needs")
    log = command(kinds, "log", coming_in.import_log)
    log.add_argument("file", type=Path)
    for name in ("case", "activity", "time", "actor", "group"):
        log.add_argument(f"--{name}", metavar="COLUMN", help="where it has no usual name")
    says = "what one contact is; an activity runs from its start to its end"
    log.add_argument(
        "--contact", choices=("activity", "event", "complete"), default="activity", help=says
    )
    for kind in (hsds, cbs, lists, log):
        with_out(kind, "folder, or workbook (.xlsx), to write the tables to")

    example = command(made, "example", coming_in.example)
    example.add_argument("--neighbourhoods", type=int, default=20, metavar="N")
    example.add_argument("--seed", type=int, default=0, metavar="S")
    for name in ("residents", "contacts", "actors", "ties", "meetings"):
        example.add_argument(f"--{name}", type=int, metavar="N", help="in each neighbourhood")
    says = "the same neighbourhoods so many years later, when fewer people come"
    example.add_argument("--later", type=int, default=0, metavar="YEARS", help=says)
    example.add_argument("--format", choices=("csv", "xlsx", "parquet"))
    with_out(example, "folder, or workbook (.xlsx), to write the tables to")


def _asking(made: Subparsers) -> None:
    measure = command(made, "measure", asking.measure)
    says = own_words("which: ") + ", ".join(MEASURES)
    measure.add_argument("name", choices=MEASURES, metavar="MEASURE", help=says)
    with_source(measure)
    with_format(measure)

    find = command(made, "find", asking.find)
    find.add_argument("--most", type=int, default=10, metavar="N", help="findings of each kind")
    with_source(find)
    with_format(find)

    propose = command(made, "propose", asking.propose)
    what_if = command(made, "what-if", asking.what_if)
    says = "numbers of the moves to carry out; all without"
    what_if.add_argument("--moves", type=int, nargs="+", metavar="NUMBER", help=says)
    with_out(what_if, "folder to write the neighbourhood after it to", required=False)
    for one in (propose, what_if):
        with_steps(one)
        with_source(one)
        with_format(one)

    compose = command(made, "compose", asking.compose)
    compose.add_argument("--needs", nargs="+", default=(), help="what the team is to work on")
    compose.add_argument("--kind", choices=tuple(TEAM_KINDS), default="core")
    compose.add_argument("--size", type=int, default=6, metavar="N", help="of a project: 6 to 8")
    compose.add_argument("--without", nargs="+", default=(), metavar="ACTOR", help="who cannot")
    says = "who are in it and stay: as few as possible join them"
    compose.add_argument("--keep", nargs="+", default=(), metavar="ACTOR", help=says)
    with_source(compose)
    with_format(compose)

    heads = command(made, "heads", asking.heads)
    with_source(heads, one=False)
    says = "indicators of "
    heads.add_argument("--of", nargs="+", required=True, help=says + "those who help, added")
    heads.add_argument("--people", nargs="+", required=True, help=says + "people, added")
    heads.add_argument("--leave-out", nargs="+", default=(), help=says + "areas not to be ranked")
    heads.add_argument("--year", type=int)
    with_format(heads)

    forecast = command(made, "forecast", asking.forecast)
    with_source(forecast, one=False)
    forecast.add_argument("--years", type=int, default=5, metavar="N", help="how far ahead")
    forecast.add_argument("--indicators", nargs="+", metavar="NAME", help="all without")
    says = "hold these last years out instead, and say how wrong their forecast was"
    forecast.add_argument("--held-out", type=int, metavar="N", help=says)
    with_format(forecast)


def _comparing(made: Subparsers) -> None:
    like = command(made, "compare-region", comparing.compare_region)
    like.add_argument("--measures", nargs="+", metavar="NAME", help="headline measures")
    says = "how many neighbourhoods each is set against, at most half of the others"
    like.add_argument("--peers", type=int, default=10, metavar="N", help=says)
    goes = command(made, "practices", comparing.practices)
    added = command(made, "roll-up", comparing.roll_up)
    changed = command(made, "trend", comparing.trend)
    either = changed.add_mutually_exclusive_group()
    says = "what changed elsewhere, a share a year: professional_hours_week=-0.01"
    either.add_argument("--elsewhere", nargs="+", metavar="MEASURE=SHARE", help=says)
    says = "or two surveys of areas elsewhere"
    either.add_argument("--reference", type=Path, nargs=2, metavar=("THEN", "NOW"), help=says)
    says = "what was agreed on, a share a year on top of the change elsewhere: -0.05"
    changed.add_argument("--target", type=float, metavar="SHARE", help=says)
    says = "by how much an outcome may fall and still count as no lower"
    changed.add_argument("--margin", type=float, default=0.0, metavar="M", help=says)
    says = "between the two, where the surveys do not tell"
    changed.add_argument("--years", type=float, metavar="N", help=says)
    wider = command(made, "spread", comparing.spread)
    says = "codes of neighbourhoods that take part already"
    wider.add_argument("--done", nargs="+", default=(), metavar="CODE", help=says)
    says = "how many take part in all after each wave"
    wider.add_argument(
        "--capacity", type=int, nargs="+", default=(20, 100, 1000), metavar="N", help=says
    )
    levels = ("parent", "wijk", "gemeente", "region")
    added.add_argument("--to", choices=levels, default="parent", help="up to which area")
    says = "what `ecosystem survey` wrote, or a region: a folder or a workbook"
    for name in ("then", "now"):
        changed.add_argument(name, type=Path, help=says)
    for one in (like, goes, added, wider):
        one.add_argument("source", type=Path, help=says)
    for one in (like, goes, added, wider, changed):
        with_format(one)


def _going_out(made: Subparsers) -> None:
    view = command(made, "view", going_out.view)
    with_source(view)
    with_out(view, "file to write, .html")
    says = "after beside now, with all moves or these: as the page counts; internal, as `propose`"
    view.add_argument("--moves", type=int, nargs="*", metavar="NUMBER", help=says)
    with_steps(view)

    page = command(made, "page", going_out.page)
    with_source(page)
    with_out(page, "file to write, .pdf or .html")

    whole = command(made, "map", going_out.map_of)
    with_source(whole, one=False)
    says = "draw these neighbourhoods side by side instead, at most 20"
    whole.add_argument("--side-by-side", nargs="+", metavar="CODE", help=says)
    says = (
        "own figures by neighbourhood code, .csv or .xlsx: the map is coloured by the first "
        "column of numbers, and by another when chosen"
    )
    whole.add_argument("--table", type=Path, metavar="FILE", help=says)
    says = "file to write, .html; views that stand beside it as CODE.html are opened from it"
    with_out(whole, says)

    report = command(made, "report", going_out.report)
    with_source(report)
    report.add_argument("--first", action="store_true", help="only the first neighbourhood")
    says = "learning steps; 0 leaves out all moves, which is ten times as fast"
    report.add_argument("--learn", type=int, default=3, metavar="N", help=says)
    for one in (page, report):
        says = "in how many resamples it is tried what holds; 0 is none, and faster"
        one.add_argument("--resamples", type=int, default=10, metavar="N", help=says)
    with_out(report, "folder to write to")

    export = command(made, "export", going_out.export)
    with_source(export)
    export.add_argument("--to", choices=("graphml", "gexf", "kumu", "xlsx", "json"), required=True)
    says = own_words("what else to put in the workbook: ") + ", ".join(going_out.WITH)
    export.add_argument("--with", dest="also", nargs="+", default=(), metavar="NAME", help=says)
    with_out(export, "file to write", required=False)
    survey = command(made, "survey", going_out.survey)
    with_source(survey, one=False)
    says = "file to write, .csv, .parquet or .xlsx; asked again, a run that was cut off goes on"
    with_out(survey, says)
    says = "names of headline measures, findings, profile; all without"
    survey.add_argument("--measures", nargs="+", metavar="NAME", help=says)
    who = survey.add_mutually_exclusive_group()
    who.add_argument("--workers", type=int, metavar="N", help="processes of this machine")
    says = "a Dask scheduler, whose workers see the same folders; as tcp://10.0.0.5:8786"
    who.add_argument("--scheduler", metavar="ADDRESS", help=says)
    for one in (view, whole, page, report, export, survey):
        with_level(one)

    lab = command(made, "lab", going_out.lab)
    lab.add_argument("folder", type=Path, nargs="?", default=Path("notebooks"))
