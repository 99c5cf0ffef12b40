"""The ladder of help: the step that is used against the lightest that could do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.arrays import IntegerArray

from ecosystem.measure.eligible import eligible_coded
from ecosystem.measure.seen_coded import seen_coded
from ecosystem.measure.supply_coded import supply_coded
from ecosystem.tables.coded import Coded, coded, places
from ecosystem.tables.different import sorted_out
from ecosystem.tables.help_coded import help_rows, request_rows
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember

_NO_STEP = 99
WEIGHED = ("heavier", "informal_only", "justified")
COLUMNS = {
    "need": "string",
    **dict.fromkeys(["step", "residents", "perhaps_higher", "lightest", "offered", "gap"], "Int64"),
    **dict.fromkeys(WEIGHED, "Int64"),
    "reasons": "string",
}


def ladder(hood: Neighbourhood) -> pd.DataFrame:
    """
    Set, for each need, the step of the help that is used against the lightest that could do.

    The steps are 0 self, 1 household, 2 informal network, 3 collective, 4 general provision,
    5 tailored, 6 specialist. What a resident uses for a need is the heaviest step among those
    with whom there was contact about it. The lightest is the lowest step of anybody here who
    may meet the need, with hours that are not 0 (see `eligible`; unknown hours may be enough).
    The gap is the one minus the other, and the help is heavier than needed where that is above
    0, unless the professional gave a reason (`heavier_because`) in the request of those
    contacts or in another request of the resident for that need. Whether who is lighter still
    has hours to spare, or suits this one resident, no table says: it is a question.

    An informal helper is only ever named as possible: `offered` leaves them out, and
    `informal_only` counts for whom nobody but an informal helper stands lower.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts` and `competences`.

    Returns
    -------
    ladder
        One row per `need` and `step` used (0-6), by need and step, what is unknown last; the
        last rows are contacts that name no need. `residents` (distinct; of a resident with
        two needs each counts; a step is missing where none of those who came has one), of whom
        for `perhaps_higher` somebody of unknown step came too; `lightest` (lowest step; missing
        where nobody may meet the need or no step is known), `offered` (idem
        without informal helpers), `gap` (steps; below 0 where who came was lighter than anybody
        of whom it is written that they can); `heavier` (residents, gap above 0, no
        reason), of whom `informal_only` (not above `offered`); `justified` (residents, gap
        above 0 with a reason) and its `reasons` (most frequent first, joined by `|`; empty
        where none). What hangs on an unknown gap is missing.

    Raises
    ------
    MissingTable
        If `contacts` or `competences` was not supplied.

    References
    ----------
    M. Eeken, *Lean in het sociaal domein* (2022): no heavier solution than needed, and the
    professional guards how heavy it is. The override with a reason is that professional's.

    Examples
    --------
    >>> log = {"resident": ["anna", "bob"], "actor": ["gp", "choir"], "need": "skin"}
    >>> sings = pd.DataFrame([{"actor": "choir", "need": "skin"}])
    >>> used = street.replace(
    ...     contacts=street.contacts.reindex(range(2)).assign(**log),
    ...     competences=pd.concat([street.competences, sings], ignore_index=True),
    ... )
    >>> ladder(used)[["need", "step", "residents", "lightest", "gap", "heavier"]]
       need  step  residents  lightest  gap  heavier
    0  skin     3          1         3    0        0
    1  skin     4          1         3    1        1
    """
    hood.need("contacts", "competences", for_what="The step of help that is used")
    each = used(hood)
    by = each.groupby(["need", "step"], dropna=False, sort=True)
    counts = by[["perhaps_higher", *WEIGHED]].sum(min_count=1)
    first = by[["lightest", "offered", "gap"]].first()
    rows = pd.concat([by.size().rename("residents"), counts, first], axis=1)
    rows["reasons"] = by["reason"].agg(_most_first)
    return rows.reset_index()[list(COLUMNS)].astype(COLUMNS)


def used(hood: Neighbourhood) -> pd.DataFrame:
    """
    Give for each resident and need the step used, the lightest there is, and any reason.

    Parameters
    ----------
    hood
        A checked neighbourhood with `competences`.

    Returns
    -------
    used
        One row per `resident` and `need` with a contact, sorted: `step`, `perhaps_higher`,
        `lightest`, `offered`, `gap`, `heavier`, `informal_only` and `justified` as in `ladder`
        (1 or 0), and `reason` (missing where there is none, or it was not needed).

    Examples
    --------
    >>> len(used(street))
    0
    """
    each = used_coded(hood)
    step, lightest, offered = (
        IntegerArray(steps, (steps < 0) | (steps == _NO_STEP))
        for steps in (each.step, each.lightest, each.offered)
    )
    gap = step - lightest
    weighed = (each.heavier, each.heavier & (each.step <= each.offered), each.justified)
    return pd.DataFrame(
        {
            "resident": each.resident.text(),
            "need": each.need.text().astype("string"),
            "step": step,
            "perhaps_higher": pd.array(each.silent & (each.step >= 0), dtype="Int64"),
            "lightest": lightest,
            "offered": offered,
            "gap": gap,
            "reason": Coded(np.where(each.above, each.reason.code, -1), each.reason.names)
            .text()
            .astype("string"),
            **{
                name: IntegerArray(which.astype(np.int64), gap.isna())
                for name, which in zip(WEIGHED, weighed, strict=True)
            },
        }
    )


@dataclass(frozen=True, eq=False)
class Used:
    """The rows of `used` in numbers."""

    resident: Coded
    need: Coded
    step: np.ndarray
    """Of those who came, the highest; -1 where none is known."""
    silent: np.ndarray
    """Whether somebody of unknown step came."""
    lightest: np.ndarray
    """With `offered`: higher than any step where it is not known."""
    offered: np.ndarray
    reason: Coded
    """Of the requests, whether it was needed or not."""

    @property
    def known(self) -> np.ndarray:
        """Whether the gap is known."""
        return np.asarray((self.step >= 0) & (self.lightest != _NO_STEP))

    @property
    def above(self) -> np.ndarray:
        """Whether the step is known and higher than the lightest."""
        return self.step > self.lightest

    @property
    def heavier(self) -> np.ndarray:
        """Whether it is so without a reason."""
        return self.above & (self.reason.code < 0)

    @property
    def justified(self) -> np.ndarray:
        """Whether it is so with a reason."""
        return self.above & (self.reason.code >= 0)


def used_coded(hood: Neighbourhood) -> Used:
    """
    Give `used` in numbers, for what counts by the thousand.

    Parameters
    ----------
    hood
        A checked neighbourhood with `competences`.

    Returns
    -------
    used_coded
        The same rows in the same order.

    Examples
    --------
    >>> len(used_coded(street).step)
    0
    """
    return remember(hood, _used)


def _used(hood: Neighbourhood) -> Used:
    log, can, who = seen_coded(hood), eligible_coded(hood), supply_coded(hood)
    needs = len(log.need.names) + 1
    pair = _pair(log.resident.code, log.need.code, needs)
    found, at = sorted_out(pair, len(log.resident.names) * needs)
    whom, what = np.divmod(found, needs)
    what = np.where(what == needs - 1, -1, what)
    came = np.append(_whole(log.who.step, -1), -1)[log.actor.code]
    step = np.full(len(found), -1)
    np.maximum.at(step, at, came)
    place = places(can.need.names, log.need.names)[can.need.code]
    stands = _whole(who.step, _NO_STEP)[can.actor]
    formal = ~who.layer.among(["informal"])[can.actor]
    return Used(
        Coded(whom, log.resident.names),
        Coded(what, log.need.names),
        step,
        np.bincount(at[came < 0], minlength=len(found)) > 0,
        _lowest(place, stands, needs)[what],
        _lowest(place[formal], stands[formal], needs)[what],
        _reasons(hood, found, at, needs),
    )


def _whole(step: np.ndarray, unknown: int) -> np.ndarray:
    """Give steps as whole numbers, and this number where they are not known."""
    return np.where(np.isnan(step), unknown, step).astype(np.int64)


def _pair(resident: np.ndarray, need: np.ndarray, needs: int) -> np.ndarray:
    """Give resident and need in one number; no need goes last."""
    return np.asarray(resident * np.int64(needs) + need % needs)


def _lowest(need: np.ndarray, step: np.ndarray, needs: int) -> np.ndarray:
    """Give the lowest step that may meet each need; the last is of no need."""
    lowest = np.full(needs, _NO_STEP)
    np.minimum.at(lowest, need, step)
    lowest[-1] = _NO_STEP
    return lowest


def _reasons(hood: Neighbourhood, found: np.ndarray, at: np.ndarray, needs: int) -> Coded:
    """Give a reason per resident and need, of several the first by name."""
    because, rows = coded(hood, "requests", "heavier_because"), help_rows(hood)
    log, request = seen_coded(hood), request_rows(hood)
    own = slice(len(rows.need.code) - len(because.code), None)
    none = len(because.names)
    reason = np.where(because.code < 0, none, because.code).astype(np.int64)
    pair = _pair(rows.resident.code[own], rows.need.code[own], needs)
    place = np.minimum(np.searchsorted(found, pair), len(found) - 1)
    said = np.full(len(found), none)
    if len(found):
        here = found[place] == pair
        np.minimum.at(said, place[here], reason[here])
    of_request = np.full(len(request.names) + 1, none)
    of_request[request.code[own]] = reason
    of_request[-1] = none
    np.minimum.at(said, at, of_request[request.code[log.row]])
    return Coded(np.where(said < none, said, -1), because.names)


def _most_first(reasons: pd.Series) -> str:
    counts = reasons.value_counts()
    return "|".join(sorted(counts.index, key=lambda reason: (-counts[reason], reason)))
