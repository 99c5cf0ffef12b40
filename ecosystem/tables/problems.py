"""
Every problem at once, in words, in Dutch or English.

`CATALOGUE` holds each problem and each notice once; `table` turns a list of `Problem` into
what people read. A problem stops (`TableError`), a notice is only told.
"""

# ruff: noqa: E501 - a message stands on one line, so that it can be found as it was read
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from ecosystem.tables.schema import TABLES

Language = Literal["en", "nl"]
LANGUAGES: tuple[Language, ...] = ("en", "nl")

COLUMNS = ["file", "sheet", "row", "column", "code", "message", "advice"]


@dataclass(frozen=True)
class Text:
    """A message and what to do about it, in one language."""

    message: str
    advice: str


@dataclass(frozen=True)
class Entry:
    """One kind of problem: whether it stops, and its words."""

    stops: bool
    en: Text
    nl: Text


@dataclass(frozen=True)
class Problem:
    """One problem at one place; `values` fill the words and never hold a resident's value."""

    file: str
    code: str
    sheet: str = ""
    row: int | None = None
    """Line in a text file, row on a sheet (the first is 1); None where it is about the whole."""
    column: str = ""
    values: dict[str, Any] = field(default_factory=dict)


class TableError(ValueError):
    """
    A source that cannot be used as it is, with every problem in it.

    Attributes
    ----------
    problems
        One row per problem, by file, sheet, row and column: `file`, `sheet`, `row` (missing
        where it is about the whole), `column`, `code`, `message`, `advice`.
    accounting
        One row per table: rows `read`, `accepted`, `refused`, `empty`.
    """

    def __init__(self, problems: pd.DataFrame, accounting: pd.DataFrame) -> None:
        self.problems = problems
        self.accounting = accounting
        first = "\n".join(_line(row) for row in problems.head(5).to_dict("records"))
        more = f"\n... and {len(problems) - 5} more" if len(problems) > 5 else ""
        super().__init__(f"{len(problems)} problem(s):\n{first}{more}")


class MissingTable(LookupError):
    """A question that needs a table which was not supplied."""


def stops(problem: Problem) -> bool:
    """Tell whether a problem stops, rather than only being told."""
    return CATALOGUE[problem.code].stops


def table(problems: list[Problem], lang: Language = "en") -> pd.DataFrame:
    """
    Put problems in words.

    Parameters
    ----------
    problems
        What was found, in any order.
    lang
        Language of `message` and `advice`.

    Returns
    -------
    problems
        One row per problem, by file, sheet, row, column and code: `file`, `sheet`, `row`
        (missing where it is about the whole), `column`, `code`, `message`, `advice`.

    Examples
    --------
    >>> table([Problem("actors.csv", "not_a_number", row=7, column="hours",
    ...                values={"value": "veel"})])[["row", "column", "message"]]
       row column                   message
    0    7  hours  'veel' is not a number.
    """
    ordered = sorted(
        problems, key=lambda p: (p.file, p.sheet, p.row or 0, p.column, p.code, repr(p.values))
    )
    rows = []
    for problem in ordered:
        text: Text = getattr(CATALOGUE[problem.code], lang)
        values = dict(problem.values)
        if lang == "nl" and values.get("home") in TABLES:
            values["home"] = TABLES[values["home"]].nl
        rows.append(
            (
                problem.file,
                problem.sheet,
                problem.row,
                problem.column,
                problem.code,
                text.message.format(**values),
                text.advice.format(**values),
            )
        )
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype({name: "str" for name in COLUMNS if name != "row"} | {"row": "Int64"})


def _line(row: dict[Any, Any]) -> str:
    place = " ".join(
        str(part)
        for part in (
            row["file"],
            row["sheet"],
            "" if pd.isna(row["row"]) else f"row {row['row']}",
            row["column"],
        )
        if part
    )
    return f"- {place}: {row['message']} {row['advice']}".rstrip()


