"""
Kerncijfers wijken en buurten of Statistics Netherlands (CBS, open data, CC BY 4.0).

Three layouts are read: the StatLine download (`Bevolking/Aantal inwoners (aantal)`), the same
with headings that R has mended (`Bevolking.Aantal.inwoners..aantal.`), and OData
(`AantalInwoners_5`, where the number changes every year). CBS rounds counts to 5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import pandas as pd

from ecosystem.sources.cbs_headings import known, meaning, words, year_of
from ecosystem.sources.foreign import figures, read
from ecosystem.sources.imported import Imported, headings_there, make, refuse, some
from ecosystem.tables.language import Language
from ecosystem.tables.problems import Problem

MISSING = (".", "-", "x", "NA", "NaN", "-99995", "-99997", "-99999", "-99997.0", "-99999.0")
CODE = r"NL00|GM\d{4}|WK\d{4}\w{2}|BU\d{4}\w{4}"


@dataclass(frozen=True)
class _Year:
    """One file: its figures, a row a code and a column an indicator, and the names."""

    file: str
    year: int
    figures: pd.DataFrame
    names: pd.Series


def cbs(
    files: Sequence[str | Path],
    *,
    codes: Sequence[str] | None = None,
    neighbourhood: str = "area",
    year: int | None = None,
    lang: Language = "en",
) -> Imported:
    r"""
    Read Kerncijfers of one or more years: an area a code, the national row among them.

    Areas are told apart by code only: names repeat. The common figures have names of our own,
    the same in every layout and year (`population`, `age_65_plus`, `wmo_clients`,
    `youth_care`, `distance_gp`); others are called as their heading is. A figure that is
    suppressed is kept as a row without a value.

    Parameters
    ----------
    files
        CSV files, each of one year.
    codes
        Codes that together are one neighbourhood: only their sums come out, and the national
        row. Only figures known to be counts can be added; a sum of which a part is suppressed
        is missing.
    neighbourhood
        Code for that neighbourhood.
    year
        The year of the files; read from the title, the name of the file or the number of its
        table where it is not given.
    lang
        Language of the messages when the files cannot be used.

    Returns
    -------
    tables
        `neighbourhoods` by code, with the name and population of the last year, and
        `indicators` by code, indicator and year, of source `cbs`.
    notices
        What was noticed, a row a kind and file.

    Raises
    ------
    TableError
        If a file or a column is missing, its year is unknown, or `codes` are unknown or
        overlap.

    Examples
    --------
    >>> _ = (folder / "kwb2024.csv").write_text(
    ...     "WijkenEnBuurten;Codering_3;AantalInwoners_5\nUtrecht;GM0344  ;376435\n")
    >>> tables, notices = cbs([folder / "kwb2024.csv"])
    >>> tables["indicators"][["neighbourhood", "indicator", "year", "value"]]
      neighbourhood   indicator  year     value
    0        GM0344  population  2024  376435.0
    """
    notices: list[Problem] = []
    years = _open(list(map(Path, files)), year, notices, lang)
    wanted = sorted(set(codes or ()))
    if wanted:
        _refuse_codes(wanted, years, lang)
        years = [_together(one, wanted, neighbourhood, notices) for one in years]
    long = pd.concat([_long(one) for one in years], ignore_index=True)
    key = ["neighbourhood", "indicator", "year"]
    again = long.duplicated(key)
    differing = int((again & ~long.duplicated([*key, "value"])).sum())
    if differing:
        notices.append(Problem(years[-1].file, "source_figure_again", values={"count": differing}))
    long = long[~again].sort_values(key, ignore_index=True)

    last = pd.concat([one.names for one in sorted(years, key=lambda one: one.year)])
    last = last[~last.index.duplicated(keep="last")].sort_index()
    people = long[long["indicator"] == "population"].drop_duplicates("neighbourhood", keep="last")
    area = pd.Series(last.index, dtype="str")
    tables = {
        "neighbourhoods": make(
            "neighbourhoods",
            {
                "neighbourhood": area,
                "name": last.to_numpy(),
                "codes": area.mask(area == neighbourhood, "|".join(wanted)) if wanted else area,
                "year": max(one.year for one in years),
                "population": area.map(people.set_index("neighbourhood")["value"]).round(),
                "parent": area.map(_parent),
            },
        ),
        "indicators": make("indicators", {**{name: long[name] for name in long}, "source": "cbs"}),
    }
    return tables, notices


def _open(
    paths: list[Path], year: int | None, notices: list[Problem], lang: Language
) -> list[_Year]:
    years = []
    problems: list[Problem] = []
    usual = {*known()["indicator"]}
    for path in paths:
        frame, wrong = read(path, heading=lambda row: "code" in map(meaning, row))
        problems += wrong
        if frame is None:
            continue
        when = year or year_of(path.name, frame.attrs["above"])
        column = _code_column(frame)
        if column is None:
            there = headings_there(list(frame), usual=lambda text: meaning(text) in usual)
            values = {"wanted": "Codering", "there": there}
            problems.append(Problem(path.name, "source_no_column", values=values))
        elif when is None:
            problems.append(Problem(path.name, "cbs_no_year"))
        else:
            years.append(_figures(path.name, frame, column, when, notices))
    if problems or not years:
        refuse(problems or [Problem("", "source_no_file")], lang)
    return years


def _code_column(frame: pd.DataFrame) -> str | None:
    for wanted in ("code", "area"):
        for heading in frame:
            cells = frame[heading].str.strip()
            if meaning(heading) == wanted and cells.str.fullmatch(CODE).any():
                return str(heading)
    return None


def _figures(
    file: str, frame: pd.DataFrame, column: str, year: int, notices: list[Problem]
) -> _Year:
    def notice(code: str, found: Sequence[str], where: str = column) -> None:
        if len(found):
            values = {"count": len(found), "some": some(found)}
            notices.append(Problem(file, code, column=where, values=values))

    code = frame[column].str.strip()
    known = code.str.fullmatch(CODE).fillna(value=False).astype("bool")
    notice("cbs_no_code", [str(text) for text in code[~known].dropna()])
    again = known & code.duplicated()
    notice("source_id_again", sorted(code[again]))
    frame = frame[known & ~again].set_axis(code[known & ~again], axis=0)
    orphans = [one for one in frame.index if one[:2] in {"BU", "WK"}]
    orphans = [one for one in orphans if _parent(one) not in frame.index]
    notice("cbs_no_parent", orphans)

    named = [name for name in frame if meaning(name) == "area" and name != column]
    names = frame[named[0]].str.strip() if named else pd.Series(index=frame.index, dtype="str")
    names = names.mask(names.str.fullmatch(CODE).fillna(value=False).astype("bool"))
    read_as: dict[str, pd.Series] = {}
    for heading in frame.columns:
        name = meaning(heading)
        if name in {"code", "area", "skip"}:
            continue
        value, wrong = figures(frame[heading], MISSING)
        if not value.notna().any():
            continue
        if name in read_as:
            name = "_".join(words(heading))
        if name in read_as:
            notice("cbs_same_heading", [name], heading)
            continue
        notice("source_no_figure", sorted(set(frame[heading][wrong])), heading)
        read_as[name] = value
    return _Year(file, year, pd.DataFrame(read_as, index=frame.index), names)


def _parent(code: str) -> str | None:
    if code[:2] == "GM":
        return "NL00"
    return {"BU": f"WK{code[2:8]}", "WK": f"GM{code[2:6]}"}.get(code[:2])


def _refuse_codes(codes: list[str], years: list[_Year], lang: Language) -> None:
    """Refuse codes that are nowhere, or of which one lies in another."""
    there = {code for one in years for code in one.figures.index}
    problems = []
    absent = [code for code in codes if code not in there]
    if absent:
        problems.append(Problem("", "cbs_codes_absent", values={"some": some(absent)}))
    for outer, inner in permutations(codes, 2):
        if outer == "NL00" or (outer[:2] != inner[:2] and inner[2:].startswith(outer[2:])):
            values = {"outer": outer, "inner": inner}
            problems.append(Problem("", "cbs_codes_overlap", values=values))
    if problems:
        refuse(problems, lang)


def _together(one: _Year, codes: list[str], neighbourhood: str, notices: list[Problem]) -> _Year:
    """Add the counts of these codes; keep the national row."""
    stems = known()
    counts = set(stems["indicator"][stems["counts"] == "yes"])
    added = [name for name in one.figures if name in counts]
    left = [name for name in one.figures if name not in counts]
    parts = one.figures.reindex(codes)[added]
    hidden = [name for name in added if parts[name].isna().any()]
    for code, found in (("cbs_not_added", left), ("cbs_part_missing", hidden)):
        if found:
            values = {"count": len(found), "some": some(found)}
            notices.append(Problem(one.file, code, values=values))
    total = parts.sum(skipna=False).to_frame(neighbourhood).T
    whole = one.figures.loc[one.figures.index == "NL00", added]
    names = pd.concat([pd.Series({neighbourhood: neighbourhood}), one.names.reindex(whole.index)])
    return _Year(one.file, one.year, pd.concat([total, whole]), names)


def _long(one: _Year) -> pd.DataFrame:
    stacked = one.figures.rename_axis("neighbourhood").reset_index()
    long = stacked.melt("neighbourhood", var_name="indicator", value_name="value")
    return long.assign(year=one.year)
