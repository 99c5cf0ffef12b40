"""What was measured of the survey and of graphs, in words and tables."""

from __future__ import annotations

from typing import Any

Figures = dict[str, Any]
SHOWN = 8
"""Steps of the profile that are shown."""
SIDES = {"at most": "≤", "under": "<", "at least": "≥"}


def survey(figures: Figures) -> str:
    """Say what the survey costs, beside what, and whether that is what was wanted."""
    rows = [_ratio(each) for each in figures.values() if "ratio" in each]
    told = ["| what | against | CPU s | its CPU s | ratio | wanted | met | runs |"]
    told += ["|---|---|---|---|---|---|---|---|", *rows]
    for key, say in (
        ("survey_memory", _memory),
        ("survey_dask", _dask),
        ("survey_killed", _killed),
        ("survey_14574", _all),
        ("survey_broaden", _broaden),
        ("survey_reports", _reports),
        ("survey_profile", _profile),
    ):
        told += ["", say(figures[key])] if key in figures else []
    if {"survey_profile", "survey_profile_before"} <= {*figures}:
        told += ["", _since(figures["survey_profile_before"], figures["survey_profile"])]
    return "\n".join(told)


def _met(ratio: float, target: float, wanted: str) -> str:
    good = {"at most": ratio <= target, "under": ratio < target, "at least": ratio >= target}
    return "yes" if good[wanted] else "**no**"


def _ratio(each: Figures) -> str:
    what = f"{each['what']}, {each['neighbourhoods']:,} neighbourhoods"
    what = each["what"] if "neighbourhoods" in each["what"] else what
    target = wanted = ""
    if "target" in each:
        target = f"{SIDES[each['wanted']]} {each['target']:g}"
        wanted = _met(each["ratio"], each["target"], each["wanted"])
    return (
        f"| {what} | {each['against']} | {each['cpu_s']:,.2f} | {each['against_cpu_s']:,.2f} | "
        f"**{each['ratio']:,.2f}** | {target} | {wanted} | {each['runs']} |"
    )


def _memory(each: Figures) -> str:
    met = _met(each["peak_mb"], each["target"], each["wanted"])
    return (
        f"Peak memory: {each['peak_mb']:.0f} MB for {each['neighbourhoods']:,} neighbourhoods, "
        f"{each['against_peak_mb']:.0f} MB for a tenth of them (under {each['target']} MB "
        f"wanted: {met})."
    )


def _dask(each: Figures) -> str:
    return (
        f"Dask: {each['wall_s']:.0f} s by the clock against {each['against_wall_s']:.0f} s of one "
        f"process, with {each['with_starting_cpu_s'] - each['cpu_s']:.0f} s of CPU to start and "
        f"stop its processes besides; the same bytes. A worker reads some {each['read_kb']} kB a "
        f"neighbourhood, of which {each['result_kb']:.1f} kB is left in the result."
    )


def _killed(each: Figures) -> str:
    return (
        f"One of two Dask workers killed when a quarter of {each['neighbourhoods']:,} was done: "
        f"the same bytes, after {each['wall_s']:.0f} s."
    )


def _all(each: Figures) -> str:
    return (
        f"As many as the Netherlands has, once, on {each['date']}: {each['neighbourhoods']:,} "
        f"neighbourhoods ({each['gigabytes']} GB of Parquet, a hundred made ones written again "
        f"and again under other codes), {each['by']}: {each['cpu_s'] / 60:,.0f} minutes of CPU, "
        f"{each['wall_s'] / 60:,.0f} by the clock, {each['peak_mb']:,} MB at most in a process, "
        f"{each['failed']} failed."
    )


def _broaden(each: Figures) -> str:
    return (
        f"Broadening stands apart: {each['cpu_s']:.1f} s of CPU a neighbourhood at the median of "
        f"{each['neighbourhoods']} ({each['most_cpu_s']:.1f} at most), so some "
        f"{each['thousand_hours']:.1f} hours for a thousand."
    )


