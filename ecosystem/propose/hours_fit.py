"""Whether everybody's hours still go round: a transport problem, asked again and again."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from functools import reduce
from operator import or_
from statistics import median

import numpy as np

PARTS = 1000
"""Hours are counted in whole thousandths."""


class Takes:
    """
    What one resident takes of each need: the median of what those able say.

    Parameters
    ----------
    said
        Hours a week, by need and by who says so.
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
        told = dict(self._now)
        for bit, own in self._said.items():
            if bit & bits:
                left = [much for who, much in own.items() if not stopped.get(who, 0) & bit]
                told[bit] = median(left) if left else self._otherwise.get(bit, 0.0)
        return told


class HoursFit:
    """
    The hours that needs are short of now, of which no need may be short of more.

    The needs are served in the order given, as in `coverage`: each as far as can be without
    taking from those before it; nobody's hour is spent twice. Made once and asked often: the
    last ways in which the hours went round are kept, and one goes as long as it asks nothing
    of those who stop.

    Parameters
    ----------
    hours
        Hours a week each actor has; infinite where unknown.
    asks
        How many residents ask for each need, by its bit, those first that are served first.
    takes
        What one resident takes.
    can
        What each actor may do now, a bit a need.
    always
        What some do besides, whatever changes.
    """

    def __init__(
        self,
        hours: Mapping[str, float],
        asks: Mapping[int, int],
        takes: Takes,
        can: Mapping[str, int],
        always: Mapping[str, int] | None = None,
    ) -> None:
        self._asks, self._takes = asks, takes
        wanted = self._wanted(can)
        endless = 2 * sum(wanted.values())
        self._hours = {who: int(min(endless, PARTS * much)) for who, much in hours.items()}
        self._always = always or {}
        self._ways: deque[tuple[dict[str, int], dict[int, int]]] = deque(maxlen=32)
        served: dict[int, int] = {}
        for bit, much in wanted.items():
            served[bit] = self._flow(can, served | {bit: much}) - sum(served.values())
        self._short = {bit: much - served[bit] for bit, much in wanted.items()}

    def _wanted(self, can: Mapping[str, int]) -> dict[int, int]:
        takes = self._takes(can)
        return {bit: round(PARTS * count * takes.get(bit, 0)) for bit, count in self._asks.items()}

    def holds(self, can: Mapping[str, int]) -> bool:
        """Tell whether no need has to be short of more, where people may do this instead."""
        wanted = self._wanted(can)
        least = {bit: wanted[bit] - much for bit, much in self._short.items() if wanted[bit] > much}
        able = {who: can.get(who, 0) | self._always.get(who, 0) for who in self._hours}
        for way, gave in self._ways:
            if all(not used & ~able[who] for who, used in way.items()) and all(
                much <= gave.get(bit, 0) for bit, much in least.items()
            ):
                return True
        return self._flow(can, least) == sum(least.values())

    def _flow(self, can: Mapping[str, int], least: Mapping[int, int]) -> int:
        """Find how much of what is to be served these people can serve together."""
        from scipy.sparse import csr_array  # noqa: PLC0415 (slow to start)
        from scipy.sparse.csgraph import maximum_flow  # noqa: PLC0415

        people, bits = list(self._hours), list(least)
        last = len(people) + len(bits) + 1
        needs = list(enumerate(bits, len(people) + 1))
        edges = [(to, last, least[bit]) for to, bit in needs]
        for at, who in enumerate(people, 1):
            mask, much = can.get(who, 0) | self._always.get(who, 0), self._hours[who]
            edges += [(0, at, much), *((at, to, much) for to, bit in needs if mask & bit)]
        start, end, most = np.array(edges, dtype=np.int32).T
        network = csr_array((most, (start, end)), shape=(last + 1, last + 1))
        found = maximum_flow(network, 0, last)
        if found.flow_value == sum(least.values()):
            way = dict.fromkeys(people, 0)
            flow = found.flow.tocoo()
            for at, to, much in zip(*flow.coords, flow.data, strict=True):
                if much > 0 and 0 < at <= len(people) and to < last:
                    way[people[at - 1]] |= bits[to - len(people) - 1]
            self._ways.appendleft((way, dict(least)))
        return int(found.flow_value)
