"""The empty workbook to fill in, made from the schema."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

from ecosystem.tables.dictionary import KINDS, may_hold
from ecosystem.tables.files import write_beside
from ecosystem.tables.headings import EXPLANATION, title
from ecosystem.tables.language import Language
from ecosystem.tables.needs import vocabulary
from ecosystem.tables.professions import profession_labels
from ecosystem.tables.schema import TABLES, Column, Table

FILE = {"en": "neighbourhood.xlsx", "nl": "buurt.xlsx"}
ROWS = 5000
"""Rows under the headings that get a drop-down."""
HEADINGS = 4
"""Row of the headings, counted from 0; above it stand explanation, unit and example."""

LISTS_AT = 6
"""Column of the explanation, counted from 0, where the lists of ids to choose from begin."""

_RULES = {
    "en": (
        "Fill the sheets you have something for: any table alone can be read.",
        "Write under the headings; the grey lines above them are explanation and are not read.",
        "Empty is unknown. 0 is none. Leave empty what you do not know.",
        "An id is the same in every sheet. In a list, put | between the parts.",
        "Needs and professions: choose from the lists on the right; your own ids may as well.",
        "Dates as 31-12-2025. Numbers as 12 or 1,5.",
        "Contacts and requests are about single residents: use pseudonyms, never names or BSN.",
    ),
    "nl": (
        "Vul de tabbladen waarvoor u iets heeft: elke tabel kan ook alleen worden gelezen.",
        "Schrijf onder de koppen; de grijze regels erboven zijn uitleg en worden niet gelezen.",
        "Leeg is onbekend. 0 is geen. Laat leeg wat u niet weet.",
        "Een id is op elk tabblad hetzelfde. Zet in een lijst | tussen de delen.",
        "Behoeften en beroepen: kies uit de lijsten rechts; eigen ids mogen ook.",
        "Datums als 31-12-2025. Getallen als 12 of 1,5.",
        "Contacten en hulpvragen gaan over bewoners: gebruik pseudoniemen, nooit namen of BSN.",
    ),
}


def new(folder: str | Path, *, lang: Language = "en") -> Path:
    """
    Write an empty workbook to fill in.

    A sheet a table with its headings; above them, in grey, what each column means, its unit
    and an example, which are never read as rows. Drop-downs where there is a choice, and of
    the usual needs and professions, beside which one's own may stand. Columns of ids, codes
    and dates are text, so that Excel changes nothing.

    Parameters
    ----------
    folder
        Where it is to stand, made where there is none; or the workbook itself, `mine.xlsx`.
    lang
        Language of headings and explanation, `en` or `nl`.

    Returns
    -------
    path
        The workbook; one that is there already stays as it is, it may be filled in.

    Examples
    --------
    >>> new(folder, lang="nl").name
    'buurt.xlsx'
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - only needed here

    path = workbook(folder, lang)
    if path.exists():
        return path
    content = io.BytesIO()
    with Workbook(content) as book:
        book.set_properties({"created": dt.datetime(2025, 1, 1, tzinfo=dt.UTC)})
        styles = {
            "title": book.add_format({"bold": True, "font_size": 13}),
            "grey": book.add_format(
                {"italic": True, "font_color": "#767676", "text_wrap": True, "valign": "top"}
            ),
            "heading": book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EEF4"}),
            "needed": book.add_format({"bold": True, "bottom": 2, "bg_color": "#C9DBEC"}),
            "text": book.add_format({"num_format": "@"}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        lists = _lists(lang)
        _explain(book.add_worksheet(EXPLANATION[lang]), styles, lists, lang)
        for table in TABLES.values():
            name = table.nl if lang == "nl" else table.name
            _table(book.add_worksheet(name), table, styles, lists, lang)
    return write_beside(path, content.getvalue())


def workbook(folder: str | Path, lang: Language) -> Path:
    """
    Say which file `new` writes.

    Parameters
    ----------
    folder
        A folder, or a workbook.
    lang
        Language of its name, where it has none.

    Returns
    -------
    path
        The workbook.

    Examples
    --------
    >>> workbook("our_district", "en").name, workbook("our_district/ours.xlsx", "en").name
    ('neighbourhood.xlsx', 'ours.xlsx')
    """
    path = Path(folder)
    named = path.suffix.lower() == ".xlsx" and not path.is_dir()
    return path if named else path / FILE[lang]


def _lists(lang: Language) -> dict[str, dict[str, str]]:
    """Give the ids there are for a need and for a profession, each with its name."""
    return {
        "need": vocabulary()[f"label_{lang}"].to_dict(),
        "profession": profession_labels(lang),
    }


def _table(
    sheet: Any,
    table: Table,
    styles: dict[str, Any],
    lists: dict[str, dict[str, str]],
    lang: Language,
) -> None:
    dutch = lang == "nl"
    example = "bijv. {}" if dutch else "e.g. {}"
    sheet.write_string(0, 0, title(table.name, lang), styles["title"])
    sheet.freeze_panes(HEADINGS + 1, 1)
    sheet.set_row(1, 62)
    for at, column in enumerate(table.columns):
        plain = column.kind in {"integer", "number"}
        sheet.set_column(at, at, 20, None if plain else styles["text"])
        sheet.write_string(1, at, column.means[dutch], styles["grey"])
        sheet.write_string(2, at, column.unit[dutch] and f"({column.unit[dutch]})", styles["grey"])
        shown = example.format(column.example) if column.example else ""
        sheet.write_string(3, at, shown, styles["grey"])
        heading = column.nl if dutch else column.name
        style = "needed" if column.required else "heading"
        sheet.write_string(HEADINGS, at, heading, styles[style])
        allowed = _allowed(column, lang)
        if allowed:
            rule = {"validate": "list", "source": allowed}
            sheet.data_validation(HEADINGS + 1, at, HEADINGS + ROWS, at, rule)
        elif column.name in lists and table.name != "needs":
            letter = "ABCDEFGHIJ"[LISTS_AT + 3 * list(lists).index(column.name)]
            last = len(lists[column.name]) + 1
            source = f"={EXPLANATION[lang]}!${letter}$2:${letter}${last}"
            rule = {"validate": "list", "source": source, "error_type": "information"}
            sheet.data_validation(HEADINGS + 1, at, HEADINGS + ROWS, at, rule)


def _allowed(column: Column, lang: Language) -> list[str]:
    if column.kind == "yes_no":
        return ["ja", "nee"] if lang == "nl" else ["yes", "no"]
    return list(column.choices or {})


def _explain(
    sheet: Any, styles: dict[str, Any], lists: dict[str, dict[str, str]], lang: Language
) -> None:
    dutch = lang == "nl"
    for at, (name, ids) in enumerate(lists.items()):
        left = LISTS_AT + 3 * at
        own = next(c for t in TABLES.values() for c in t.columns if c.name == name)
        sheet.set_column(left, left + 1, 32)
        sheet.write_string(0, left, own.nl if dutch else name, styles["title"])
        for row, (slug, label) in enumerate(ids.items(), start=1):
            sheet.write_string(row, left, slug)
            sheet.write_string(row, left + 1, label)
    sheet.set_column(0, 1, 20)
    sheet.set_column(2, 2, 60, styles["wrap"])
    sheet.set_column(3, 4, 30, styles["wrap"])
    row = 0
    for rule in _RULES[lang]:
        sheet.write_string(row, 0, rule)
        row += 1
    for table in TABLES.values():
        row += 1
        sheet.write_string(row, 0, title(table.name, lang), styles["title"])
        for column in table.columns:
            row += 1
            cells = (
                "",
                column.nl if dutch else column.name,
                column.means[dutch],
                column.unit[dutch] or KINDS[column.kind][dutch],
                may_hold(column, lang),
            )
            for at, text in enumerate(cells):
                sheet.write_string(row, at, text)
        row += 1