def _reports(each: Figures) -> str:
    sizes = each["megabytes"]
    first, *rest = each["shares_of_cpu"].items()
    others = ", ".join(f"`{name}` {share:.0%}" for name, share in rest)
    return (
        f"Reports (view, page and tables; {each['runs']} measured): {each['cpu_s']:.1f} s of CPU "
        f"and {sum(sizes.values()):.2f} MB a neighbourhood (view {sizes['html']:.2f}, page "
        f"{sizes['pdf']:.2f}, tables {sizes['xlsx']:.2f}). `{first[0]}` takes most: "
        f"{first[1]:.0%}; then {others} (trying again without some of the people, within the "
        f"page, {each['resampling_within_page']:.0%}). A thousand, reckoned from these: "
        f"{each['thousand_hours_extrapolated']:.1f} hours and "
        f"{each['thousand_megabytes_extrapolated']:,} MB."
    )


def _profile(each: Figures) -> str:
    steps = list(each["steps"].items())
    rows = [
        f"| {name} | {step['ms']:.1f} | {step['share']:.0%} | {step['mb']:.1f} |"
        for name, step in steps[:SHOWN]
    ]
    rest = [step for _, step in steps[SHOWN:]]
    most = max((step["mb"] for step in rest), default=0.0)
    rows.append(
        f"| {len(rest)} other steps | {sum(step['ms'] for step in rest):.1f} | "
        f"{sum(step['share'] for step in rest):.0%} | {most:.1f} |"
    )
    return "\n".join(
        [
            (
                f"Steps of one neighbourhood, {each['cpu_ms']:.0f} ms together, median of "
                f"{each['runs']}; what several use counts with the first:\n"
            ),
            "| step | CPU ms | share | peak MB |",
            "|---|---|---|---|",
            *rows,
        ]
    )


def _since(before: Figures, now: Figures) -> str:
    """Tell of the three largest steps of the first measurement what they take now."""
    largest = list(before["steps"].items())[:3]
    told = []
    for name, step in largest:
        kinds = {*name.removeprefix("finding ").split(", ")}
        after = [
            each["ms"]
            for other, each in now["steps"].items()
            if kinds & {*other.removeprefix("finding ").split(", ")}
        ]
        told.append(f"{name} from {step['ms']:.0f} to {sum(after):.0f} ms")
    return (
        f"When it was first measured, a neighbourhood took {before['cpu_ms']:,.0f} ms in such "
        f"steps. The three largest went {'; '.join(told)}. Ids are numbered once a table, "
        "residents are counted and covered all at once on those numbers, and findings are "
        "counted before anything is put in words."
    )


def graph(figures: Figures) -> str:
    """Say how fast the measures of a graph are, and whether they are those of networkx."""
    whole, table, equal = (figures[f"graph_{name}"] for name in ("all", "table", "equal"))
    weighted = figures["graph_effective_size_weighted"]
    rows = [("all of these, and two with weights", whole), ("the table", table)]
    rows += [(f"`{name}`", each) for name, each in figures["graph_each"].items()]
    rows += [("weighted effective size, node by node", weighted)]
    lines = [
        f"| {name} | {each['ours_ms']:.2f} | {each['networkx_ms']:.2f} | "
        f"**{each['times_faster']:g}** | {each['runs']} |"
        for name, each in rows
    ]
    return "\n".join(
        [
            (
                f"{equal['graphs']} graphs of {equal['nodes_mean']:.0f} nodes and "
                f"{equal['ties_mean']:.0f} ties on average, with {equal['bridges']:,} bridges and "
                f"{equal['cut_vertices']:,} cut vertices: the largest difference from networkx is "
                f"{equal['largest']:.0e}. All together {whole['times_faster']:g} times as fast "
                f"(at least {whole['target']} wanted).\n"
            ),
            "| measure | CPU ms a graph | networkx, ms | times as fast | graphs |",
            "|---|---|---|---|---|",
            *lines,
        ]
    )
