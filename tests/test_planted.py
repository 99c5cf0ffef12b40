"""What was planted in the fictional region is found in each of its twenty neighbourhoods."""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import ecosystem as eco

DATA = Path(__file__).resolve().parents[1] / "data"


@cache
def region():
    return eco.load(DATA / "rivierenwijk")


PLANTED = pd.read_csv(DATA / "rivierenwijk_planted.csv", dtype="str").fillna("")


@cache
def found(code):
    return eco.find(region()[code])


@pytest.mark.parametrize("code", sorted(set(PLANTED["neighbourhood"])))
def test_each_planted_finding_is_found(code):
    findings = found(code)
    planted = PLANTED[PLANTED["neighbourhood"] == code]
    assert len(planted) == 9
    missed = []
    for row in planted.to_dict("records"):
        kinds = {"fragile": ["fragile", "no_backup"]}.get(row["finding"], [row["finding"]])
        same = findings["finding"].isin(kinds)
        if row["subject"]:
            same &= findings["subject"] == row["subject"]
        if row["needs"]:
            same &= findings["needs"] == row["needs"]
        if same.sum() != 1:
            missed.append((row["finding"], row["subject"], row["needs"]))
    assert missed == []


def test_an_evening_can_hold_what_is_found():
    counts = [len(found(code)) for code in region().codes]
    assert len(counts) == 20
    assert max(counts) <= 55
