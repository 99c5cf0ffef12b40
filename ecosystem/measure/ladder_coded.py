"""The step used and the lightest there is, of each resident and need: in numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ecosystem.measure.eligible import eligible_coded
from ecosystem.measure.seen_coded import seen_coded
from ecosystem.measure.supply_coded import supply_coded
from ecosystem.tables.coded import Coded, coded
from ecosystem.tables.different import sorted_out
from ecosystem.tables.help_coded import help_rows, request_rows
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember
from ecosystem.tables.texts import places

NO_STEP = 99
"""Higher than any step: where none is known."""


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
        return np.asarray((self.step >= 0) & (self.lightest != NO_STEP))

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
    stands = _whole(who.step, NO_STEP)[can.actor]
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
    lowest = np.full(needs, NO_STEP)
    np.minimum.at(lowest, need, step)
    lowest[-1] = NO_STEP
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
