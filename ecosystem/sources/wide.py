"""
Any wide table of areas (a row an area, or an area and year), by a map in TOML.

`wide_map` says what can stand in a map; two come along, for The Hague.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from ecosystem.sources.doubts import Source, flags
from ecosystem.sources.foreign import figures, lacking, read
from ecosystem.sources.imported import Imported, make, refuse, some
from ecosystem.sources.wide_map import columns, read_map
from ecosystem.tables.language import Language
from ecosystem.tables.problems import Problem


def wide(
    files: Sequence[str | Path], maps: Sequence[str | Path], *, lang: Language = "en"
) -> Imported:
    r"""
    Read wide tables of areas as one region, each by its map.

    Areas are joined on their code only; columns are found by their heading, whatever its
    capitals, spaces and signs, and other columns are not read. What a check of the map finds is
    told, and stands as an indicator of 1 at the areas it holds for, so that whoever counts can
    leave them out.

    Parameters
    ----------
    files
        CSV files or workbooks.
    maps
        A map for each file, or one for all: a path, or the name of a map that comes along
        (`hague_supply`, `hague_demand`).
    lang
        Language of the messages when a file or a map cannot be used.

    Returns
    -------
    tables
        `neighbourhoods` by code (name and population of the last year), `indicators` by code,
        indicator and year, and, where a map makes them, `actors` and `competences`.
    notices
        What was noticed, a row a kind and file.

    Raises
    ------
    TableError
        If a file, a map or a column is missing, or a map holds a key that has no meaning.

    Examples
    --------
    >>> _ = (folder / "map.toml").write_text('''
    ... [area]
    ... code = "wijk"
    ... [[indicator]]
    ... column = "huisartsen"
    ... name = "gps"
    ... ''')
    >>> _ = (folder / "wijken.csv").write_text("wijk;huisartsen\nWK000100;3\n")
    >>> tables, notices = wide([folder / "wijken.csv"], [folder / "map.toml"])
    >>> tables["indicators"][["neighbourhood", "indicator", "value"]]
      neighbourhood indicator  value
    0      WK000100       gps    3.0
    """
    notices: list[Problem] = []
    sources = _open([Path(path) for path in files], [Path(path) for path in maps], notices, lang)
    long = pd.concat(
        [frame for one in sources for frame in (_indicators(one), flags(one))], ignore_index=True
    )
    key = ["neighbourhood", "indicator", "year"]
    long = long.drop_duplicates([*key, "value"])
    again = long.duplicated(key)
    if again.any():
        values = {"count": int(again.sum())}
        notices.append(Problem(sources[-1].file, "source_figure_again", values=values))
    areas = _areas(sources, notices)
    tables = {
        "neighbourhoods": make("neighbourhoods", {name: areas[name] for name in areas}),
        "indicators": make("indicators", _sorted([long[~again]], key)),
    }
    if any("actor" in one.map for one in sources):
        tables |= _actors(sources)
    return tables, notices


def _open(
    files: list[Path], maps: list[Path], notices: list[Problem], lang: Language
) -> list[Source]:
    if len(maps) not in {1, len(files)}:
        values = {"files": len(files), "maps": len(maps)}
        refuse([Problem("", "wide_pairs", values=values)], lang)
    sources = []
    problems: list[Problem] = []
    for path, map_path in zip(files, maps * len(files) if len(maps) == 1 else maps, strict=True):
        how, wrong = read_map(map_path)
        problems += wrong
        top = _has(how["area"]["code"]) if how else None
        cells, wrong = read(path, heading=top, sheet=how.get("sheet", ""))
        problems += wrong
        if cells is None or not how:
            continue
        cells = _headed(cells, columns(how))
        absent = lacking(path.name, cells, [(column,) for column in sorted(columns(how))])
        problems += absent
        if not absent:
            sources.append(_source(path.name, how, cells, notices))
    if problems:
        refuse(problems, lang)
    return sources


def _has(heading: str) -> Callable[[list[str]], bool]:
    return lambda row: _letters(heading) in map(_letters, row)


def _headed(cells: pd.DataFrame, wanted: set[str]) -> pd.DataFrame:
    """Head columns as the map does, where one differs in capitals, spaces and signs only."""
    there: dict[str, list[str]] = {}
    for heading in cells.columns:
        there.setdefault(_letters(heading), []).append(heading)
    near = {name: there.get(_letters(name), []) for name in sorted(wanted - set(cells))}
    spare = {name: found[0] for name, found in near.items() if len(found) == 1}
    return cells.rename(columns={found: name for name, found in spare.items()})


def _letters(heading: str) -> str:
    return re.sub(r"[^0-9a-z%]+", "", heading.casefold())


def _source(file: str, how: dict[str, Any], cells: pd.DataFrame, notices: list[Problem]) -> Source:
    where = how["area"]
    code = cells[where["code"]].str.strip()
    year: pd.Series = pd.Series(pd.NA, index=cells.index, dtype="Int64")
    if isinstance(where.get("year"), int):
        year = year.fillna(where["year"])
    elif "year" in where:
        year = figures(cells[where["year"]])[0].round().astype("Int64")
    blank = code.isna()
    if blank.any():
        values = {"count": int(blank.sum())}
        notices.append(Problem(file, "source_no_id", column=where["code"], values=values))
    again = ~blank & pd.DataFrame({"code": code, "year": year}).duplicated()
    if again.any():
        told = {"count": int(again.sum()), "some": some(sorted(set(code[again])))}
        notices.append(Problem(file, "source_id_again", column=where["code"], values=told))
    area = pd.DataFrame({"neighbourhood": code, "year": year})
    nothing = pd.Series(index=cells.index, dtype="str")
    area["name"] = cells[where["name"]].str.strip() if "name" in where else nothing
    area["population"] = figures(cells[where["population"]] if "population" in where else nothing)[
        0
    ].round()
    kept = ~blank & ~again
    return Source(file, how, cells[kept], area[kept], notices)


def _indicators(one: Source) -> pd.DataFrame:
    pieces = []
    for rule in one.map.get("indicator", []):
        column = rule["column"]
        _, wrong = figures(one.cells[column], one.map.get("missing", ()))
        if wrong.any():
            told = sorted(set(one.cells[column][wrong]))
            values = {"count": int(wrong.sum()), "some": some(told)}
            one.notices.append(Problem(one.file, "source_no_figure", column=column, values=values))
        value = one.figures(column)
        unknown = figures(one.cells[column])[0].eq(0) & value.isna()
        if unknown.any():
            years = sorted(set(one.area["year"][unknown].dropna()))
            values = {"count": int(unknown.sum()), "some": some(years, 12) or "-"}
            one.notices.append(Problem(one.file, "wide_zero", column=column, values=values))
        times = rule.get("times", 1)
        value = (value * (one.figures(times) if isinstance(times, str) else times)).round(6)
        piece = one.area[["neighbourhood", "year"]].assign(indicator=rule["name"], value=value)
        pieces.append(piece.assign(source=one.map.get("source")))
    if not pieces:
        return one.area[["neighbourhood", "year"]].iloc[:0].assign(indicator="", value=1.0)
    return pd.concat(pieces)


def _areas(sources: list[Source], notices: list[Problem]) -> pd.DataFrame:
    """One row an area of any file, with the last name and population that are known."""
    every = pd.concat([one.area for one in sources], ignore_index=True)
    every = every.sort_values("year", kind="stable", na_position="first")
    areas = every.groupby("neighbourhood", as_index=False).last()
    codes = [set(one.area["neighbourhood"]) for one in sources]
    for one, own in zip(sources, codes, strict=True):
        absent = sorted(set(areas["neighbourhood"]) - own)
        if absent:
            values = {"count": len(absent), "some": some(absent)}
            notices.append(Problem(one.file, "wide_absent", values=values))
    return areas.assign(codes=areas["neighbourhood"])


def _actors(sources: list[Source]) -> dict[str, pd.DataFrame]:
    """Make one actor, a group, of each head count above 0 in the last year of a file."""
    actors = []
    able: list[pd.DataFrame] = []
    for one in sources:
        last = one.area["year"].isna() | (one.area["year"] == one.area["year"].max())
        for rule in one.map.get("actor", []):
            heads = one.figures(rule["column"])
            found = one.area[last & (heads > 0)]
            names = found["neighbourhood"] + " " + rule["profession"]
            actors.append(
                pd.DataFrame(
                    {
                        "actor": names,
                        "layer": rule.get("layer"),
                        "profession": rule["profession"],
                        "neighbourhood": found["neighbourhood"],
                        "hours": heads[found.index] * rule.get("hours_each", float("nan")),
                        "level": "group",
                    }
                )
            )
            needs = rule.get("needs", [])
            able += [pd.DataFrame({"actor": names, "need": need}) for need in needs]
    tables = {"actors": make("actors", _sorted(actors, ["actor"]))}
    if able:
        tables["competences"] = make("competences", _sorted(able, ["actor", "need"]))
    return tables


def _sorted(pieces: list[pd.DataFrame], key: list[str]) -> dict[str, Any]:
    frame = pd.concat(pieces).sort_values(key)
    return {name: frame[name] for name in frame}
