"""The data dictionary: every table and column in words, made from the schema."""

from __future__ import annotations

from ecosystem.tables.language import Language
from ecosystem.tables.schema import TABLES, Column

KINDS = {
    "id": ("id", "id"),
    "text": ("text", "tekst"),
    "choice": ("choice", "keuze"),
    "list": ("list, joined by |", "lijst, verbonden door |"),
    "integer": ("whole number", "heel getal"),
    "number": ("number", "getal"),
    "yes_no": ("yes or no", "ja of nee"),
    "date": ("date", "datum"),
    "time": ("date, and time", "datum, en tijd"),
}
"""Kinds of column, in English and Dutch."""


def may_hold(column: Column, lang: Language) -> str:
    """Say which values a column may have."""
    dutch = lang == "nl"
    if column.choices:
        pairs = (f"{slug} ({word})" if dutch else slug for slug, word in column.choices.items())
        return ", ".join(pairs)
    words = []
    if column.required:
        words.append("verplicht" if dutch else "required")
    if column.refers:
        home = TABLES[column.refers]
        words.append(f"uit {home.nl}" if dutch else f"from {home.name}")
    if column.low is not None:
        words.append(
            f"{column.low:.15g} {'tot' if dutch else 'to'} {column.high:.15g}"
            if column.high is not None
            else f"{column.low:.15g} {'of meer' if dutch else 'or more'}"
        )
    return ", ".join(words)


def dictionary() -> str:
    """
    Describe every table and column in Markdown, for `data/README.md`.

    Returns
    -------
    dictionary
        A section a table, each with a row per column: heading in English and Dutch, kind,
        unit, meaning, and what is allowed.

    Examples
    --------
    >>> print(dictionary().splitlines()[0])
    ## neighbourhoods (buurten)
    """
    lines: list[str] = []
    for table in TABLES.values():
        key = ", ".join(f"`{name}`" for name in table.key)
        lines += [
            f"## {table.name} ({table.nl})",
            "",
            f"A row is {table.row[0]}."
            + (f" One row for each {key}." if key else "")
            + (" About single residents: never shown." if table.about_residents else ""),
            "",
            "| column | Dutch | kind | unit | meaning | allowed |",
            "|---|---|---|---|---|---|",
        ]
        for column in table.columns:
            cells = (
                f"`{column.name}`",
                f"`{column.nl}`",
                KINDS[column.kind][0],
                column.unit[0],
                column.means[0],
                may_hold(column, "en")
                + (", required" if column.choices and column.required else ""),
            )
            lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
        lines.append("")
    return "\n".join(lines)
