"""What a neighbourhood weighs: the professionals at the door, the hours, and what hangs on one."""

from __future__ import annotations

from dataclasses import dataclass

from ecosystem.measure.cases import cases, eligible
from ecosystem.propose.staffing import staffing
from ecosystem.tables.neighbourhood import Neighbourhood


@dataclass(frozen=True, eq=False)
class Weight:
    """
    What moves can make better or worse.

    Attributes
    ----------
    people
        Professionals at the door, over all residents.
    hours_short
        Hours a week that are asked for beyond what people have.
    uncovered
        How many needs nobody may meet.
    fragile
        Needs somebody has that one only may meet.
    full
        Units without an hour to spare, each ids joined by `|`.
    """

    people: int
    hours_short: float
    uncovered: int
    fragile: frozenset[str]
    full: frozenset[str]

    def no_worse(self, than: Weight) -> bool:
        """Tell whether nobody more comes, no hours are shorter, and nothing is left unmet."""
        return (
            self.people <= than.people
            and self.hours_short <= than.hours_short + 1e-6
            and self.uncovered <= than.uncovered
        )


def weigh(hood: Neighbourhood, *, backup: int = 1) -> Weight:
    """
    Weigh a neighbourhood.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences` and something that says who needs what.
    backup
        How many people must be able to meet each need of one resident.

    Returns
    -------
    weight
        What it weighs, with everybody as well placed as can be.

    Raises
    ------
    MissingTable
        If `competences` was not supplied, or nothing says who needs what.

    Examples
    --------
    >>> weigh(street).people, weigh(street).uncovered
    (1, 1)
    """
    staffed = staffing(hood, backup=backup)
    can = eligible(hood).groupby("need").size()
    rows = cases(hood)
    some = [] if rows is None else rows.loc[rows["residents"] > 0, "needs"]
    asked = {one for needs in some for one in needs.split("|")}
    one = asked.intersection(can.index[can == 1])
    load = staffed.load
    used = load["used"].astype("Float64")
    full = load.loc[(used > 0) & (used >= load["hours"] - 1e-6).fillna(value=False), "who"]
    return Weight(
        people=staffed.people,
        hours_short=staffed.hours_short,
        uncovered=len(staffed.dropped),
        fragile=frozenset(one),
        full=frozenset(full),
    )
