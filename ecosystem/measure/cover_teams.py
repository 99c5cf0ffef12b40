"""
The teams of the fewest people, the preferred ones first.

Whatever decides between teams of one size adds up over their members: steps of the ladder, people
kept, hours, and at last the ids. So each member has one price, a whole number, and the cheapest
teams of a case follow from the cheapest teams of what is left after one member.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ecosystem.measure.cover_often import Often

KEPT_BITS = 40
_HOURS_BITS = 40


def prices(steps: Sequence[int], hours: Sequence[int]) -> list[int]:
    """
    Price each person so that of teams of one size the cheapest is the one to choose.

    First the lowest sum of steps, then (by `keeping`) the most kept, then the most hours, then
    the first ids: the team with the first id that the other has not.

    Parameters
    ----------
    steps, hours
        Of each person, whole numbers; in the order of their ids.

    Returns
    -------
    prices
        One whole number a person.

    Examples
    --------
    >>> [team_of(price, 3) for price in sorted(prices([4, 3, 3], [0, 8, 8]))]
    [[1], [2], [0]]
    """
    count = len(steps)
    return [
        (((step << (KEPT_BITS + _HOURS_BITS)) - hour) << count) - (1 << (count - 1 - at))
        for at, (step, hour) in enumerate(zip(steps, hours, strict=True))
    ]


def keeping(price: int, kept: int, count: int) -> int:
    """
    Lower a price for those of the residents who know this person already.

    Parameters
    ----------
    price
        As `prices` gives it.
    kept
        How many residents know them.
    count
        How many people have a price.

    Returns
    -------
    price
        The price in this case.

    Examples
    --------
    >>> one, other = prices([4, 4], [0, 40])
    >>> keeping(one, 1, 2) < other < one
    True
    """
    return price - (kept << (_HOURS_BITS + count))


def team_of(price: int, count: int) -> list[int]:
    """
    Read from the price of a team who is in it.

    Parameters
    ----------
    price
        The prices of its members together.
    count
        How many people have a price.

    Returns
    -------
    members
        Their numbers, ascending.

    Examples
    --------
    >>> one, two, three = prices([4, 4, 0], [0, 8, 9])
    >>> team_of(one + three, 3)
    [0, 2]
    """
    left, members = -price & ((1 << count) - 1), []
    while left:
        at = count - left.bit_length()
        members.append(at)
        left -= 1 << (count - 1 - at)
    return members


def cheapest_once(
    masks: Sequence[int], costs: Sequence[int], table: Sequence[int], most: int
) -> list[int]:
    """
    Price the cheapest teams of the fewest people, where each need wants one.

    Parameters
    ----------
    masks, costs
        What each person can do of the case, as bits, and their price.
    table
        The fewest people for every subset of the needs, as `subset_table` gives it.
    most
        How many teams to give at most.

    Returns
    -------
    prices
        What each team costs together, the cheapest first.

    Examples
    --------
    >>> cheapest_once([0b01, 0b10, 0b10, 0b01], [8, 4, 2, 1], [0, 1, 1, 2], 3)
    [3, 5, 10]
    """
    classes: dict[int, list[int]] = {}
    for cost, mask in sorted((cost, mask) for cost, mask in zip(costs, masks, strict=True) if mask):
        classes.setdefault(mask, []).append(cost)
    best: dict[int, list[int]] = {0: [0]}

    def solve(left: int) -> list[int]:
        if left not in best:
            first, fewer = left & -left, table[left] - 1
            best[left] = _lowest(
                (
                    head + tail
                    for mask, own in classes.items()
                    if mask & first and table[left & ~mask] == fewer
                    for at, tail in enumerate(solve(left & ~mask))
                    for head in own[: most // (at + 1)]
                ),
                most,
            )
        return best[left]

    return solve(len(table) - 1)


def cheapest_often(
    often: Often, masks: Sequence[int], costs: Sequence[int], most: int
) -> list[int]:
    """
    Price the cheapest teams of the fewest people, where a need may want more than one.

    Parameters
    ----------
    often
        The case worked out.
    masks, costs
        What each person can do of the case, as bits, and their price.
    most
        How many teams to give at most.

    Returns
    -------
    prices
        What each team costs together, the cheapest first.

    Examples
    --------
    >>> from ecosystem.measure.cover_often import cover_often
    >>> masks = [0b11, 0b11, 0b01, 0b10]
    >>> cheapest_often(cover_often(masks, [2, 1]), masks, [8, 4, 2, 1], 3)
    [6, 10, 12]
    """
    reached = []
    states = {len(often.wanted) - 1}
    for at in range(len(often.classes)):
        options = {state: _options(often, at, state) for state in states}
        reached.append(options)
        states = {state for some in options.values() for _, state in some}
    best = {0: [0]}
    for mask, options in zip(reversed(often.classes), reversed(reached), strict=True):
        own = sorted(cost for cost, can in zip(costs, masks, strict=True) if can == mask)
        groups = _groups(own, max(number for some in options.values() for number, _ in some), most)
        best = {
            state: _lowest(
                (
                    head + tail
                    for number, rest in some
                    for at, head in enumerate(groups[number])
                    for tail in best[rest][: most // (at + 1)]
                ),
                most,
            )
            for state, some in options.items()
        }
    return best[len(often.wanted) - 1]


def _options(often: Often, at: int, state: int) -> list[tuple[int, int]]:
    """How many of a class can be in a smallest team, and what state each number leaves."""
    now, later, step = often.layers[at], often.layers[at + 1], often.after[at]
    options, left = [], state
    for number in range(often.sizes[at] + 1):
        if later[left] + number == now[state]:
            options.append((number, left))
        if step[left] == left:
            break
        left = int(step[left])
    return options


def _groups(costs: list[int], largest: int, most: int) -> list[list[int]]:
    """Price the cheapest groups of none, of one, and so on, of one class; costs ascend."""
    groups: list[list[int]] = [[0]] + [[]] * largest
    for cost in costs[: most + largest - 1]:
        for number in range(largest, 0, -1):
            more = [cost + other for other in groups[number - 1]]
            groups[number] = _lowest([*groups[number], *more], most)
    return groups


def _lowest(costs: Iterable[int], most: int) -> list[int]:
    return sorted(set(costs))[:most]
