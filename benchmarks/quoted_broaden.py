"""What was measured of role broadening, in words and tables."""

from __future__ import annotations

import statistics
from typing import Any


def broaden(figures: dict[str, Any]) -> str:
    """Say how good and how fast the choice of three learning steps is."""
    parts = {"drawn": _drawn, "whole": _whole, "bundled": _bundled, "small": _small}
    return "\n\n".join(say(figures) for part, say in parts.items() if part in figures)


def _drawn(figures: dict[str, Any]) -> str:
    size, rows = figures["size"], []
    for name, what in (("drawn", "no limit"), ("drawn_limited", "a limit")):
        for each in figures[name]:
            ours, other = each["ours"], each["at_once"]
            rows.append(
                f"| {what} | {ours['people_now']:,} | {_reached(ours)} | {ours['cpu_s']:.1f} | "
                f"{_reached(other)} | {other['cpu_s']:.1f} |"
            )
    told = (
        f"Drawn: {size['actors']} actors, {size['needs']} needs, {size['profiles']} profiles, "
        f"{size['learn']} steps; HiGHS with at most {figures['nodes']} branches."
    )
    return "\n".join(
        [
            told,
            "",
            "| hours | people now | after, by `broaden` | CPU s | after, by HiGHS | CPU s |",
            "|---|---|---|---|---|---|",
            *rows,
        ]
    )


def _reached(found: dict[str, Any]) -> str:
    if found["people_after"] is None:
        return f"none found, at least {found['bound']:,}"
    proof = "proven" if found["proven"] else f"at least {found['bound']:,}"
    return f"{found['people_after']:,} ({proof})"


def _whole(figures: dict[str, Any]) -> str:
    rows = [
        f"| {each['seed']} | {each['people_now']:,} | {_reached(each)} | {each['gap']:.1%} | "
        f"{each['cpu_s']:.1f} |"
        for each in figures["whole"]
    ]
    told = (
        "Whole synthetic neighbourhoods of 80 actors, 1,000 residents and "
        f"{figures['whole'][0]['contacts']:,} contacts, from the tables on:"
    )
    return "\n".join(
        [
            told,
            "",
            "| seed | people now | people after | gap | CPU s |",
            "|---|---|---|---|---|",
            *rows,
        ]
    )


def _bundled(figures: dict[str, Any]) -> str:
    rows = figures["bundled"]
    saved = [each["people_now"] - each["people_after"] for each in rows]
    short = [each["greedy_after"] - each["people_after"] for each in rows]
    gaps = [each.get("gap", 0.0) for each in rows]
    took = [each["cpu_s"] for each in rows]
    return (
        f"The {len(rows)} neighbourhoods of the bundled region: from "
        f"{sum(each['people_now'] for each in rows):,} people at the door to "
        f"{sum(each['people_after'] for each in rows):,}; "
        f"{sum(each.get('proven', False) for each in rows)} proven, the gap "
        f"{statistics.median(gaps):.1%} in the middle and {max(gaps):.1%} at most; "
        f"{statistics.median(took):.1f} s of CPU in the middle, {max(took):.1f} s at most. One "
        "step at a time (greedy) saves less in "
        f"{sum(each > 0 for each in short)} of them and more in "
        f"{sum(each < 0 for each in short)}: at worst "
        f"{max(a / (b or 1) for a, b in zip(short, saved, strict=True)):.0%} less."
    )


def _small(figures: dict[str, Any]) -> str:
    found = figures["small"]
    return (
        f"{found['cases']} small drawn cases against every plan there is: {found['different']} "
        f"different. Of {found['limited_cases']} where hours are a limit the optimum is known of "
        f"{found['limited_known']}; {found['limited_more_people']} of those come out higher, by "
        f"{found['limited_worst']:.1%} at most."
    )
