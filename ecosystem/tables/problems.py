"""
Every problem at once, in words, in Dutch or English.

`CATALOGUE` holds each problem and each notice once; `table` turns a list of `Problem` into
what people read. A problem stops (`TableError`), a notice is only told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

Language = Literal["en", "nl"]

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
        rows.append(
            (
                problem.file,
                problem.sheet,
                problem.row,
                problem.column,
                problem.code,
                text.message.format(**problem.values),
                text.advice.format(**problem.values),
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
    "not_a_number": Entry(
        stops=True,
        en=Text("{value!r} is not a number.", "Write a number such as 12 or 1,5, or leave empty."),
        nl=Text("{value!r} is geen getal.", "Schrijf een getal zoals 12 of 1,5, of laat het leeg."),
    ),
}

CATALOGUE |= {  # what the importers say of other people's files
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
            "Services whose organisation is not in {file}: {count}, of {others} organisations "
            "({some}).",
            "Their ids are kept as actors without a name; add them to {file}.",
        ),
        nl=Text(
            "Diensten waarvan de organisatie niet in {file} staat: {count}, van {others} "
            "organisaties ({some}).",
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
}
