"""Faults that let through what is to stay hidden, planted one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from benchmarks.trust.tally import Fault
from ecosystem.protect import Outgoing, counted, helping, outgoing, over_residents
from ecosystem.protect import counts as of_counts
from ecosystem.protect import findings as of_findings
from ecosystem.protect import moves as of_moves
from ecosystem.show.view import view_file
from ecosystem.show.words import compared, told


def _small_counts_shown(patch: pytest.MonkeyPatch) -> None:
    for module in (of_counts, helping, counted):
        patch.setattr(module, "shown", lambda many: many.astype("Int64").astype("str"))


def _totals_as_they_are(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(counted, "STEP", 1)


def _comparison_as_it_is(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(compared, "_shared", lambda figures, _: figures)


def _every_need_listed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(outgoing, "may_be_listed", lambda needs, *_: needs["need"].notna())


def _names_kept(patch: pytest.MonkeyPatch) -> None:
    def own(actors: pd.DataFrame, lang: str) -> pd.DataFrame:
        del lang
        return actors[["actor", "label"]].set_axis(actors["actor"])

    patch.setattr(outgoing, "renamed", own)


def _hours_of_informal_help(patch: pytest.MonkeyPatch) -> None:
    def summed(frame: pd.DataFrame, key: list[str]) -> pd.DataFrame:
        hours = frame.groupby(key, dropna=False)["hours"].sum(min_count=1)
        return hours.reset_index()[list(frame.columns)]

    patch.setattr(outgoing, "merged", summed)


def _protect_skipped(patch: pytest.MonkeyPatch) -> None:
    """Hand the tables on as they are, stamped as if they had been protected."""
    real = told.protect

    def raw(*hood: Any, level: str, **more: Any) -> Outgoing:
        made = real(*hood, level="internal", **more)
        after = made.after and replace(made.after, level=level)
        return replace(made, level=level, after=after)  # type: ignore[arg-type]

    patch.setattr(told, "protect", raw)


def _survey_not_rounded(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(over_residents, "rounded", lambda many: many.round().astype("Float64"))


def _helpers_counted(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(over_residents, "HELPERS", ())


def _any_column_of_a_table(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(outgoing, "_listed", lambda frame, _: frame)


def _any_column_of_a_finding(patch: pytest.MonkeyPatch) -> None:
    def every(findings: pd.DataFrame) -> pd.DataFrame:
        rows = findings.reset_index(drop=True)
        return rows.assign(number=range(1, len(rows) + 1))

    patch.setattr(of_findings, "numbered", every)


def _any_column_of_a_move(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(of_moves, "numbered", lambda moves: moves.reset_index())


def _exporter_peeks(patch: pytest.MonkeyPatch) -> None:
    """Let the view write an attribute that it did not get from what may leave."""
    seen: dict[str, Any] = {}
    protect, facts = told.protect, view_file.facts

    def looks(hood: Any, **more: Any) -> Outgoing:
        seen["minutes"] = float(hood.contacts["minutes"].sum())
        return protect(hood, **more)

    patch.setattr(told, "protect", looks)
    patch.setattr(view_file, "facts", lambda *given: facts(*given) | seen)


def _internal_not_marked(patch: pytest.MonkeyPatch) -> None:
    say = view_file.say

    def without(word: str, lang: Any) -> str:
        return "" if word == "internal" else say(word, lang)

    patch.setattr(view_file, "say", without)


FAULTS: dict[str, Fault] = {
    "small counts are shown": _small_counts_shown,
    "totals are not rounded": _totals_as_they_are,
    "the comparison is of true counts": _comparison_as_it_is,
    "a need that one resident has is listed": _every_need_listed,
    "names are kept": _names_kept,
    "hours of informal help are shown": _hours_of_informal_help,
    "protect is skipped": _protect_skipped,
    "a survey and its map are not rounded": _survey_not_rounded,
    "informal helpers of a survey are counted": _helpers_counted,
    "any column of a table leaves": _any_column_of_a_table,
    "any column of a finding leaves": _any_column_of_a_finding,
    "any column of a move leaves": _any_column_of_a_move,
    "an exporter peeks": _exporter_peeks,
    "internal is not marked": _internal_not_marked,
}
OF_CHAINS = ("the comparison is of true counts", "internal is not marked")
"""Faults in what is made after a whole chain only."""
OF_RARE = ("a need that one resident has is listed",)
"""Faults that a need which comes or goes can show."""