CATALOGUE: dict[str, Entry] = {
    "path_missing": Entry(
        stops=True,
        en=Text("There is no file or folder here.", "Look at the spelling of the path."),
        nl=Text("Hier is geen bestand of map.", "Kijk of het pad goed gespeld is."),
    ),
    "nothing_found": Entry(
        stops=True,
        en=Text(
            "There is no table here; there is: {found}.",
            "Name each file or sheet after its table: {names}.",
        ),
        nl=Text(
            "Hier is geen tabel; er is: {found}.",
            "Noem elk bestand of tabblad naar zijn tabel: {names}.",
        ),
    ),
    "unknown_table": Entry(
        stops=True,
        en=Text("This is not the name of a table.", "The tables are: {names}."),
        nl=Text("Dit is geen naam van een tabel.", "De tabellen zijn: {names}."),
    ),
    "near_table": Entry(
        stops=True,
        en=Text(
            "This is not the name of a table.",
            "Did you mean {near!r}? If it is something else, give it another name.",
        ),
        nl=Text(
            "Dit is geen naam van een tabel.",
            "Bedoelt u {near!r}? Is het iets anders, geef het dan een andere naam.",
        ),
    ),
    "same_table": Entry(
        stops=True,
        en=Text("The table {table} is also in {other}.", "Keep one of the two."),
        nl=Text("De tabel {table} staat ook in {other}.", "Bewaar een van de twee."),
    ),
    "unreadable": Entry(
        stops=True,
        en=Text(
            "This file cannot be opened: {why}.",
            "Look whether it is open elsewhere, and whether you may read it.",
        ),
        nl=Text(
            "Dit bestand kan niet worden geopend: {why}.",
            "Kijk of het elders openstaat, en of u het mag lezen.",
        ),
    ),
    "other_format": Entry(
        stops=True,
        en=Text("Files of the kind {kind} are not read.", "Save it as .xlsx or as .csv."),
        nl=Text(
            "Bestanden van de soort {kind} worden niet gelezen.",
            "Bewaar het als .xlsx of als .csv.",
        ),
    ),
    "beside_region": Entry(
        stops=True,
        en=Text(
            "This file stands beside a region in Parquet, which is read whole and alone.",
            "Move it, or load it by itself.",
        ),
        nl=Text(
            "Dit bestand staat naast een regio in Parquet, die in haar geheel en alleen wordt gelezen.",
            "Zet het elders, of laad het apart.",
        ),
    ),
    "encrypted": Entry(
        stops=True,
        en=Text("This workbook is locked with a password.", "Save it without a password."),
        nl=Text(
            "Deze werkmap is met een wachtwoord vergrendeld.", "Bewaar haar zonder wachtwoord."
        ),
    ),
    "macros": Entry(
        stops=True,
        en=Text("This workbook holds macros.", "Save it as .xlsx, without macros."),
        nl=Text("Deze werkmap bevat macro's.", "Bewaar haar als .xlsx, zonder macro's."),
    ),
    "too_large": Entry(
        stops=True,
        en=Text(
            "This workbook would take {size} MB when opened, and is not opened.",
            "Save it again from Excel, or send each sheet as .csv.",
        ),
        nl=Text(
            "Deze werkmap zou geopend {size} MB groot zijn, en wordt niet geopend.",
            "Bewaar haar opnieuw vanuit Excel, of lever elk tabblad als .csv.",
        ),
    ),
    "damaged_workbook": Entry(
        stops=True,
        en=Text("This is not a whole .xlsx workbook.", "Open it in Excel and save it again."),
        nl=Text("Dit is geen hele .xlsx-werkmap.", "Open haar in Excel en bewaar haar opnieuw."),
    ),
    "damaged_parquet": Entry(
        stops=True,
        en=Text("This is not a whole Parquet file.", "Write it again."),
        nl=Text("Dit is geen heel Parquet-bestand.", "Schrijf het opnieuw."),
    ),
    "other_parquet": Entry(
        stops=True,
        en=Text(
            "This Parquet file was not written as a region by this version.", "Write it again."
        ),
        nl=Text(
            "Dit Parquet-bestand is niet door deze versie als regio geschreven.",
            "Schrijf het opnieuw.",
        ),
    ),
    "file_not_read": Entry(
        stops=False,
        en=Text(
            "This file is not read: its name is not that of a table.",
            "If it is one, name it after its table.",
        ),
        nl=Text(
            "Dit bestand wordt niet gelezen: de naam is niet die van een tabel.",
            "Is het een tabel, noem het dan zo.",
        ),
    ),
    "sheet_not_read": Entry(
        stops=False,
        en=Text(
            "This sheet is not read: its name is not that of a table.",
            "If it is one, name it after its table.",
        ),
        nl=Text(
            "Dit tabblad wordt niet gelezen: de naam is niet die van een tabel.",
            "Is het een tabel, noem het dan zo.",
        ),
    ),
    "hidden_sheet": Entry(
        stops=False,
        en=Text("This sheet is hidden and is not read.", "Show it in Excel if it should be."),
        nl=Text(
            "Dit tabblad is verborgen en wordt niet gelezen.",
            "Maak het in Excel zichtbaar als het gelezen moet worden.",
        ),
    ),
    "no_rows_anywhere": Entry(
        stops=True,
        en=Text("There are headings here and no rows at all.", "Fill at least one table."),
        nl=Text("Hier staan koppen en geen enkele rij.", "Vul ten minste één tabel."),
    ),
    "no_rows": Entry(
        stops=False,
        en=Text("There are headings and no rows: the table counts as not given.", ""),
        nl=Text("Er zijn koppen en geen rijen: de tabel telt als niet gegeven.", ""),
    ),
    "encoding": Entry(
        stops=False,
        en=Text(
            "Read as {encoding}.",
            "Look whether letters with accents are right; saving as UTF-8 takes the doubt away.",
        ),
        nl=Text(
            "Gelezen als {encoding}.",
            "Kijk of letters met accenten kloppen; bewaren als UTF-8 neemt de twijfel weg.",
        ),
    ),
    "bad_encoding": Entry(
        stops=True,
        en=Text("This text is neither UTF-8 nor UTF-16 nor cp1252.", "Save it as 'CSV UTF-8'."),
        nl=Text(
            "Deze tekst is geen UTF-8, geen UTF-16 en geen cp1252.", "Bewaar haar als 'CSV UTF-8'."
        ),
    ),
    "mojibake": Entry(
        stops=False,
        en=Text(
            "Letters with accents look broken here.",
            "The file was once read in a wrong encoding; write them again.",
        ),
        nl=Text(
            "Letters met accenten lijken hier kapot.",
            "Het bestand is ooit in een verkeerde codering gelezen; schrijf ze opnieuw.",
        ),
    ),
    "replaced_characters": Entry(
        stops=False,
        en=Text("A letter was lost here before the file came.", "Write it again."),
        nl=Text("Hier ging een letter verloren voordat het bestand kwam.", "Schrijf die opnieuw."),
    ),
    "nul": Entry(
        stops=True,
        en=Text(
            "This line holds NUL characters.", "The file is damaged, or not text; save it again."
        ),
        nl=Text(
            "Deze regel bevat NUL-tekens.",
            "Het bestand is beschadigd of geen tekst; bewaar het opnieuw.",
        ),
    ),
    "broken_quotes": Entry(
        stops=True,
        en=Text(
            "The quotes are wrong from this line on, so nothing after it can be read.",
            "Look for a quote that is not closed, or one inside a cell, which must be doubled.",
        ),
        nl=Text(
            "Vanaf deze regel kloppen de aanhalingstekens niet, dus wat volgt is onleesbaar.",
            "Zoek een aanhalingsteken dat niet sluit, of een in een cel, dat dubbel moet staan.",
        ),
    ),
    "swallowed_lines": Entry(
        stops=True,
        en=Text(
            "This cell seems to hold whole lines of the file.",
            "Look for a quote that is not closed.",
        ),
        nl=Text(
            "Deze cel lijkt hele regels van het bestand te bevatten.",
            "Zoek een aanhalingsteken dat niet sluit.",
        ),
    ),
    "short_line": Entry(
        stops=True,
        en=Text(
            "This line has fewer cells than the {count} headings.", "Look which cell is missing."
        ),
        nl=Text(
            "Deze regel heeft minder cellen dan de {count} koppen.", "Kijk welke cel ontbreekt."
        ),
    ),
    "long_line": Entry(
        stops=True,
        en=Text(
            "This line has more cells than the {count} headings.",
            "Look for a delimiter inside a cell; such a cell needs quotes.",
        ),
        nl=Text(
            "Deze regel heeft meer cellen dan de {count} koppen.",
            "Zoek een scheidingsteken in een cel; zo'n cel heeft aanhalingstekens nodig.",
        ),
    ),
    "nowhere": Entry(
        stops=False,
        en=Text(
            "{count} row(s) belong to no neighbourhood: those they name share none.",
            "Say in the table reach who works in another neighbourhood as well.",
        ),
        nl=Text(
            "{count} rij(en) horen bij geen enkele buurt: wie erin staan, delen er geen.",
            "Zet in de tabel reach wie ook in een andere buurt werkt.",
        ),
    ),
    "skipped_lines": Entry(
        stops=False,
        en=Text("{count} line(s) above the headings are not read.", ""),
        nl=Text("{count} regel(s) boven de koppen worden niet gelezen.", ""),
    ),
    "repeated_headings": Entry(
        stops=False,
        en=Text("The headings stand here again ({count} times) and are not read as a row.", ""),
        nl=Text("De koppen staan hier opnieuw ({count} keer) en worden niet als rij gelezen.", ""),
    ),
    "no_headings": Entry(
        stops=True,
        en=Text(
            "The headings of the table {table} are not in the first 20 lines.",
            "Put a line with headings above the rows: {names}.",
        ),
        nl=Text(
            "De koppen van de tabel {table} staan niet in de eerste 20 regels.",
            "Zet een regel met koppen boven de rijen: {names}.",
        ),
    ),
    "missing_column": Entry(
        stops=True,
        en=Text(
            "The column {name} ({nl}) is missing; there are: {found}.",
            "Add it; the table cannot do without.",
        ),
        nl=Text(
            "De kolom {name} ({nl}) ontbreekt; er zijn: {found}.",
            "Voeg die toe; de tabel kan niet zonder.",
        ),
    ),
    "duplicate_heading": Entry(
        stops=True,
        en=Text("A second column has this meaning: {heading!r}.", "Keep one of the two."),
        nl=Text("Een tweede kolom heeft deze betekenis: {heading!r}.", "Bewaar een van de twee."),
    ),
    "near_heading": Entry(
        stops=True,
        en=Text(
            "{heading!r} is not a column of this table.",
            "Did you mean {near!r}? If it is something else, give it another name.",
        ),
        nl=Text(
            "{heading!r} is geen kolom van deze tabel.",
            "Bedoelt u {near!r}? Is het iets anders, geef het dan een andere naam.",
        ),
    ),
    "not_read": Entry(
        stops=False,
        en=Text("The column {heading!r} is not read: the table has no such column.", ""),
        nl=Text("De kolom {heading!r} wordt niet gelezen: de tabel kent die niet.", ""),
    ),
    "no_heading": Entry(
        stops=True,
        en=Text(
            "{count} cell(s) stand under no heading, the first here.",
            "Give the column a heading, also where headings were merged.",
        ),
        nl=Text(
            "{count} cel(len) staan onder geen kop, de eerste hier.",
            "Geef de kolom een kop, ook waar koppen zijn samengevoegd.",
        ),
    ),
    "merged_cells": Entry(
        stops=True,
        en=Text(
            "The cells {where} are merged, so it is not known to which rows the value belongs.",
            "Split them and fill each cell.",
        ),
        nl=Text(
            "De cellen {where} zijn samengevoegd, dus is onbekend bij welke rijen de waarde hoort.",
            "Splits ze en vul elke cel.",
        ),
    ),
    "no_value": Entry(
        stops=True,
        en=Text(
            "The formula in {where} has no value in the file.",
            "Open the workbook in Excel and save it, or paste the values.",
        ),
        nl=Text(
            "De formule in {where} heeft geen waarde in het bestand.",
            "Open de werkmap in Excel en bewaar haar, of plak de waarden.",
        ),
    ),
    "error_value": Entry(
        stops=True,
        en=Text(
            "Excel could not work this cell out ({value}).",
            "Repair the formula, or leave the cell empty.",
        ),
        nl=Text(
            "Excel kon deze cel niet uitrekenen ({value}).",
            "Herstel de formule, of laat de cel leeg.",
        ),
    ),
    "became_date": Entry(
        stops=True,
        en=Text(
            "Excel made a date of this cell: {value}.",
            "Write it again in a column formatted as text.",
        ),
        nl=Text(
            "Excel maakte van deze cel een datum: {value}.",
            "Schrijf het opnieuw in een kolom met opmaak tekst.",
        ),
    ),
    "became_yes_no": Entry(
        stops=True,
        en=Text(
            "Excel made a yes or no of this cell: {value}.",
            "Write it again in a column formatted as text.",
        ),
        nl=Text(
            "Excel maakte van deze cel waar of onwaar: {value}.",
            "Schrijf het opnieuw in een kolom met opmaak tekst.",
        ),
    ),
    "read_as_empty": Entry(
        stops=False,
        en=Text(
            "{count} cell(s) say that nothing applies (n.v.t.) and are read as empty, the first here.",
            "",
        ),
        nl=Text(
            "{count} cel(len) zeggen dat niets van toepassing is (n.v.t.) en worden als leeg gelezen, de eerste hier.",
            "",
        ),
    ),
    "not_a_number": Entry(
        stops=True,
        en=Text("{value!r} is not a number.", "Write a number such as 12 or 1,5, or leave empty."),
        nl=Text("{value!r} is geen getal.", "Schrijf een getal zoals 12 of 1,5, of laat het leeg."),
    ),
    "ambiguous_number": Entry(
        stops=True,
        en=Text(
            "{value!r} may be {one} or {other}, and no other cell of the column says which.",
            "Write it without a thousands mark, such as 1234 or 1,2340.",
        ),
        nl=Text(
            "{value!r} kan {one} zijn of {other}, en geen andere cel in de kolom zegt welke.",
            "Schrijf het zonder duizendteken, zoals 1234 of 1,2340.",
        ),
    ),
    "mixed_numbers": Entry(
        stops=True,
        en=Text(
            "{value!r} has another decimal mark than other cells of the column.",
            "Use one decimal mark in a column.",
        ),
        nl=Text(
            "{value!r} heeft een ander decimaalteken dan andere cellen in de kolom.",
            "Gebruik in een kolom één decimaalteken.",
        ),
    ),
    "number_settled": Entry(
        stops=False,
        en=Text(
            "{count} number(s) such as 1.234 are read with the decimal mark of the other cells, the first here.",
            "Look whether that is right.",
        ),
        nl=Text(
            "{count} getal(len) zoals 1.234 zijn gelezen met het decimaalteken van de andere cellen, het eerste hier.",
            "Kijk of dat klopt.",
        ),
    ),
    "scientific": Entry(
        stops=True,
        en=Text(
            "{value!r} is short for a long number, so figures may be lost.",
            "Write all figures; make the column wider before saving.",
        ),
        nl=Text(
            "{value!r} is een verkort getal, dus kunnen er cijfers weg zijn.",
            "Schrijf alle cijfers; maak de kolom breder voor het bewaren.",
        ),
    ),
    "too_many_digits": Entry(
        stops=True,
        en=Text(
            "{value!r} has more figures than can be kept.", "Look whether this is the right column."
        ),
        nl=Text(
            "{value!r} heeft meer cijfers dan bewaard kunnen worden.",
            "Kijk of dit de goede kolom is.",
        ),
    ),
    "not_whole": Entry(
        stops=True,
        en=Text("{value!r} is not a whole number.", "Write a whole number, or leave empty."),
        nl=Text("{value!r} is geen heel getal.", "Schrijf een heel getal, of laat het leeg."),
    ),
    "out_of_range": Entry(
        stops=True,
        en=Text("{value} is not from {low} to {high}.", "Look at the unit and the decimal mark."),
        nl=Text(
            "{value} ligt niet van {low} tot {high}.", "Kijk naar de eenheid en het decimaalteken."
        ),
    ),
    "too_low": Entry(
        stops=True,
        en=Text("{value} is less than {low}.", "Look at the sign and the unit."),
        nl=Text("{value} is minder dan {low}.", "Kijk naar het teken en de eenheid."),
    ),
    "not_a_date": Entry(
        stops=True,
        en=Text("{value!r} is not a date.", "Write it as 31-12-2025, or leave empty."),
        nl=Text("{value!r} is geen datum.", "Schrijf het als 31-12-2025, of laat het leeg."),
    ),
    "mixed_dates": Entry(
        stops=True,
        en=Text(
            "{value!r} is written otherwise than other dates of the column.",
            "Write all dates of a column in one way, as 31-12-2025.",
        ),
        nl=Text(
            "{value!r} is anders geschreven dan andere datums in de kolom.",
            "Schrijf alle datums in een kolom op één manier, als 31-12-2025.",
        ),
    ),
    "time_zone": Entry(
        stops=True,
        en=Text("{value!r} holds a time zone.", "Write the local time, without a zone."),
        nl=Text("{value!r} bevat een tijdzone.", "Schrijf de plaatselijke tijd, zonder zone."),
    ),
    "serial_dates": Entry(
        stops=False,
        en=Text(
            "{count} date(s) are numbers and are read as the days Excel counts, the first here.",
            "Look whether that is right.",
        ),
        nl=Text(
            "{count} datum(s) zijn getallen en zijn gelezen als de dagen die Excel telt, de eerste hier.",
            "Kijk of dat klopt.",
        ),
    ),
    "day_or_month": Entry(
        stops=False,
        en=Text(
            "{count} date(s) are read with the day first; none of them shows that it is, the first here.",
            "Look whether that is right.",
        ),
        nl=Text(
            "{count} datum(s) zijn gelezen met de dag voorop; uit geen ervan blijkt dat, de eerste hier.",
            "Kijk of dat klopt.",
        ),
    ),
    "not_yes_no": Entry(
        stops=True,
        en=Text("{value!r} is not yes or no.", "Write yes or no, or leave empty."),
        nl=Text("{value!r} is niet ja of nee.", "Schrijf ja of nee, of laat het leeg."),
    ),
    "not_a_choice": Entry(
        stops=True,
        en=Text("{value!r} is not one of: {choices}.", "Choose one of these, or leave empty."),
        nl=Text("{value!r} is niet een van: {choices}.", "Kies een van deze, of laat het leeg."),
    ),
    "not_a_choice_near": Entry(
        stops=True,
        en=Text("{value!r} is not one of: {choices}.", "Did you mean {near!r}?"),
        nl=Text("{value!r} is niet een van: {choices}.", "Bedoelt u {near!r}?"),
    ),
    "required_empty": Entry(
        stops=True,
        en=Text("This cell must not be empty.", "Fill it, or take the row out."),
        nl=Text("Deze cel mag niet leeg zijn.", "Vul haar, of haal de rij weg."),
    ),
    "list_separator": Entry(
        stops=True,
        en=Text("{value!r} seems to be a list.", "Put | between the parts."),
        nl=Text("{value!r} lijkt een lijst.", "Zet | tussen de delen."),
    ),
    "list_tidied": Entry(
        stops=False,
        en=Text("This list has empty parts or repeats; they are left out.", ""),
        nl=Text("Deze lijst heeft lege of dubbele delen; die zijn weggelaten.", ""),
    ),
    "tidied": Entry(
        stops=False,
        en=Text("{value!r} is read as {read!r}.", ""),
        nl=Text("{value!r} is gelezen als {read!r}.", ""),
    ),
    "matched": Entry(
        stops=False,
        en=Text(
            "{value!r} ({count} times) is read as {known!r}, as it stands in {home}.",
            "Look whether they are the same.",
        ),
        nl=Text(
            "{value!r} ({count} keer) is gelezen als {known!r}, zoals het in {home} staat.",
            "Kijk of het dezelfde is.",
        ),
    ),
    "alike": Entry(
        stops=False,
        en=Text(
            "{value!r} and {known!r} differ only in case, spaces or accents, and are kept apart.",
            "If they are the same, write them the same.",
        ),
        nl=Text(
            "{value!r} en {known!r} verschillen alleen in hoofdletters, spaties of accenten, en blijven apart.",
            "Zijn ze hetzelfde, schrijf ze dan hetzelfde.",
        ),
    ),
    "unknown_id": Entry(
        stops=True,
        en=Text(
            "{value!r} does not stand in the table {home}.", "Add it there, or correct it here."
        ),
        nl=Text(
            "{value!r} staat niet in de tabel {home}.", "Voeg het daar toe, of verbeter het hier."
        ),
    ),
    "unknown_id_near": Entry(
        stops=True,
        en=Text("{value!r} does not stand in the table {home}.", "Did you mean {near!r}?"),
        nl=Text("{value!r} staat niet in de tabel {home}.", "Bedoelt u {near!r}?"),
    ),
    "ambiguous_id": Entry(
        stops=True,
        en=Text(
            "{value!r} may be {near}, which both stand in the table {home}.",
            "Write it as it stands there.",
        ),
        nl=Text(
            "{value!r} kan {near} zijn, die beide in de tabel {home} staan.",
            "Schrijf het zoals het daar staat.",
        ),
    ),
    "near_name": Entry(
        stops=False,
        en=Text("{value!r} is nearly {near!r}.", "If they are the same, write them the same."),
        nl=Text("{value!r} is bijna {near!r}.", "Zijn ze hetzelfde, schrijf ze dan hetzelfde."),
    ),
    "code_mended": Entry(
        stops=False,
        en=Text(
            "{value!r} ({count} times) is read as {known!r}: the only area of which it can be the code.",
            "",
        ),
        nl=Text(
            "{value!r} ({count} keer) is gelezen als {known!r}: het enige gebied waarvan het de code kan zijn.",
            "",
        ),
    ),
    "lost_zeros": Entry(
        stops=True,
        en=Text(
            "{value!r} seems to be a code that lost its leading zeros; it may be {near}.",
            "Write the whole code, in a column formatted as text.",
        ),
        nl=Text(
            "{value!r} lijkt een code die voorloopnullen verloor; het kan {near} zijn.",
            "Schrijf de hele code, in een kolom met opmaak tekst.",
        ),
    ),
    "spoiled_code": Entry(
        stops=True,
        en=Text(
            "{value!r} is a number made of a code.",
            "Write the whole code, in a column formatted as text.",
        ),
        nl=Text(
            "{value!r} is een getal dat van een code is gemaakt.",
            "Schrijf de hele code, in een kolom met opmaak tekst.",
        ),
    ),
    "numeric_codes": Entry(
        stops=False,
        en=Text(
            "{count} code(s) are bare numbers, the first here.",
            "If they lost leading zeros, write them in a column formatted as text.",
        ),
        nl=Text(
            "{count} code(s) zijn kale getallen, de eerste hier.",
            "Zijn er voorloopnullen weg, schrijf ze dan in een kolom met opmaak tekst.",
        ),
    ),
    "sheet_too_wide": Entry(
        stops=True,
        en=Text(
            "This sheet reaches too far to be opened.",
            "Look for a cell far to the right or far below, and delete those rows and columns.",
        ),
        nl=Text(
            "Dit tabblad reikt te ver om te openen.",
            "Zoek een cel ver naar rechts of ver naar beneden, en verwijder die rijen en kolommen.",
        ),
    ),
    "error_cell": Entry(
        stops=True,
        en=Text(
            "Excel could not work out the cell {where} ({error}).",
            "Repair the formula, or leave the cell empty.",
        ),
        nl=Text(
            "Excel kon de cel {where} niet uitrekenen ({error}).",
            "Herstel de formule, of laat de cel leeg.",
        ),
    ),
    "matched_some": Entry(
        stops=False,
        en=Text(
            "{count} cell(s) are read as they stand in {home}, but for case, spaces or accents, the first here.",
            "Look whether they are the same.",
        ),
        nl=Text(
            "{count} cel(len) zijn gelezen zoals ze in {home} staan, op hoofdletters, spaties of accenten na, de eerste hier.",
            "Kijk of het dezelfde zijn.",
        ),
    ),
    "code_mended_some": Entry(
        stops=False,
        en=Text(
            "{count} code(s) that lost zeros are read as the only area in {home} they can be, the first here.",
            "",
        ),
        nl=Text(
            "{count} code(s) die nullen verloren zijn gelezen als het enige gebied in {home} dat het kan zijn, de eerste hier.",
            "",
        ),
    ),
    "near_name_some": Entry(
        stops=False,
        en=Text(
            "{count} cell(s) are nearly a name of {home}, the first here.",
            "If they are the same, write them the same.",
        ),
        nl=Text(
            "{count} cel(len) zijn bijna een naam uit {home}, de eerste hier.",
            "Zijn ze hetzelfde, schrijf ze dan hetzelfde.",
        ),
    ),
    "alike_some": Entry(
        stops=False,
        en=Text(
            "{count} cell(s) differ from others only in case, spaces or accents, and are kept apart, the first here.",
            "If they are the same, write them the same.",
        ),
        nl=Text(
            "{count} cel(len) verschillen van andere alleen in hoofdletters, spaties of accenten, en blijven apart, de eerste hier.",
            "Zijn ze hetzelfde, schrijf ze dan hetzelfde.",
        ),
    ),
    "duplicate_row": Entry(
        stops=True,
        en=Text("This row is the same as row {row}.", "Take one of them out."),
        nl=Text("Deze rij is gelijk aan rij {row}.", "Haal er een weg."),
    ),
    "duplicate_key": Entry(
        stops=True,
        en=Text(
            "Row {row} has the same {key}.",
            "Each may stand in one row; look which of the two is right.",
        ),
        nl=Text(
            "Rij {row} heeft dezelfde {key}.",
            "Elk mag in één rij staan; kijk welke van de twee klopt.",
        ),
    ),
    "same_rows": Entry(
        stops=False,
        en=Text(
            "{count} row(s) are the same as an earlier one, the first here; all are kept.",
            "Look whether rows came in twice.",
        ),
        nl=Text(
            "{count} rij(en) zijn gelijk aan een eerdere, de eerste hier; alle blijven staan.",
            "Kijk of er rijen dubbel zijn gekomen.",
        ),
    ),
    "hours_and_fte": Entry(
        stops=False,
        en=Text(
            "{count} row(s) have hours and fte that do not agree; hours are taken, the first here.",
            "Look which of the two is right.",
        ),
        nl=Text(
            "{count} rij(en) hebben uren en fte die niet overeenkomen; de uren zijn genomen, de eerste hier.",
            "Kijk welke van de twee klopt.",
        ),
    ),
    "and_more": Entry(
        stops=True,
        en=Text("{count} more rows have the same problem ({of}).", ""),
        nl=Text("Nog {count} rijen hebben hetzelfde probleem ({of}).", ""),
    ),
    "and_more_notices": Entry(
        stops=False,
        en=Text("{count} more rows have the same notice ({of}).", ""),
        nl=Text("Nog {count} rijen hebben dezelfde melding ({of}).", ""),
    ),
    "source_no_file": Entry(
        stops=True,
        en=Text("There is no such file.", "Check the path and the name."),
        nl=Text("Dit bestand is er niet.", "Controleer het pad en de naam."),
    ),
    "source_no_folder": Entry(
        stops=True,
        en=Text("There is no such folder.", "Give the folder that holds the files."),
        nl=Text("Deze map is er niet.", "Geef de map waarin de bestanden staan."),
    ),
    "source_no_member": Entry(
        stops=True,
        en=Text(
            "The folder lacks {wanted}.",
            "Is this the right folder? One of them, singular or plural, must be in it.",
        ),
        nl=Text(
            "In de map ontbreekt {wanted}.",
            "Is dit de juiste map? Eén ervan, enkelvoud of meervoud, hoort erin.",
        ),
    ),
    "source_empty": Entry(
        stops=True,
        en=Text("The file is empty.", "Export it again."),
        nl=Text("Het bestand is leeg.", "Exporteer het opnieuw."),
    ),
    "source_unreadable": Entry(
        stops=True,
        en=Text("The file cannot be read: {why}.", "Save it again as CSV or .xlsx."),
        nl=Text("Het bestand is niet te lezen: {why}.", "Bewaar het opnieuw als CSV of .xlsx."),
    ),
    "source_too_wide": Entry(
        stops=True,
        en=Text(
            "This record has {cells} cells under {headings} headings.",
            "Put quotes around a text that holds the delimiter.",
        ),
        nl=Text(
            "Deze rij heeft {cells} cellen onder {headings} kopjes.",
            "Zet aanhalingstekens om een tekst waarin het scheidingsteken staat.",
        ),
    ),
    "source_no_column": Entry(
        stops=True,
        en=Text("There is no column {wanted}; there are: {there}.", "Is this the right file?"),
        nl=Text("Er is geen kolom {wanted}; er zijn: {there}.", "Is dit het juiste bestand?"),
    ),
    "source_no_id": Entry(
        stops=False,
        en=Text("Rows without an id: {count}; not read.", "Give each an id."),
        nl=Text("Rijen zonder id: {count}; niet gelezen.", "Geef elk een id."),
    ),
    "source_id_again": Entry(
        stops=False,
        en=Text(
            "Rows with an id that stands above already: {count} ({some}).",
            "The first is kept; see whether the others mean something else.",
        ),
        nl=Text(
            "Rijen met een id dat er al staat: {count} ({some}).",
            "De eerste blijft; kijk of de andere iets anders bedoelen.",
        ),
    ),
    "hsds_closed": Entry(
        stops=False,
        en=Text(
            "Services that are closed or inactive: {count} ({some}).",
            "They count for nothing; correct `status` if they are open.",
        ),
        nl=Text(
            "Diensten die gesloten of niet actief zijn: {count} ({some}).",
            "Ze tellen niet mee; verbeter `status` als ze open zijn.",
        ),
    ),
    "hsds_nobody": Entry(
        stops=False,
        en=Text(
            "Services of no organisation: {count} ({some}).",
            "They count for nobody; fill in `organization_id`.",
        ),
        nl=Text(
            "Diensten zonder organisatie: {count} ({some}).",
            "Ze tellen voor niemand mee; vul `organization_id` in.",
        ),
    ),
    "hsds_organisation_absent": Entry(
        stops=False,
        en=Text(
            "Services whose organisation is not in {file}: {count}, of {others} organisations ({some}).",
            "Their ids are kept as actors without a name; add them to {file}.",
        ),
        nl=Text(
            "Diensten waarvan de organisatie niet in {file} staat: {count}, van {others} organisaties ({some}).",
            "Hun id blijft als actor zonder naam; voeg ze toe aan {file}.",
        ),
    ),
    "hsds_linked_organisation_absent": Entry(
        stops=False,
        en=Text(
            "Links of {others} organisations that have no row of their own: {count} ({some}).",
            "Their ids are kept as actors without a name.",
        ),
        nl=Text(
            "Koppelingen van {others} organisaties zonder eigen rij: {count} ({some}).",
            "Hun id blijft als actor zonder naam.",
        ),
    ),
    "hsds_other_link": Entry(
        stops=False,
        en=Text(
            "Links that are not about what a service helps with: {count} ({some}).",
            "They are not read.",
        ),
        nl=Text(
            "Koppelingen die niet zeggen waarbij een dienst helpt: {count} ({some}).",
            "Ze zijn niet gelezen.",
        ),
    ),
    "hsds_half_link": Entry(
        stops=False,
        en=Text("Links with one side empty: {count}.", "They are not read."),
        nl=Text("Koppelingen met één lege kant: {count}.", "Ze zijn niet gelezen."),
    ),
    "hsds_link_again": Entry(
        stops=False,
        en=Text("Links that stand there more than once: {count} too many.", "Each counts once."),
        nl=Text("Koppelingen die er vaker staan: {count} te veel.", "Elke telt één keer."),
    ),
    "hsds_service_without_term": Entry(
        stops=False,
        en=Text(
            "Services without a term: {count} ({some}).",
            "Nobody can see what they help with; give them a term.",
        ),
        nl=Text(
            "Diensten zonder term: {count} ({some}).",
            "Niemand kan zien waarbij ze helpen; geef ze een term.",
        ),
    ),
    "hsds_service_absent": Entry(
        stops=False,
        en=Text(
            "Links of {others} services that are not in the directory: {count} ({some}).",
            "They are not read: nobody knows whose they are.",
        ),
        nl=Text(
            "Koppelingen van {others} diensten die niet in de gids staan: {count} ({some}).",
            "Ze zijn niet gelezen: niemand weet van wie ze zijn.",
        ),
    ),
    "hsds_term_absent": Entry(
        stops=False,
        en=Text(
            "Links to {others} terms that are not in the taxonomy: {count} ({some}).",
            "Their ids are kept as needs without a name.",
        ),
        nl=Text(
            "Koppelingen naar {others} termen die niet in de taxonomie staan: {count} ({some}).",
            "Hun id blijft als behoefte zonder naam.",
        ),
    ),
    "hsds_term_unused": Entry(
        stops=False,
        en=Text(
            "Terms that no service carries: {count} ({some}).",
            "They are kept as needs that nobody meets.",
        ),
        nl=Text(
            "Termen die bij geen dienst horen: {count} ({some}).",
            "Ze blijven als behoeften waarin niemand voorziet.",
        ),
    ),
    "source_figure_again": Entry(
        stops=False,
        en=Text(
            "Figures of the same area and year that differ from those read before: {count}.",
            "The first file counts; give each year once.",
        ),
        nl=Text(
            "Cijfers van hetzelfde gebied en jaar die anders zijn dan eerder gelezen: {count}.",
            "Het eerste bestand telt; geef elk jaar één keer.",
        ),
    ),
    "source_no_figure": Entry(
        stops=False,
        en=Text("Cells that are no figure: {count} ({some}).", "They are read as unknown."),
        nl=Text("Cellen die geen cijfer zijn: {count} ({some}).", "Ze zijn gelezen als onbekend."),
    ),
    "cbs_no_year": Entry(
        stops=True,
        en=Text("Nothing says of which year this is.", "Say so with --year, or in the file name."),
        nl=Text(
            "Nergens staat van welk jaar dit is.", "Zeg het met --year, of in de bestandsnaam."
        ),
    ),
    "cbs_no_code": Entry(
        stops=False,
        en=Text(
            "Rows whose code is no NL, GM, WK or BU code: {count} ({some}).", "They are not read."
        ),
        nl=Text(
            "Rijen waarvan de code geen NL-, GM-, WK- of BU-code is: {count} ({some}).",
            "Ze zijn niet gelezen.",
        ),
    ),
    "cbs_no_parent": Entry(
        stops=False,
        en=Text(
            "Areas whose larger area is not in the file: {count} ({some}).",
            "They are kept; their figures are in no larger area's.",
        ),
        nl=Text(
            "Gebieden waarvan het grotere gebied niet in het bestand staat: {count} ({some}).",
            "Ze blijven; hun cijfers zitten in geen groter gebied.",
        ),
    ),
    "cbs_same_heading": Entry(
        stops=False,
        en=Text("A second column is called {some} without its number.", "It is not read."),
        nl=Text("Nog een kolom heet {some} zonder het nummer.", "Hij is niet gelezen."),
    ),
    "cbs_codes_absent": Entry(
        stops=True,
        en=Text("Codes that are in no file: {some}.", "Correct --codes, or add their file."),
        nl=Text(
            "Codes die in geen bestand staan: {some}.", "Verbeter --codes, of voeg hun bestand toe."
        ),
    ),
    "cbs_codes_overlap": Entry(
        stops=True,
        en=Text("{inner} lies in {outer}: its people would count twice.", "Give one of the two."),
        nl=Text("{inner} ligt in {outer}: de mensen telden dubbel.", "Geef één van de twee."),
    ),
    "cbs_not_added": Entry(
        stops=False,
        en=Text(
            "Figures that are not known to be counts, so cannot be added: {count} ({some}).",
            "They are left out of the sum.",
        ),
        nl=Text(
            "Cijfers waarvan niet vaststaat dat het aantallen zijn: {count} ({some}).",
            "Ze zijn niet op te tellen en weggelaten.",
        ),
    ),
    "cbs_part_missing": Entry(
        stops=False,
        en=Text(
            "Sums of which a part is suppressed or absent: {count} ({some}).",
            "The sum is unknown; choose larger areas.",
        ),
        nl=Text(
            "Sommen waarvan een deel geheim is of ontbreekt: {count} ({some}).",
            "De som is onbekend; kies grotere gebieden.",
        ),
    ),
    "wide_pairs": Entry(
        stops=True,
        en=Text("{files} files and {maps} maps.", "Give one map, or a --map for each file."),
        nl=Text(
            "{files} bestanden en {maps} maps.", "Geef één map, of voor elk bestand een --map."
        ),
    ),
    "wide_key": Entry(
        stops=True,
        en=Text("{key!r} means nothing in [{part}].", "Did you mean {near}?"),
        nl=Text("{key!r} betekent niets in [{part}].", "Bedoelde u {near}?"),
    ),
    "wide_key_absent": Entry(
        stops=True,
        en=Text("[{part}] lacks {key!r}.", "Add it to the map."),
        nl=Text("In [{part}] ontbreekt {key!r}.", "Zet het in de map."),
    ),
    "wide_zero": Entry(
        stops=False,
        en=Text(
            "Zeros that stand for unknown: {count} (years: {some}).", "They are read as unknown."
        ),
        nl=Text(
            "Nullen die onbekend betekenen: {count} (jaren: {some}).",
            "Ze zijn gelezen als onbekend.",
        ),
    ),
    "wide_same": Entry(
        stops=False,
        en=Text(
            "{areas} areas repeat the figures of one near by ({columns}): {groups}. Equal figures in all, also by chance, far apart or in part unknown: {all}.",
            "Adding them counts twice; they carry the indicator {flag}.",
        ),
        nl=Text(
            "{areas} gebieden herhalen de cijfers van een buur ({columns}): {groups}. Gelijke cijfers in totaal, ook bij toeval, ver uiteen of deels onbekend: {all}.",
            "Optellen telt dubbel; ze dragen de indicator {flag}.",
        ),
    ),
    "wide_outlier": Entry(
        stops=False,
        en=Text(
            "{areas} areas lie far above all others in {columns}: {some}.",
            "This is an artefact more likely than a finding; they carry the indicator {flag}.",
        ),
        nl=Text(
            "{areas} gebieden liggen ver boven alle andere in {columns}: {some}.",
            "Dit is eerder een artefact dan een bevinding; ze dragen de indicator {flag}.",
        ),
    ),
    "wide_absent": Entry(
        stops=False,
        en=Text(
            "Areas of the other files that are not in this one: {count} ({some}).",
            "Their figures of this file are unknown.",
        ),
        nl=Text(
            "Gebieden uit de andere bestanden die hier ontbreken: {count} ({some}).",
            "Hun cijfers uit dit bestand zijn onbekend.",
        ),
    ),
    "wide_nobody": Entry(
        stops=False,
        en=Text(
            "{areas} areas have 0 in {columns} though they have {though}: {some}.",
            "0 may stand for unknown; they carry the indicator {flag}.",
        ),
        nl=Text(
            "{areas} gebieden hebben 0 in {columns} terwijl ze wel {though} hebben: {some}.",
            "0 kan onbekend betekenen; ze dragen de indicator {flag}.",
        ),
    ),
    "lists_strange": Entry(
        stops=False,
        en=Text("Nodes that only edges know: {count} ({some}).", "They are kept without a name."),
        nl=Text(
            "Knopen die alleen in verbindingen staan: {count} ({some}).", "Ze blijven zonder naam."
        ),
    ),
    "lists_not_read": Entry(
        stops=False,
        en=Text(
            "Columns that have no place in our tables: {count} ({some}).", "They are not read."
        ),
        nl=Text(
            "Kolommen die geen plaats hebben in onze tabellen: {count} ({some}).",
            "Ze zijn niet gelezen.",
        ),
    ),
    "lists_half": Entry(
        stops=False,
        en=Text("Edges with one end empty: {count}.", "They are not read."),
        nl=Text("Verbindingen met één leeg eind: {count}.", "Ze zijn niet gelezen."),
    ),
    "lists_to_itself": Entry(
        stops=False,
        en=Text("Edges of a node to itself: {count} ({some}).", "They are not read."),
        nl=Text(
            "Verbindingen van een knoop met zichzelf: {count} ({some}).", "Ze zijn niet gelezen."
        ),
    ),
    "lists_again": Entry(
        stops=False,
        en=Text("Edges that stand there more than once: {count} too many.", "Each counts once."),
        nl=Text("Verbindingen die er vaker staan: {count} te veel.", "Elke telt één keer."),
    ),
    "lists_everybody": Entry(
        stops=False,
        en=Text(
            "All {count} nodes have an edge to all others.",
            "Is this a table of distances? Then it says nothing of who works with whom.",
        ),
        nl=Text(
            "Alle {count} knopen hebben een verbinding met alle andere.",
            "Is dit een tabel van afstanden? Dan zegt ze niet wie met wie samenwerkt.",
        ),
    ),
    "lists_unknown_word": Entry(
        stops=False,
        en=Text(
            "Cells that mean nothing here: {count} ({some}).",
            "They are read as unknown; data/README.md has the words and units.",
        ),
        nl=Text(
            "Cellen die hier niets betekenen: {count} ({some}).",
            "Ze zijn gelezen als onbekend; data/README.md heeft de woorden en eenheden.",
        ),
    ),
}
