"""Whether everybody's hours still go round: a transport problem, asked again and again."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import le, or_
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
        self._asked, self._wanted, self._always = asked, wanted, always or {}
        now = self._parts(can)
        endless = 2 * sum(now)
        self._hours = {who: int(min(endless, PARTS * much)) for who, much in hours.items()}
        self._ways: deque[tuple[dict[str, int], list[int]]] = deque(maxlen=32)
        served: list[int] = []
        for much in now:
            served.append(self._flow(can, [*served, much], now) - sum(served))
        self._short = [much - had for much, had in zip(now, served, strict=True)]

    def _parts(self, can: Mapping[str, int]) -> list[int]:
        return [round(PARTS * much) for much in self._wanted(can)]

    def holds(self, can: Mapping[str, int]) -> bool:
        """Tell whether nothing has to be short of more, where people may do this instead."""
        now = self._parts(can)
        least = [max(much - short, 0) for much, short in zip(now, self._short, strict=True)]
        able = {who: can.get(who, 0) | self._always.get(who, 0) for who in self._hours}
        for way, gave in self._ways:
            enough = len(gave) == len(least) and all(map(le, least, gave))
            if enough and all(not used & ~able[who] for who, used in way.items()):
                return True
        return self._flow(can, least, now) == sum(least)

    def _flow(self, can: Mapping[str, int], least: Sequence[int], wanted: Sequence[int]) -> int:
        """Find how much of the least that must be served these people can serve together."""
        from scipy.sparse import csr_array  # noqa: PLC0415 (slow to start)
        from scipy.sparse.csgraph import maximum_flow  # noqa: PLC0415

        people = list(self._hours)
        last = len(people) + len(least) + 1
        things = [
            (to, each, -(-much // each.people))
            for to, (each, much, _) in enumerate(
                zip(self._asked, wanted, least, strict=False), len(people) + 1
            )
        ]
        edges = [(to, last, much) for to, much in enumerate(least, len(people) + 1)]
        for at, who in enumerate(people, 1):
            mask = can.get(who, 0) | self._always.get(who, 0)
            edges.append((0, at, self._hours[who]))
            edges += [
                (at, to, most)
                for to, each, most in things
                if not each.needs & ~mask and (each.who is None or who in each.who)
            ]
        start, end, capacity = np.array(edges, dtype=np.int32).T
        network = csr_array((capacity, (start, end)), shape=(last + 1, last + 1))
        found = maximum_flow(network, 0, last)
        if found.flow_value == sum(least):
            way = dict.fromkeys(people, 0)
            flow = found.flow.tocoo()
            for at, to, much in zip(*flow.coords, flow.data, strict=True):
                if much > 0 and 0 < at <= len(people) and to < last:
                    way[people[at - 1]] |= self._asked[to - len(people) - 1].needs
            self._ways.appendleft((way, list(least)))
        return int(found.flow_value)
