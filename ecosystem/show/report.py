"""What a planner takes home of each neighbourhood: the view, and the findings as Excel."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from ecosystem.find.ranked import find
from ecosystem.protect import Level, Outgoing
from ecosystem.show.export import export
from ecosystem.show.told import told
from ecosystem.show.view import View
from ecosystem.tables.neighbourhood import Neighbourhood, Region
from ecosystem.tables.problems import Language

SENTENCES = 3
COLUMNS = ["neighbourhood", "name", "view", "findings", "sentences", "failed"]


def report(
    region: Region,
    folder: str | Path,
    *,
    codes: Sequence[str] | None = None,
    level: Level = "shareable",
    lang: Language = "en",
    progress: Callable[[int, int, float], None] | None = None,
) -> pd.DataFrame:
    """
    Write the view and the findings of each neighbourhood, and say what matters most.

    A neighbourhood that fails is named, and the others go on.

    Parameters
    ----------
    region
        What `load` gives.
    folder
        Where to write; files are named after the codes of the neighbourhoods.
    codes
        Which neighbourhoods; by default all of them.
    level
        `shareable` or `internal`, as `protect` explains.
    lang
        Language of the view and of the findings, `en` or `nl`.
    progress
        Called with the number done, the number in all and the seconds that remain.

    Returns
    -------
    report
        One row per neighbourhood, by code: `neighbourhood`, `name`, `view` and `findings`
        (paths), `sentences` (up to three, a line each: why of the first finding of each of
        the first three kinds), `failed` (why; empty where it did not).

    Examples
    --------
    >>> region = eco.load("data/rivierenwijk")
    >>> report(region, folder, codes=["BU99990101"])["failed"].tolist()
    ['']
    """
    codes = sorted(codes or region.codes)
    begun = time.monotonic()
    rows = []
    for done, code in enumerate(codes):
        if progress:
            progress(
                done, len(codes), (time.monotonic() - begun) / max(done, 1) * (len(codes) - done)
            )
        try:
            rows.append(_one(region[code], Path(folder), level, lang))
        except Exception as error:  # noqa: BLE001 (whatever it is, the others go on)
            rows.append((code, "", "", "", "", f"{type(error).__name__}: {error}"))
    if progress:
        progress(len(codes), len(codes), 0)
    return pd.DataFrame(rows, columns=COLUMNS)


def _one(
    hood: Neighbourhood, folder: Path, level: Level, lang: Language
) -> tuple[str, str, str, str, str, str]:
    made = told(hood, findings=find(hood, lang=lang), level=level, lang=lang)
    view = View(made).save(folder / f"{hood.code}.html")
    tables = {"findings": made.tables["findings"], **made.tables}
    book = export(
        Outgoing(level, lang, hood.code, hood.name, tables), folder / f"{hood.code}.xlsx", "xlsx"
    )
    first = made.tables["findings"].drop_duplicates("finding").head(SENTENCES)
    return hood.code, hood.name, str(view), str(book), "\n".join(first["because"]), ""
