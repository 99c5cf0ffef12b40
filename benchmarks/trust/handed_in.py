"""Findings and moves handed in once more: the same statements, every hidden figure another."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks.trust.hidden_changes import INFORMAL
from ecosystem.protect.moves import COLUMNS
from ecosystem.tables.neighbourhood import Neighbourhood


def findings_again(findings: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Say the same of as many residents as are told, with other figures, in another order."""
    size = len(findings)
    new = findings.assign(survives=pd.Series(pd.NA, findings.index, dtype="Float64"))
    known = findings["residents"].notna()
    new["residents"] = findings["residents"].map(lambda many: _as_many(many, rng)).astype("Int64")
    for column in ("hours", "wait", "wait_of", "requests"):
        if column in findings:
            other = pd.Series(rng.integers(1, 9, size), findings.index).astype(new[column].dtype)
            new[column] = new[column].mask(known & new[column].notna(), other)
    new["because"] = f"kanarie {rng.integers(1_000_000)}"
    new["who"] = f"kanarie {rng.integers(1_000_000)}"
    turned = new.iloc[rng.permutation(size)]
    kinds = {kind: at for at, kind in enumerate(findings["finding"].unique())}
    return turned.sort_values("finding", key=lambda of: of.map(kinds), kind="stable")


def _as_many(residents: int, rng: np.random.Generator) -> int | None:
    """Draw another count that is shown the same."""
    if pd.isna(residents):
        return None
    if residents < 10:
        return int(rng.integers(1, 10))
    nearest = 5 * ((int(residents) + 2) // 5)
    return int(rng.integers(max(10, nearest - 2), nearest + 3))


def moves_again(hood: Neighbourhood, rng: np.random.Generator) -> pd.DataFrame:
    """Hand in the same moves, with every figure that was counted over residents another one."""
    ties = hood.ties[~hood.ties[["actor", "partner"]].isin([*INFORMAL, "koor"]).any(axis=1)]
    kept = [
        {"move": "learn", "who": "jansen", "what": "grief", "days": 2},
        {"move": "shorten", "who": "els", "what": "skin", "to": "mo"},
        {"move": "stop_tie", "who": ties["actor"].iloc[0], "to": ties["partner"].iloc[0]}
        | {"hours_saved": 3.0, "asked_by": "policy"},
        {"move": "stop_meeting", "who": "jansen|els|fatima", "what": "klein", "hours_saved": 2.0}
        | {"asked_by": "none"},
    ]
    frame = pd.DataFrame(kept).reindex(columns=list(COLUMNS)).fillna({"to": "", "what": ""})
    counts = ["people_saved", "people_together", "fewer_today", "residents"]
    hidden = rng.integers(1, 9, (len(frame), len(counts)))
    frame[counts] = pd.DataFrame(hidden, columns=counts).astype("Int64")
    frame.loc[2:, "residents"] = pd.NA
    frame["hours_saved"] = frame["hours_saved"].fillna(float(rng.random())).astype("Float64")
    frame["hours_together"] = frame["hours_saved"].cumsum()
    frame["instead_of"] = frame["instead_of"].astype("Int64")
    texts = ["because", "risk", "undo", "full", "who_asks"]
    frame[texts] = f"kanarie {rng.integers(1_000_000)}"
    frame["fragile"] = rng.choice(["skin", ""])
    turned = frame.iloc[[*rng.permutation(3), 3]]
    return turned.set_axis(pd.RangeIndex(1, len(frame) + 1, name="number"))
