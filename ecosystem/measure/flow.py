"""Flow: how each request travels, from being asked to the last help."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pandas.arrays import BooleanArray, FloatingArray, IntegerArray

from ecosystem.measure.activities import Activities, activities
from ecosystem.measure.first_time_right import first_time_right
from ecosystem.measure.flow_coded import flow_coded
from ecosystem.measure.in_order import MISSING
from ecosystem.tables.columns import known, moments
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.refusals import refusal

COUNTS = {
    "people": "people",
    "groups": "groups",
    "links": "links",
    "handovers": "placed",
    "loops": "placed",
    "contacts": "always",
    "unknown": "always",
    "no_time": "always",
    "no_minutes": "always",
    "same_time": "always",
    "practices": "people",
    "professionals": "links",
}
"""What is counted, each with the count that must not be 0 for it to be known."""
NAMES = ("longest_from", "longest_to", "taken_in_by")


def flow(hood: Neighbourhood, *, window: float = 90) -> pd.DataFrame:
    """
    Follow each request: through how many hands it went, what was done, and what was waiting.

    The contacts about a request go by start, and at the same start by actor id. Lead time is
    first start to last end; touch time the union of start to start plus minutes; waiting what
    is left between activities, so that lead time = touch + waiting. A contact of unknown length
    counts as a moment: where there are any, touch and efficiency are at least, and waiting at
    most, what they say. A handover is an activity followed by one of another actor, a loop a
    handover to somebody who had the request before: with everybody known, handovers =
    links - 1 + loops. An unknown actor is no person and no handover; a contact without a start
    has no place in the order, and counts only for who is involved.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts`, of which those that name a request count.
    window
        Days after the end of a request in which another for the same need by the same resident
        means that the first was not right.

    Returns
    -------
    flow
        One row per request of `contacts` and `requests`, by id. Counts:

        - `people`: persons and practices; missing where only groups or organisations are known
        - `groups`: of each contact the actor, where that is a group or organisation itself, or
          else the organisation that it names (the actor's, where no contact of the table names
          one); missing where none is known
        - `links`: distinct actors, of whatever level; missing where none is known
        - `handovers`, `loops`: missing without a known actor and a start
        - `lead_time`, `touch`, `waiting`: seconds; missing without a start, and `touch` where
          no length is known
        - `contacts`: activities; of which `unknown` without an actor, `no_time` without a
          start, `no_minutes` without a length, and `same_time` at the same start as the one
          before
        - `practices`: of `people`, those that may be several
        - `professionals`: links whose layer is not informal or collective
        - `first`, `last`: start of the first, end of the last contact
        - `longest_wait` (seconds; missing where nothing follows on anything), between
          `longest_from` and `longest_to` (of equals the first; missing where unknown or no wait)
        - `efficiency`: touch / lead time; missing where that is 0
        - `contact_point`: whether one is named; missing where `requests` does not have it
        - `taken_in_by`: the actor of the first contact
        - `intake_wait`: seconds from asking to the first contact; missing where that was
          earlier
        - `first_time_right`: no such request in the window; missing where resident, need or
          time is unknown
        - `window_over`: whether the window had passed at the last moment that is recorded

    Raises
    ------
    MissingTable
        If `contacts` was not supplied.
    ValueError
        If the window is not above 0.

    References
    ----------
    M. Rother and J. Shook, *Learning to See* (Lean Enterprise Institute, 1999) for lead time,
    touch and waiting.

    Examples
    --------
    >>> log = pd.DataFrame({"request": "q", "actor": ["gp", "nurse", "gp"], "minutes": 30})
    >>> log["start"] = pd.to_datetime(["2025-01-06 09:00", "2025-01-06 10:00", "2025-01-06 12:00"])
    >>> rows = log.reindex(columns=street.contacts.columns).astype(street.contacts.dtypes)
    >>> flow(street.replace(contacts=rows)).loc["q", ["people", "handovers", "loops", "waiting"]]
    people          2.0
    handovers       2.0
    loops           1.0
    waiting      7200.0
    Name: q, dtype: Float64
    """
    hood.need("contacts", for_what="How a request travels")
    if not window > 0:
        raise ValueError(refusal("ecosystem.measure", "window", window=window))
    log, found = activities(hood), flow_coded(hood)
    asked = log.asks(moments(hood, "requests", "asked"), missing=MISSING)
    wait = np.where((found["first"] == MISSING) | (asked == MISSING), -1, found["first"] - asked)
    right, over = first_time_right(hood, found, window=window)
    point = log.asks(known(hood, "requests", "contact_point"), missing=False)
    whole = _table(found, log).assign(
        contact_point=BooleanArray(point, log.asked < 0),
        intake_wait=FloatingArray(wait / 1e6, wait < 0),
        first_time_right=right,
        window_over=over,
    )
    return whole.set_axis(log.requests.index.rename("request"))


def _table(found: dict[str, np.ndarray], log: Activities) -> pd.DataFrame:
    """Write what was counted and measured as columns, missing where undefined."""
    lead, first = found["lead_time"], found["first"].view("datetime64[us]")
    timed, lasted = ~np.isnat(first), found["lasting"] > 0
    seconds = {"lead_time": timed, "touch": lasted, "waiting": timed}
    seconds["longest_wait"] = found["following"] > 0
    share = np.divide(found["touch"], lead, out=np.zeros(len(lead)), where=lead > 0)
    names = pd.array(log.actors.index, dtype="string")
    columns = {
        **{name: IntegerArray(found[name], found[needs] == 0) for name, needs in COUNTS.items()},
        **{name: FloatingArray(found[name] / 1e6, ~where) for name, where in seconds.items()},
        "efficiency": FloatingArray(share.round(6), ~lasted | (lead == 0)),
        "first": first,
        "last": found["last"].view("datetime64[us]"),
        **{name: names.take(found[name], allow_fill=True) for name in NAMES},
    }
    return pd.DataFrame(columns)
