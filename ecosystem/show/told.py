"""A neighbourhood as it may be told: protected, its residents counted, its findings in words."""

from __future__ import annotations

import pandas as pd

from ecosystem.find.because import KINDS, worded
from ecosystem.measure.coverage import residents
from ecosystem.protect import OF_MEETINGS, Level, Outgoing, protect
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import Language


def told(
    hood: Neighbourhood, *, findings: pd.DataFrame | None, level: Level, lang: Language
) -> Outgoing:
    """
    Protect a neighbourhood, and word its findings again from what may be told.

    A question that was handed in and says more, because it names who could take over, stays
    where the level leaves its names. A kind of finding that is not of `find` keeps its words.

    Parameters
    ----------
    hood
        A checked neighbourhood; it stays as it was.
    findings
        A table of `find`, or some rows of it.
    level
        `shareable` or `internal`, as `protect` explains.
    lang
        Language of the labels and the sentences, `en` or `nl`.

    Returns
    -------
    outgoing
        What a view or an exporter takes.

    Examples
    --------
    >>> outgoing = told(street, findings=eco.find(street), level="shareable", lang="nl")
    >>> outgoing.tables["findings"]["because"].iloc[0]
    'Vervoer: niemand hier kan dit; het gaat om minder dan 10 bewoners.'
    """
    made = protect(hood, findings=findings, residents=residents(hood), level=level, lang=lang)
    if findings is None:
        return made
    table = made.tables["findings"]
    needs = made.tables["needs"].set_index("need")["label"].to_dict()
    known = table["finding"].isin(KINDS)
    meets = table["finding"].str.endswith(OF_MEETINGS)
    words = pd.concat(
        [
            worded(table[known & meets], made.names("meeting"), needs, lang=lang),
            worded(table[known & ~meets], made.names("actor"), needs, lang=lang),
        ]
    )
    same = (table["because"] == words["because"].reindex(table.index)) | ~known
    again = table.assign(
        because=table["because"].where(~known, words["because"]),
        question=table["question"].where(same, words["question"]),
    )
    tables = {**made.tables, "findings": again}
    return Outgoing(made.level, made.lang, made.code, made.name, tables)
