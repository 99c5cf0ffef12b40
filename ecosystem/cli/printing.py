"""Tables on a terminal: text, csv or json."""

from __future__ import annotations

import sys
import textwrap
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from ecosystem.tables.language import Language

FORMATS = ("text", "csv", "json")
_TOLD = ("because", "question", "risk", "undo")
"""Columns that are sentences, in the order in which people read them."""
INTERNAL = {
    "en": "Internal: names and counts as they are; not to be sent on. To share: ecosystem export",
    "nl": "Intern: namen en aantallen zoals ze zijn; niet doorsturen. Delen: ecosystem export",
}
_NOTHING = {"en": "nothing found", "nl": "niets gevonden"}
_TOGETHER = {
    "en": " (Together with those above: {}.)",
    "nl": " (Samen met wat hierboven staat: {}.)",
}
_COUNTED = {
    "read": "gelezen",
    "accepted": "aangenomen",
    "refused": "geweigerd",
    "empty": "leeg",
}


def print_table(frame: pd.DataFrame, form: str, to: Any = None, *, lang: Language = "en") -> None:
    """Print a table; for people as they write numbers, and what is missing as a sign."""
    to = to or sys.stdout
    if form == "csv":
        from ecosystem.tables.inert import inert

        to.write(inert(frame).to_csv(index=False, lineterminator="\n"))
    elif form == "json":
        to.write(as_json(frame) + "\n")
    elif len(frame):
        from ecosystem.show.words.spoken import NOTE, NOTHING, spoken

        text = spoken(frame, lang)
        to.write(text.to_string(index=False) + "\n")
        to.write(f"{NOTE[lang]}\n" if (text == NOTHING).any(axis=None) else "")
    else:
        to.write(f"{_NOTHING[lang]}\n")


def marked(frame: pd.DataFrame, form: str) -> pd.DataFrame:
    """
    Say of every row for programs that it is internal, as the file of a survey does.

    Such a table is soon a file, and what was said beside it on a terminal is not in it.
    """
    from ecosystem.protect.survey import MARK

    return frame if form == "text" else frame.assign(**{MARK: "internal"})


def say_internal(lang: Language) -> None:
    """Say beside a table that it is not to be sent on, and what is."""
    print(INTERNAL[lang], file=sys.stderr)


def print_told(frame: pd.DataFrame, form: str, *, lang: Language = "en") -> None:
    """Print findings or moves: as text a numbered list of sentences, else as a table."""
    import pandas as pd

    if form != "text":
        print_table(frame, form)
        return
    width = get_terminal_size((100, 24)).columns
    if not len(frame):
        print(_NOTHING[lang])
    for number, row in enumerate(frame.to_dict("records"), start=1):
        told = [str(row[name]) for name in _TOLD if name in row and not pd.isna(row[name])]
        area = f"{row['neighbourhood']} " if "neighbourhood" in row else ""
        lead = f"{row.get('number', number)}. {area}"
        if row.get("people_together") and row["people_saved"]:
            told[0] += _TOGETHER[lang].format(int(row["people_together"]))
        first, *rest = [line for line in told if line]
        print(textwrap.fill(first, width, initial_indent=lead, subsequent_indent="   "))
        for line in rest:
            print(textwrap.fill(line, width, initial_indent="   ", subsequent_indent="   "))


def print_problems(frame: pd.DataFrame, to: Any = None, *, lang: Language = "en") -> int:
    """
    Print problems or notices: where, what, and what to do; what is alike in one line.

    Returns
    -------
    left
        How many rows are not written out.
    """
    from ecosystem.tables.problems import problem_lines

    told = problem_lines(frame, lang)
    for line, _ in told:
        print(line, file=to or sys.stdout)
    return len(frame) - len(told)


def as_json(frame: pd.DataFrame) -> str:
    """Write a table as a JSON list of rows; what is missing is null."""
    text: str = frame.to_json(orient="records", force_ascii=False, indent=1)
    return text


def total(accounting: pd.DataFrame, lang: str = "en") -> str:
    """Add up what was read, accepted, refused and empty over the tables."""
    sums = accounting[list(_COUNTED)].sum()
    counts = [f"{_COUNTED[name] if lang == 'nl' else name} {int(sums[name])}" for name in _COUNTED]
    return ("rijen: " if lang == "nl" else "rows: ") + ", ".join(counts)
