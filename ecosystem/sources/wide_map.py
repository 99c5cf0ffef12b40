"""
The map, in TOML, of a wide table of areas: what its columns are, and what to doubt.

    source = "who published it"
    missing = ["NA"]                   # how a missing figure is written, besides empty
    [area]
    code = "WKC"                       # the column with the code; the others may be left out
    name = "Wijknaam"
    year = "YEAR"                      # a column, or a number that holds for the whole file
    population = "Total_Population"
    [[indicator]]
    column = "%_WMO_user"
    name = "wmo_users"
    times = "Total_Population"         # a column or a number
    zero = "unknown"                   # 0 stands for unknown
    zero_year = "unknown"              # a year in which every area has 0 had no register
    [[actor]]                          # a group of people who help, one an area
    column = "Doctors"
    profession = "gp"
    layer = "first_line"
    needs = ["circulation"]
    hours_each = 36                    # a week; left out where unknown
    [[check]]
    flag = "shared_practices"          # becomes an indicator of 1 at the areas it holds for
    same = ["Doctors", "Patients"]     # all known, and equal in areas that share
    within = 6                         # so many first characters of their codes
    [[check]]
    flag = "implausible"
    outlier = ["Practices"]            # far above the other areas in each of these
    [[check]]
    flag = "practice_without_staff"
    zero = ["Doctors", "Nurses"]       # 0 in each of these
    though = "Practices"               # and more than 0 in this
"""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

from ecosystem.sources.imported import some
from ecosystem.tables.problems import Problem

KEYS = {
    "": {"source", "missing", "sheet", "area", "indicator", "actor", "check"},
    "area": {"code", "name", "year", "population"},
    "indicator": {"column", "name", "times", "zero", "zero_year"},
    "actor": {"column", "profession", "layer", "needs", "hours_each"},
    "check": {"flag", "same", "within", "outlier", "zero", "though"},
}
REQUIRED = {"area": {"code"}, "indicator": {"column", "name"}, "actor": {"column", "profession"}}
REQUIRED["check"] = {"flag"}


def read_map(path: Path) -> tuple[dict[str, Any], list[Problem]]:
    """
    Read a map, of a path or of those that come along, and check its keys.

    Parameters
    ----------
    path
        A file, or the name of a map that comes along.

    Returns
    -------
    map
        As TOML has it; empty where there are problems.
    problems
        Why it cannot be used.
    """
    own = package_files("ecosystem.sources").joinpath(f"maps/{path.name}.toml")
    try:
        text = (own if not path.suffix and own.is_file() else path).read_text(encoding="utf-8")
        how = tomllib.loads(text)
    except OSError:
        return {}, [Problem(path.name, "source_no_file")]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as why:
        line = re.search(r"at line (\d+)", str(why))
        return {}, [Problem(path.name, "wide_not_toml", row=int(line[1]) if line else None)]
    problems = _problems(path.name, how)
    return ({}, problems) if problems else (how, [])


def _problems(file: str, how: dict[str, Any]) -> list[Problem]:
    problems = []
    for part, known in KEYS.items():
        found = how.get(part, []) if part else how
        for table in found if isinstance(found, list) else [found]:
            keys = set(table) if isinstance(table, dict) else {str(table)}
            for key in sorted(keys - known):
                near = get_close_matches(key, sorted(known), 1) or [some(sorted(known), 9)]
                values = {"key": key, "part": part or "TOML", "near": near[0]}
                problems.append(Problem(file, "wide_key", values=values))
            for key in sorted(REQUIRED.get(part, set()) - keys):
                values = {"key": key, "part": part}
                problems.append(Problem(file, "wide_key_absent", values=values))
    absent = [] if "area" in how else ["area"]
    absent += [] if {"indicator", "actor"} & set(how) else ["indicator"]
    return problems + [
        Problem(file, "wide_key_absent", values={"key": key, "part": "TOML"}) for key in absent
    ]


def columns(how: dict[str, Any]) -> set[str]:
    """
    Name every column that a map speaks of.

    Parameters
    ----------
    how
        A map.

    Returns
    -------
    columns
        Headings that the file must have.
    """
    rules = [*how.get("indicator", []), *how.get("actor", [])]
    named = [*how["area"].values(), *(rule["column"] for rule in rules)]
    named += [rule.get("times") for rule in rules]
    for check in how.get("check", []):
        named += [name for key in ("same", "outlier", "zero") for name in check.get(key, [])]
        named.append(check.get("though"))
    return {name for name in named if isinstance(name, str)}
