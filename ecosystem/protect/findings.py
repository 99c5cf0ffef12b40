"""Findings as they may be shared: counts as shown, in an order that only these decide."""

from __future__ import annotations

import pandas as pd

from ecosystem.protect.counts import hidden, ranked
from ecosystem.protect.persons import listed, once, rename_listed

OF_MEETINGS = "_meeting"
"""Findings whose kind ends so are about meetings, all others about actors."""
OF_NOBODY = ("idle_tie",)
"""Kinds that say of residents that there is none: in how many resamples hangs on residents."""
FINDING = (
    "finding",
    "subject",
    "needs",
    "residents",
    "hours",
    "because",
    "survives",
    "question",
    "theme",
    "requests",
    "wait",
    "wait_of",
)
"""Columns of a finding that may leave."""


def numbered(findings: pd.DataFrame) -> pd.DataFrame:
    """Keep the columns that may leave, with a number from 1."""
    rows = findings[[column for column in FINDING if column in findings]].reset_index(drop=True)
    rows.insert(0, "number", range(1, len(rows) + 1))
    return rows


def said_in(findings: pd.DataFrame) -> set[str]:
    """Name whom findings are about."""
    return listed(findings.loc[_of_actors(findings), "subject"])


def _of_actors(findings: pd.DataFrame) -> pd.Series:
    return ~findings["finding"].str.endswith(OF_MEETINGS)


def shareable(findings: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """
    Take out of findings whom they are about by name, and what few residents are told by.

    Sentences are left empty, to be worded again. The kinds stay in the order they came in;
    within a kind come most residents as they are shown, most hours, subject and needs.

    Parameters
    ----------
    findings
        What `numbered` gives.
    names
        The shareable id of each actor, as `persons.renamed` gives.

    Returns
    -------
    shareable
        The same columns, numbered again from 1; what has become the same is told once.
    """
    rows = hidden(findings)
    if "survives" in rows:
        rows["survives"] = rows["survives"].mask(rows["finding"].isin(OF_NOBODY))
    rows["subject"] = once(rename_listed(rows["subject"], names, _of_actors(rows)))
    rows["because"] = rows["question"] = pd.Series("", rows.index, dtype="str")
    order = {
        "kind": pd.factorize(rows["finding"])[0],
        "most": -ranked(rows["residents"]),
        "long": -rows["hours"].astype("Float64"),
    }
    rows = rows.assign(**order).sort_values([*order, "subject", "needs"])
    rows = rows.drop(columns=list(order)).drop_duplicates(["finding", "subject", "needs"])
    return rows.assign(number=range(1, len(rows) + 1)).reset_index(drop=True)
