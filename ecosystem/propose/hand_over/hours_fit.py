"""Whether everybody's hours still go round: a transport problem, asked again and again."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from statistics import median

import numpy as np

PARTS = 1000
"""Hours are counted in whole thousandths."""
SIGN = 1 << 62
"""Needs beyond this do not fit in a machine's integer."""


class Takes:
    """
    What one resident takes of each need: the median of what it takes those able.

    Who learns it takes the median of now.

    Parameters
    ----------
    said
        Hours a week, by need and by everybody able; of who does not say the median of the rest.
    otherwise
        Hours a week of a need where none of those able says.
    can
        What each who may stop or learn may do now, a bit a need.
    """

    def __init__(
        self,
        said: Mapping[int, Mapping[str, float]],
        otherwise: Mapping[int, float],
        can: Mapping[str, int],
    ) -> None:
        self._said, self._otherwise, self._can = said, otherwise, can
        self._now = dict(otherwise) | {bit: median(own.values()) for bit, own in said.items()}

    def __call__(self, can: Mapping[str, int]) -> dict[int, float]:
        """Say it of every need, where people may do this instead."""
        stopped = {actor: mask & ~can[actor] for actor, mask in self._can.items()}
        bits = reduce(or_, stopped.values(), 0)
        learnt = [mask & ~self._can[actor] for actor, mask in can.items()]
        told = dict(self._now)
        for bit, own in self._said.items():
            if bit & bits:
                left = [much for who, much in own.items() if not stopped.get(who, 0) & bit]
                left += [told[bit] for new in learnt if new & bit]
                told[bit] = median(left) if left else self._otherwise.get(bit, 0.0)
        return told


@dataclass(frozen=True)
class Asked:
    """
    What is asked of one person, and again of as many others.

    Parameters
    ----------
    needs
        What one person must be able to do, a bit a need.
    people
        How many different people a resident must have for it.
    who
        Who of those able may; None is everybody.
    """

    needs: int
    people: int = 1
    who: frozenset[str] | None = None


class HoursFit:
    """
    The hours that fall short now of what is asked, of which nothing may be short of more.

    What is asked is served in the order given, as in `coverage`: each as far as can be without
    taking from those before it; nobody's hour is spent twice, and who must be different people
    are. Made once and asked often: the last ways in which the hours went round are kept, and
    one goes as long as it asks nothing of those who stop.

    Parameters
    ----------
    hours
        Hours a week each actor has; infinite where unknown.
    asked
        What is asked, first what is served first.
    wanted
        Hours a week of each of these, given what people may do.
    can
        What each actor may do now, a bit a need.
    always
        What some do besides, whatever changes.
    """

    def __init__(
        self,
        hours: Mapping[str, float],
        asked: Sequence[Asked],
        wanted: Callable[[Mapping[str, int]], Sequence[float]],
        can: Mapping[str, int],
        always: Mapping[str, int] | None = None,
    ) -> None:
        self._wanted, self._people, self._always = wanted, list(hours), always or {}
        needs = [each.needs for each in asked]
        self._needs = np.array(needs, dtype=np.int64 if max(needs, default=0) < SIGN else object)
        self._times = np.array([each.people for each in asked], dtype=np.int64)
        self._may = np.array(
            [[each.who is None or one in each.who for each in asked] for one in self._people],
            dtype=bool,
        ).reshape(len(self._people), len(asked))
        now = self._parts(can)
        endless = 2 * now.sum() + 1
        self._hours = np.array([min(endless, PARTS * much) for much in hours.values()], dtype=int)
        self._ways: deque[tuple[np.ndarray, np.ndarray]] = deque(maxlen=32)
        served = np.zeros_like(now)
        for thing, much in enumerate(now):
            served[thing] = much
            served[thing] = much + self._flow(self._able(can), served, now) - served.sum()
        self._short = now - served

    def _parts(self, can: Mapping[str, int]) -> np.ndarray:
        parts: np.ndarray = np.rint(PARTS * np.array(self._wanted(can), dtype=float)).astype(int)
        return parts

    def _able(self, can: Mapping[str, int]) -> np.ndarray:
        """Say who may do which of the things asked: people by things."""
        masks = [can.get(who, 0) | self._always.get(who, 0) for who in self._people]
        without = ~np.array(masks, dtype=self._needs.dtype)
        able: np.ndarray = self._may & ((self._needs & without[:, None]) == 0)
        return able

    def holds(self, can: Mapping[str, int]) -> bool:
        """Tell whether nothing has to be short of more, where people may do this instead."""
        able, now = self._able(can), self._parts(can)
        least = np.maximum(now - self._short, 0)
        for used, gave in self._ways:
            if (least <= gave).all() and not (used & ~able).any():
                return True
        return self._flow(able, least, now) == int(least.sum())

    def _flow(self, able: np.ndarray, least: np.ndarray, wanted: np.ndarray) -> int:
        """Find how much of the least that must be served these people can serve together."""
        from scipy.sparse import coo_array  # noqa: PLC0415 (slow to start)
        from scipy.sparse.csgraph import maximum_flow  # noqa: PLC0415

        people, things = able.shape
        last = people + things + 1
        who, what = np.nonzero(able)
        most = -(-wanted // self._times)
        start = np.r_[np.zeros(people, dtype=int), who + 1, np.arange(people + 1, last)]
        end = np.r_[np.arange(1, people + 1), what + people + 1, np.full(things, last)]
        capacity = np.r_[self._hours, most[what], least].astype(np.int32)
        network = coo_array((capacity, (start, end)), shape=(last + 1, last + 1)).tocsr()
        found = maximum_flow(network, 0, last)
        if found.flow_value == least.sum():
            flow = found.flow.tocoo()
            (at, to), much = flow.coords, flow.data
            real = (much > 0) & (at > 0) & (at <= people) & (to < last)
            used = np.zeros_like(able)
            used[at[real] - 1, to[real] - people - 1] = True
            self._ways.appendleft((used, least.copy()))
        return int(found.flow_value)
