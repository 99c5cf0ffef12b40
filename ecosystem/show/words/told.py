"""A neighbourhood as it may be told: protected, its residents counted, what was found in words."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ecosystem.find.because import KINDS, worded
from ecosystem.measure.coverage import residents
from ecosystem.propose.listing import wording
from ecosystem.protect import OF_MEETINGS, Level, Outgoing, protect
from ecosystem.show.words.compared import compared
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.pairs import helped


def told(
    hood: Neighbourhood,
    *,
    findings: pd.DataFrame | None = None,
    moves: pd.DataFrame | None = None,
    after: Neighbourhood | None = None,
    level: Level,
    lang: Language,
) -> Outgoing:
    """
    Protect a neighbourhood, and word its findings and moves again from what may be told.

    A question that was handed in and says more, because it names who could take over, stays
    where the level leaves its names. A kind of finding that is not of `find` keeps its words.

    Parameters
    ----------
    hood
        A checked neighbourhood; it stays as it was.
    findings
        A table of `find`, or some rows of it.
    moves
        A table of `propose`, idem.
    after
        The neighbourhood as it would be, as `what_if` makes it.
    level
        `shareable` or `internal`, as `protect` explains.
    lang
        Language of the labels and the sentences, `en` or `nl`.

    Returns
    -------
    outgoing
        What a view or an exporter takes; with `after`, what may leave of that as well, under the
        same ids, and as `comparison` both in figures: see `compared`.

    Examples
    --------
    >>> outgoing = told(street, findings=eco.find(street), level="shareable", lang="nl")
    >>> outgoing.tables["findings"]["because"].iloc[0]
    'Vervoer: niemand hier kan dit; het gaat om minder dan 10 bewoners.'
    """
    made = protect(
        hood,
        findings=findings,
        moves=moves,
        after=after,
        residents=residents(hood),
        helped=helped(hood),
        level=level,
        lang=lang,
    )
    if after is not None:
        comparison = compared(hood, after, made)
        made = replace(made, tables={**made.tables, "comparison": comparison})
    return in_words(made)


def in_words(made: Outgoing) -> Outgoing:
    """
    Word findings and moves from the names and counts that may leave, and from nothing else.

    Parameters
    ----------
    made
        What `protect` made.

    Returns
    -------
    in_words
        The same, with sentences.

    Examples
    --------
    >>> outgoing = in_words(eco.protect(street, moves=eco.propose(street)))
    >>> outgoing.tables["moves"]["because"].iloc[1]
    'GP and Social worker 1 work together, and no resident is known who needs both; stopping
    saves 6 hours a month.'
    """
    tables = dict(made.tables)
    if "findings" in tables:
        tables["findings"] = _findings(made)
    if "moves" in tables:
        worded_again = wording.worded(
            tables["moves"].assign(shared=made.level == "shareable"),
            made.names("actor"),
            _needs(made),
            meetings=made.names("meeting"),
            lang=made.lang,
        )
        tables["moves"] = worded_again.drop(columns="shared")
    return replace(made, tables=tables)


def _needs(made: Outgoing) -> dict[str, str]:
    needs: dict[str, str] = made.tables["needs"].set_index("need")["label"].to_dict()
    return needs


def _findings(made: Outgoing) -> pd.DataFrame:
    table = made.tables["findings"]
    known = table["finding"].isin(KINDS)
    who = made.tables["actors"]
    informal = set(who.loc[who["layer"].isin(["informal", "collective"]), "actor"])
    meets = table["finding"].str.endswith(OF_MEETINGS)
    words = pd.concat(
        [
            worded(table[known & meets], made.names("meeting"), _needs(made), lang=made.lang),
            worded(
                table[known & ~meets],
                made.names("actor"),
                _needs(made),
                informal=informal,
                lang=made.lang,
            ),
        ]
    )
    same = (table["because"] == words["because"].reindex(table.index)) | ~known
    return table.assign(
        because=table["because"].where(~known, words["because"]),
        question=table["question"].where(same, words["question"]),
    )
