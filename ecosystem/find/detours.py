"""What makes a request's way long: links that could go, loops, waits, and nobody at the helm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
import pandas as pd

from ecosystem.find.at_stake import AtStake, minutes, of_two, often, ranked, spotted, taken_over
from ecosystem.find.distinct import matches
from ecosystem.find.findings import Found, Searches, Spotted, findings, whatever_can
from ecosystem.find.links import links
from ecosystem.find.paths import handed_over, led_by_nobody, paths, too_long
from ecosystem.find.waits import long_waits
from ecosystem.measure.in_order import differs
from ecosystem.measure.journey import steps
from ecosystem.measure.options import checked
from ecosystem.tables.coded import Coded, coded
from ecosystem.tables.columns import known
from ecosystem.tables.different import sorted_out
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood

PAIRS = ("skippable_link", "loop", "unreasoned_handover")
"""Kinds about two; the same two are named once, in the first of these kinds."""
Over = tuple[np.ndarray, np.ndarray]
"""Handovers, by their place in `journey`, and who the two are, in one number."""
KINDS = ("no_contact_point", "long_path", *PAIRS, "long_wait")


def find_detours(hood: Neighbourhood, *, most: int = 5, lang: Language = "en") -> pd.DataFrame:
    """
    Find what makes the way of requests longer than it need be, and where nobody leads.

    Simple and stable requests: shorten; complex ones: coordinate. So links are only looked for
    where a request is not called complex, and a contact point only where it is.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts` that name requests; with `requests` and
        `competences` more is found.
    most
        How many to name at most of each kind.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    findings
        The columns of `find`, ranked alike; each is about at least two `requests`. Two things
        are at stake, kept apart: `wait` (seconds that a request waited at the handovers it is
        about, on average over the `wait_of` of which that is known; it costs nobody an hour)
        and `hours` (a month, over the time that contacts cover, that professionals spent: on
        all of such requests for the first two kinds, the link's own for the third, and the
        contacts that take over for the next two; missing where no length is known, and for a
        wait). Informal and collective help is never a link too many. Kinds:

        - `no_contact_point`: complex requests with two professionals or more in which
          `requests` names nobody; the subject is who comes most there
        - `long_path`: simple requests about the need that three professionals or more took up;
          the subject are those who come most, at most three
        - `skippable_link`: all that the first did there, the second can do too, who came
          later; no higher on the ladder, and the first is not the contact point
        - `loop`: in one request the two hand over to each other both ways
        - `unreasoned_handover`: from the first to the second; only where some handovers have a
          reason, and, where it is known who can do what, only what the first can do too
        - `long_wait`: the waits before the subject takes over are at the median twice as long
          as all, and so often longer than the median of all that chance would do that less
          than once in a hundred times (sign test)

    Raises
    ------
    MissingTable
        If `contacts` was not supplied.
    ValueError
        If `most` is not a whole number of at least 1.

    Examples
    --------
    >>> log = [("q1", "gp"), ("q1", "nurse"), ("q1", "gp"), ("q2", "gp"), ("q2", "nurse")]
    >>> log = pd.DataFrame([*log, ("q2", "gp")], columns=["request", "actor"])
    >>> log["start"] = pd.date_range("2025-01-06", periods=6)
    >>> rows = log.reindex(columns=street.contacts.columns).astype(street.contacts.dtypes)
    >>> find_detours(street.replace(contacts=rows))[["finding", "subject", "requests", "wait"]]
      finding   subject  requests      wait
    0    loop  gp|nurse         2  172800.0
    """
    checked(most=most, lang=lang)
    return findings(hood, whatever_can(searches(hood, most=most)), lang)


def searches(hood: Neighbourhood, *, most: int = 5) -> Searches:
    """Give the searches of `find_detours`."""
    return {
        ("no_contact_point",): lambda: _leaderless(hood, most),
        ("long_path",): lambda: _long_paths(hood, most),
        PAIRS: lambda: _pairs(hood, most),
        ("long_wait",): lambda: long_waits(hood, most),
    }


def _leaderless(hood: Neighbourhood, most: int) -> Spotted:
    request, usual = led_by_nobody(hood)

    def tell() -> Iterator[Found]:
        who, group = np.unique(usual, return_inverse=True)
        names = steps(hood).actor.names[who].tolist()
        whole = _whole(hood, "no_contact_point", names, group, request)
        return islice(ranked(hood, whole), most)

    return spotted("no_contact_point", usual, request, tell)


def _long_paths(hood: Neighbourhood, most: int) -> Spotted:
    need = coded(hood, "requests", "need")
    request, about = too_long(hood), steps(hood).told(need)
    request = request[about[request] >= 0]
    group = about[request]

    def tell() -> Iterator[Found]:
        names = need.names.tolist()
        rows = ranked(hood, _whole(hood, "long_path", names, group, request))
        return (_those_who_come(hood, row, names.index(row.needs)) for row in islice(rows, most))

    return spotted("long_path", group, request, tell)


def _those_who_come(hood: Neighbourhood, row: Found, need: int) -> Found:
    """Name who comes to most of the long requests about a need, at most three."""
    way, request = paths(hood), too_long(hood)
    about = way.log.told(coded(hood, "requests", "need"))[request] == need
    came = np.bincount(way.actor[np.isin(way.request, request[about])])
    most = np.argsort(-came, kind="stable")[: min(3, np.count_nonzero(came))]
    return row._replace(subject="|".join(way.log.actor.names[most]))


def _whole(
    hood: Neighbourhood, kind: str, names: Sequence[str], group: np.ndarray, request: np.ndarray
) -> AtStake:
    """Put at stake all that is waited and done on requests."""
    way = paths(hood)
    log, (over, _) = way.log, handed_over(hood)
    of = np.full(len(log.asked) + 1, -1)
    of[request] = group
    resident, need = (coded(hood, "requests", column) for column in ("resident", "need"))
    waits = of[log.request.code[over]]
    work = of[log.request.code[way.rows]]
    waits, over = waits[waits >= 0], over[waits >= 0]
    work, rows = work[work >= 0], way.rows[work >= 0]
    return AtStake(
        kind,
        names,
        group,
        request,
        log.told(resident)[request],
        Coded(log.told(need)[request], need.names),
        (waits, log.request.code[over], log.wait[over]),
        (work, minutes(hood)[rows]),
    )


def _pairs(hood: Neighbourhood, most: int) -> Spotted:
    """Search links, loops and handovers without a reason; the same two once."""
    log, link, over = steps(hood), links(hood), (_loops(hood), _unreasoned(hood))
    many = max(len(log.actor.names), 1)
    pairs = [(link.first * many + link.later, link.request)]
    pairs += [(two, log.request.code[rows]) for rows, two in over]
    counts, named = {}, np.array([], dtype=np.int64)
    for kind, (two, request) in zip(PAIRS, pairs, strict=True):
        one, other = np.divmod(often(two, request)[0], many)
        before, low, high = len(named), np.minimum(one, other), np.maximum(one, other)
        named = np.union1d(named, low * many + high)
        counts[kind] = len(named) - before
    return Spotted(counts, lambda: list(_told(hood, over, most)))


def _told(hood: Neighbourhood, over: Iterable[Over], most: int) -> Iterator[Found]:
    """Tell each two in the first kind that they are of."""
    named: set[frozenset[str]] = set()
    kinds = zip(PAIRS[1:], over, strict=True)
    stakes = [_links(hood), *(taken_over(hood, kind, *rows, of_two) for kind, rows in kinds)]
    for stake in stakes:
        rows: list[Found] = []
        for row in ranked(hood, stake):
            two = frozenset(row.subject.split("|"))
            if two not in named:
                rows.append(row)
            named.add(two)
        yield from rows[:most]


def _links(hood: Neighbourhood) -> AtStake:
    """Put at stake what is waited for who could be passed by, and what that one does."""
    way, link = paths(hood), links(hood)
    log, (over, _), many = way.log, handed_over(hood), len(way.log.actor.names)
    two, group = np.unique(link.first * many + link.later, return_inverse=True)
    each = differs(link.request, group)
    request, group_of = link.request[each], group[each]
    key = request * many + link.first[each]
    at, row = matches(log.request.code[over] * many + log.before[over], key)
    after, same = matches(log.request.code[over] * many + log.actor.code[over], key)
    over, row = over[np.append(at, after)], np.append(row, same)
    work, done = matches((way.request * many + way.actor)[way.came], key)
    return AtStake(
        "skippable_link",
        of_two(log.actor.names.tolist(), two.tolist()),
        group,
        link.request,
        link.resident,
        Coded(link.need, log.need.names),
        (group_of[row], log.request.code[over], log.wait[over]),
        (group_of[done], minutes(hood)[way.rows[work]]),
    )


def _loops(hood: Neighbourhood) -> Over:
    """Give the handovers of two who, in a request, hand over both ways."""
    way, (rows, _) = paths(hood), handed_over(hood)
    log, many = way.log, len(way.log.actor.names)
    came, size = np.zeros(len(log.row), dtype=np.int64), int(way.size.max(initial=0))
    came[way.rows] = way.came
    giver, taker = came[rows - 1], came[rows]
    low, high = np.minimum(giver, taker), np.maximum(giver, taker)
    found, between = sorted_out(low * size + (high - low), len(way.request) * size)
    there, back = np.zeros((2, len(found)), dtype=bool)
    there[between[giver < taker]], back[between[giver > taker]] = True, True
    both = (there & back)[between] & ~way.complex[log.request.code[rows]]
    return rows[both], way.actor[low[both]] * many + way.actor[high[both]]


def _unreasoned(hood: Neighbourhood) -> Over:
    log, (rows, could) = steps(hood), handed_over(hood)
    told = known(hood, "contacts", "reason")[log.row[rows]]
    rows = rows[~told & (could != 0) & told.any()]
    return rows, log.before[rows] * len(log.actor.names) + log.actor.code[rows]
