"""Whether everybody's hours still go round: a transport problem, asked again and again."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

import numpy as np

PARTS = 1000
"""Hours are counted in whole thousandths."""


class HoursFit:
    """
    The hours that needs can get now, which they must still get when people stop or learn.

    The needs are served in the order given, as in `coverage`: each as far as can be without
    taking from those before it; nobody's hour is spent twice. Made once and asked often: the
    last ways in which the hours went round are kept, and one goes as long as it asks nothing
    of those who stop.

    Parameters
    ----------
    hours
        Hours a week each actor has; infinite where unknown.
    asked
        Hours a week asked for each need, by its bit, those first that are served first.
    can
        What each actor may do now, a bit a need.
    always
        What some do besides, whatever changes.
    """

    def __init__(
        self,
        hours: Mapping[str, float],
        asked: Mapping[int, float],
        can: Mapping[str, int],
        always: Mapping[str, int] | None = None,
    ) -> None:
        wanted = {bit: round(PARTS * much) for bit, much in asked.items() if much > 0}
        total = sum(wanted.values())
        self._hours = {who: int(min(total, PARTS * much)) for who, much in hours.items()}
        self._always = always or {}
        self._served: dict[int, int] = {}
        self._ways: deque[dict[str, int]] = deque(maxlen=32)
        for bit, much in wanted.items():
            before = sum(self._served.values())
            self._served[bit] = much
            self._served[bit] = self._flow(can) - before
        self._ways.clear()
        self._flow(can)

    def holds(self, can: Mapping[str, int]) -> bool:
        """Tell whether every need gets what it gets now, where people may do this instead."""
        able = {who: can.get(who, 0) | self._always.get(who, 0) for who in self._hours}
        if any(all(not used & ~able[who] for who, used in way.items()) for way in self._ways):
            return True
        return self._flow(can) == sum(self._served.values())

    def _flow(self, can: Mapping[str, int]) -> int:
        """Find how much of what is to be served these people can serve together."""
        from scipy.sparse import csr_array  # noqa: PLC0415 (slow to start)
        from scipy.sparse.csgraph import maximum_flow  # noqa: PLC0415

        people, bits = list(self._hours), list(self._served)
        last = len(people) + len(bits) + 1
        needs = list(enumerate(bits, len(people) + 1))
        edges = [(to, last, self._served[bit]) for to, bit in needs]
        for at, who in enumerate(people, 1):
            mask, much = can.get(who, 0) | self._always.get(who, 0), self._hours[who]
            edges += [(0, at, much), *((at, to, much) for to, bit in needs if mask & bit)]
        start, end, most = np.array(edges, dtype=np.int32).T
        network = csr_array((most, (start, end)), shape=(last + 1, last + 1))
        found = maximum_flow(network, 0, last)
        if found.flow_value == sum(self._served.values()):
            way = dict.fromkeys(people, 0)
            flow = found.flow.tocoo()
            for at, to, much in zip(*flow.coords, flow.data, strict=True):
                if much > 0 and 0 < at <= len(people) and to < last:
                    way[people[at - 1]] |= bits[to - len(people) - 1]
            self._ways.appendleft(way)
        return int(found.flow_value)
