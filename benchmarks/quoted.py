"""
Figures in documents come from `results/*.json`, and the data dictionary from the schema.

A document holds a block between `<!-- made from NAME.json -->` (in Dutch `NAME.json nl`; or `the
schema`) and `<!-- end -->`; `python -m benchmarks.quoted` writes every block again, and a test
holds them together.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from benchmarks.quoted_broaden import broaden
from benchmarks.quoted_survey import graph, survey
from benchmarks.quoted_trust import audit, trust
from ecosystem.tables.dictionary import dictionary

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results"
DOCUMENTS = ("README.md", "benchmarks/README.md", "data/README.md", "docs/trust.md")
BLOCK = re.compile(
    r"(<!-- made from (\w+\.json(?: nl| nothing_lost)?|the schema) -->\n).*?(\n?<!-- end -->)",
    re.DOTALL,
)


def fresh_clone(figures: dict[str, Any]) -> str:
    """Say how long the two commands take."""
    seconds = {name: f"{value:.0f} s" for name, value in figures["seconds"].items()}
    tests = figures["tests"]
    return (
        f"Measured on {figures['machine']} on {figures['date']}: `python3 start.py` took "
        f"{seconds['run_cold']} the first time (installing with {figures['installer']}) and "
        f"{seconds['run_warm']} after that; `python3 start.py test` took {tests['seconds']:.0f} s "
        f"(at {tests['commit']}): {tests['passed']:,} tests passed, {tests['failed']} failed, "
        f"{tests['skipped']} skipped for want of data that is not in this repository."
    )


PICTURES = (
    ("first_picture", "eager_stack", "picture_ratio"),
    ("first_picture_of_twenty", "eager_stack_of_twenty", "picture_ratio_of_twenty"),
    ("first_picture_parquet", "eager_stack_of_twenty", "picture_ratio_parquet"),
)


def startup(figures: dict[str, Any]) -> str:
    """Say what importing costs, and the first picture."""
    return (
        "| CPU seconds, whole process, median | ecosystem | peer | difference or ratio |\n"
        "|---|---|---|---|\n"
        f"| `import ecosystem`, against bare Python | {figures['import_ecosystem']:.3f} | "
        f"{figures['bare_python']:.3f} | +{figures['import_more']:.3f} s |\n"
        + "\n".join(
            f"| first picture, {what}, against the eager stack | {figures[ours]:.2f} | "
            f"{figures[eager]:.2f} | {figures[ratio]:.2f} |"
            for what, ours, eager, ratio in (
                ("a folder of one neighbourhood", *PICTURES[0]),
                ("one of twenty in a folder of CSVs", *PICTURES[1]),
                ("one of twenty as Parquet", *PICTURES[2]),
            )
        )
    )


def nothing_lost(figures: dict[str, Any]) -> str:
    """Say how many damaged files were read, and how many went wrong without a word."""
    run = figures["nothing_lost"]
    kinds = sum(name.startswith("kind: ") for name in run["counts"])
    return (
        f"{run['tried']:,} damaged files of {kinds} kinds, as CSV, Excel and Parquet: "
        f"**{run['failed']} silent errors** (a value that differs from the truth with no problem "
        "and no notice that says so, a row that is neither accepted, refused nor empty, or a "
        "traceback)."
    )


def continuity(figures: dict[str, Any]) -> str:
    """Say what continuity costs against reading the contacts, and against pandas."""
    many, some = (f"{count:,}" for count in figures["contacts"])
    rows = [
        (f"reading the columns of {many} contacts with pyarrow", "ten_million_reading", "reading"),
        (f"pandas column by column, {many} contacts", "ten_million_pandas", "columns"),
        (f"pandas column by column, {some} contacts", "one_million_pandas", "columns"),
        (f"`groupby.apply` with a Python function, {some} contacts", "one_million_apply", "apply"),
    ]
    lines = []
    for what, name, peer in rows:
        each = figures[name]
        ratio = each["ratio"]["cpu"]
        slower = peer == "reading"
        told = f"{ratio:.1f} times its CPU" if slower else f"{ratio:.0f} times as fast"
        lines.append(
            f"| {what} | {each[peer]['cpu']:.2f} | {each['ours']['cpu']:.2f} | {told} | "
            f"{each['ours']['peak_mb']:.0f} MB |"
        )
    return "\n".join(
        [
            "| against | its CPU s | ours, reading included | ours is | our peak |",
            "|---|---|---|---|---|",
            *lines,
        ]
    )


def flow(figures: dict[str, Any]) -> str:
    """Say what flow and handovers cost against pm4py and reading, and what a real log says."""
    some, many = figures["activities"]
    one, ten, log = figures["one_million"], figures["ten_million"], figures["sepsis"]
    ratio = ten["handovers"]["cpu"] / ten["reading"]["cpu"]
    both = ten["flow_and_handovers"]["cpu"] / ten["reading"]["cpu"]
    peer, put = figures["pm4py"], figures["import_one_million"]["import_log"]
    told = (
        f"{some:,} activities: handovers in {one['handovers']['cpu']:.2f} s of CPU, with flow as "
        f"well in {one['flow_and_handovers']['cpu']:.2f} s. Beside pm4py {peer['version']} on the "
        f"same file ({peer['date']}: {peer['handovers']['cpu']:.2f} s against "
        f"{peer['pm4py']['cpu']:.0f} s) handovers were **{figures['times_faster_than_pm4py']:,} "
        f"times as fast**, with the same number of times for all {figures['pairs_the_same']:,} "
        "pairs.\n\n"
        "| times the reading of the columns | handovers | with flow as well |\n|---|---|---|\n"
        f"| from Parquet ({one['reading']['cpu']:.2f} s) | {figures['handovers_to_reading']} | "
        f"{figures['both_to_reading']} |\n"
        f"| from CSV ({one['reading_csv']['cpu']:.2f} s) | {figures['handovers_to_reading_csv']} | "
        f"{figures['both_to_reading_csv']} |\n"
        f"| {many:,} activities, from Parquet ({ten['reading']['cpu']:.1f} s) | {ratio:.1f} | "
        f"{both:.1f} |\n\n"
        f"The {many:,} activities take {ten['flow_and_handovers']['peak_mb']:,.0f} MB at most. "
        f"`ecosystem import log` brings the CSV of {some:,} in in {put['cpu']:.0f} s of CPU and "
        f"{put['peak_mb']:,.0f} MB."
    )
    if not log:
        return told
    return (
        f"{told}\n\nThe sepsis log of a Dutch hospital: {log['requests']:,} requests, "
        f"{log['activities']:,} activities of {log['groups']} groups (people are not known); "
        f"{log['groups_a_request']} groups, {log['handovers_a_request']} handovers and "
        f"{log['loops_a_request']} loops a request, {log['median_lead_days']} days at the "
        f"median; {log['handovers']:,} handovers, most of them {log['most']}: "
        f"{log['most_times']}, of which {log['most_share_back']:.0%} comes back later."
    )


def fewest(figures: dict[str, Any]) -> str:
    """Say how fast the exact minimum is, and against what."""
    return (
        f"{figures['residents']:,} residents of {figures['neighbourhoods']} made-up neighbourhoods "
        f"({figures['actors_mean']:.0f} actors and {figures['needs_mean']:.1f} needs a resident on "
        f"average): the exact minimum of each in {figures['exact_s']:.2f} s of CPU, "
        f"**{figures['exact_residents_per_s']:,} residents a second, "
        f"{figures['exact_times_faster_than_scipy']:,} times as fast as one `scipy.optimize.milp` "
        f"a resident** ({figures['scipy_sample']:,} of them compared, "
        f"{figures['numbers_different_from_scipy']} different). The whole table of `eco.fewest`, "
        "with the teams, how many there are and why no fewer could do it, takes "
        f"{figures['table_s']:.0f} s: {figures['table_residents_per_s']:,} residents a second."
    )


def core_team(figures: dict[str, Any]) -> str:
    """Say how large the smallest covers are, and whether that is proven."""
    rows = [
        ("Miami's directory, each need once", figures["miami"]["backup_1"], "people"),
        ("the same, each need twice where possible", figures["miami"]["backup_2"], "people"),
        *((f"OR-Library {name}", row, "value") for name, row in figures["or_library"].items()),
    ]
    lines = [
        f"| {what} | {row['candidates']:,} x {row['needs']:,} | {row[value]:.0f} | "
        f"{'yes' if row['proven'] else 'no, at least {:.0f}'.format(row['bound'])} | "
        f"{row['cpu_s']:.1f} |"
        for what, row, value in rows
    ]
    return "\n".join(
        [
            "| smallest cover | candidates x needs | value | proven | CPU s |",
            "|---|---|---|---|---|",
            *lines,
        ]
    )


def forecast(figures: dict[str, Any]) -> str:
    """Say how wrong the forecasts were, beside the yardsticks and a library."""
    peer = figures["statsforecast"]
    names = ("AutoTheta", "AutoETS", "AutoARIMA")
    lines = []
    for name, row in figures["held_out"].items():
        others = " | ".join(f"{peer['errors'][name][model]:.1f}" for model in names)
        lines.append(
            f"| `{name}` | {row['learnt']} | {row['method']} | **{row['error']:.1f}** | "
            f"{row['error_last']:.1f} | {row['error_drift']:.1f} | {others} | "
            f"{row['inside']:.0%} |"
        )
    three, five = figures["all_starts"]["3"], figures["all_starts"]["5"]
    ways = {
        "chosen for all areas of an indicator": "chosen",
        "chosen for each area": "chosen_by_area",
        **{f"always `{way}`": way for way in ("damped", "shared", "drift", "last")},
    }
    rows = [
        f"| {says} | {three['against_last'][way]:.2f} | {five['against_last'][way]:.2f} |"
        for says, way in ways.items()
    ]
    columns = ["indicator", "years learnt", "way", "error", "last figure", "drift", *names]
    inside = (
        f"\nWithin the interval meant for 80 %: {three['inside']:.0%} three years ahead, "
        f"{five['inside']:.0%} five; said beforehand {three['coverage_said']:.0%} and "
        f"{five['coverage_said']:.0%}. {_library(peer)}"
    )
    return "\n".join(
        [
            "Error in % of the figures, all wijken, learnt until 2017, tried on 2018-2020:\n",
            f"| {' | '.join(columns)} | within the interval |",
            "|---" * (7 + len(names)) + "|",
            *lines,
            _starts(three, five),
            "| way | 3 years ahead | 5 years ahead |",
            "|---|---|---|",
            *rows,
            inside,
        ]
    )


def _starts(three: dict[str, Any], five: dict[str, Any]) -> str:
    return (
        "\nThe registers of Wmo, Wlz and youth care began in 2015, so that three years were known: "
        "one start to choose from. Every indicator and every year from which it could be tried "
        f"({three['trials']} times three years ahead, {five['trials']} times five), as a ratio to "
        "the last figure, geometric mean:\n"
    )


def _library(peer: dict[str, Any]) -> str:
    ratios, costs = peer["against_last"], []
    for name, row in peer["cost"].items():
        costs.append(f"{name} {row['cpu']:.0f} s for {row['series']:,} series")
    return (
        f"On the {peer['trials']} of them with three years known or more ours has "
        f"{ratios['chosen']:.2f} of the error of the last figure, AutoTheta "
        f"{ratios['AutoTheta']:.2f} and AutoETS {ratios['AutoETS']:.2f} (statsforecast "
        f"{peer['version']}; CPU: {', '.join(costs)}). It wants pandas below 3 as well, so it did "
        "not earn its weight."
    )


def region_view(figures: dict[str, Any]) -> str:
    """Say what a map of a thousand neighbourhoods costs."""
    return (
        f"| {figures['neighbourhoods']:,} neighbourhoods, median of {figures['rounds']} | CPU to "
        "make the page, s | the page, kB | drawn after, ms |\n|---|---|---|---|\n"
        + "\n".join(
            f"| {kind} | {row['seconds']:.1f} | {row['bytes'] / 1000:.0f} | "
            f"{row['milliseconds']:.0f} |"
            for kind, row in figures["kinds"].items()
        )
    )


def view(figures: dict[str, Any]) -> str:
    """Say what the view of a neighbourhood costs."""
    return (
        f"| actors, median of {figures['rounds']} | CPU to make the page, s | the page, kB | "
        "its cell in a notebook, kB | drawn after, ms |\n|---|---|---|---|---|\n"
        + "\n".join(
            f"| {row['actors']:,} | {row['seconds']:.1f} | {row['bytes'] / 1000:.0f} | "
            f"{row['cell'] / 1000:.0f} | {row['milliseconds']:.0f} |"
            for row in figures["sizes"]
        )
    )


WRITERS = {
    "view": view,
    "region_view": region_view,
    "forecast": forecast,
    "fresh_clone": fresh_clone,
    "startup": startup,
    "continuity": continuity,
    "flow": flow,
    "fewest": fewest,
    "core_team": core_team,
    "broaden": broaden,
    "survey": survey,
    "graph": graph,
    "trust": trust,
    "trust nothing_lost": nothing_lost,
    "audit": audit,
}


def quote(text: str) -> str:
    """Write every block of a document again from its figures."""

    def again(match: re.Match[str]) -> str:
        source = match.group(2)
        if source == "the schema":
            words = dictionary()
        else:
            name, _, lang = source.partition(" ")
            figures = json.loads((RESULTS / name).read_text(encoding="utf-8"))
            stem = name.removesuffix(".json")
            whole = WRITERS.get(f"{stem} {lang}")
            writer = whole or WRITERS[stem]
            words = writer(figures, lang) if lang and not whole else writer(figures)
        return f"{match.group(1)}{words.strip()}\n<!-- end -->"

    return BLOCK.sub(again, text)


def main() -> None:
    """Write every block of every document again."""
    for document in DOCUMENTS:
        path = ROOT / document
        path.write_text(quote(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
