"""Tables on a terminal: text, csv or json."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("text", "csv", "json")


def print_table(frame: pd.DataFrame, form: str, to: Any = None) -> None:
    """Print a table; where it has no rows and people read it, say so."""
    to = to or sys.stdout
    if form == "csv":
        to.write(frame.to_csv(index=False, lineterminator="\n"))
    elif form == "json":
        to.write(as_json(frame) + "\n")
    elif len(frame):
        to.write(frame.to_string(index=False, na_rep="") + "\n")
    else:
        to.write("nothing found\n")


def print_problems(frame: pd.DataFrame, to: Any = None) -> None:
    """Print problems or notices, a line each: where, what, and what to do."""
    import pandas as pd

    for row in frame.to_dict("records"):
        line = "" if pd.isna(row["row"]) else f"row {row['row']}"
        place = " ".join(part for part in (row["file"], row["sheet"], line, row["column"]) if part)
        print(f"{place}: {row['message']} {row['advice']}".rstrip(), file=to or sys.stdout)


def as_json(frame: pd.DataFrame) -> str:
    """Write a table as a JSON list of rows; what is missing is null."""
    text: str = frame.to_json(orient="records", force_ascii=False, indent=1)
    return text


def total(accounting: pd.DataFrame) -> str:
    """Add up what was read, accepted, refused and empty over the tables."""
    columns = ["read", "accepted", "refused", "empty"]
    sums = accounting[columns].sum()
    return ", ".join(f"{name} {int(sums[name]):,}" for name in columns) + " rows"
