"""Moves of every kind, before they are weighed and ranked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from operator import itemgetter

import pandas as pd

from ecosystem.measure.eligible import eligible
from ecosystem.measure.supply import supply
from ecosystem.propose.carry_out.shorten import contact_points, shorten
from ecosystem.propose.carry_out.steps import known
from ecosystem.propose.hand_over.consult import consult
from ecosystem.propose.hand_over.exchange import exchange
from ecosystem.propose.hand_over.release import release
from ecosystem.propose.learn.broaden import broaden
from ecosystem.propose.listing.from_findings import Candidate, from_findings
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable
from ecosystem.tables.progress import counted

Saves = Callable[[Candidate], int]
"""How many professionals fewer come to the door with one move alone."""
FEW = 3
"""How many moves at most that shorten a way, and that name a contact point."""
NEEDS = 3
"""Of how many needs at most one actor is released in one move."""


def candidates(
    hood: Neighbourhood, saves: Saves, *, learn: int = 3, most: int = 10, backup: int = 1
) -> list[Candidate]:
    """
    Make moves of every kind, as far as there are tables for it.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    saves
        Tells what a move saves alone.
    learn
        How many learning steps.
    most
        How many at most of each other kind.
    backup
        How many people must be able to meet each need.

    Returns
    -------
    candidates
        Each with `move, who, what, to` and, where known, `residents, hours_saved, days`.

    Examples
    --------
    >>> [move["move"] for move in candidates(street, lambda move: 0)]
    ['merge_meetings', 'stop_tie']
    """
    made: list[Candidate] = []
    makes: tuple[Callable[[], list[Candidate]], ...] = (
        lambda: _learn(hood, saves, learn, backup),
        lambda: _exchange(hood, most, backup),
        lambda: _consult(hood, most, backup),
        lambda: _release(hood, most, backup),
        lambda: from_findings(hood, most=most),
        lambda: shorten(hood, most=min(most, FEW)),
        lambda: contact_points(hood, most=min(most, FEW)),
    )
    for make in counted(makes, "moves"):
        with suppress(MissingTable):
            made += make()
    return made


def _learn(hood: Neighbourhood, saves: Saves, learn: int, backup: int) -> list[Candidate]:
    """Make a move of each learning step; of steps that save nothing alone, with those they need."""
    moves: list[Candidate] = []
    waiting: list[Candidate] = []
    for step in broaden(hood, learn=learn, backup=backup).to_dict("records"):
        one = {"move": "learn", "what": step["need"], "to": ""} | {
            name: step[name] for name in ("who", "days")
        }
        if saves(one) > 0:
            moves.append(one)
            continue
        waiting.append(one)
        for at, earlier in enumerate(moves):
            both = _joined([earlier, *waiting])
            if saves(both) > saves(earlier):
                moves[at], waiting = both, []
                break
        else:
            if saves(_joined(waiting)) > 0:
                moves.append(_joined(waiting))
                waiting = []
    return moves


def _joined(moves: Sequence[Candidate]) -> Candidate:
    """Make one move of several learning steps."""
    pairs = [(who, what) for move in moves for who, what in _pairs(move)]
    days = [move["days"] for move in moves]
    return {
        "move": "learn",
        "who": "|".join(who for who, _ in pairs),
        "what": "|".join(what for _, what in pairs),
        "to": "",
        "days": None if pd.isna(days).any() else sum(days),
    }


def _pairs(move: Candidate) -> list[tuple[str, str]]:
    who, what = move["who"].split("|"), move["what"].split("|")
    return list(zip(who, what * (len(who) if len(what) == 1 else 1), strict=True))


def _exchange(hood: Neighbourhood, most: int, backup: int) -> list[Candidate]:
    rows = exchange(hood, backup=backup, most=most)
    moves = []
    for _, each in rows.groupby("exchange", sort=True):
        days = each["days"].astype("Float64")
        moves.append(
            {
                "move": "exchange",
                "who": "|".join(each["stops"]),
                "what": "|".join(each["need"]),
                "to": "|".join(each["takes"]),
                "days": None if days.isna().any() else float(days.sum()),
                "residents": each["residents"].sum(min_count=1),
                "fewer_today": each["fewer_today"].iloc[0],
            }
        )
    return moves


def _consult(hood: Neighbourhood, most: int, backup: int) -> list[Candidate]:
    rows = consult(hood, backup=backup, most=most)
    return [
        {
            "move": "consult",
            "who": row["specialist"],
            "what": row["need"],
            "to": row["generalist"],
            "residents": row["residents"],
            "hours_saved": None if pd.isna(row["hours"]) else -row["hours"],
        }
        for row in rows.to_dict("records")
    ]


def _release(hood: Neighbourhood, most: int, backup: int) -> list[Candidate]:
    """
    Make one move of what each can stop doing: the heaviest help first.

    Only of what can be stopped all together and is really done, by somebody who has something
    else left to do, and only where two others are left who stand no higher on the ladder, one
    of them lower: what saves nobody should make nothing hang on one, or heavier. Where steps
    are not known, any two others will do.
    """
    rows = release(hood, backup=backup)
    rows = rows[rows["together"] & rows["contacts"].ne(0).fillna(value=True)]
    step = supply(hood)["step"].astype("float64")
    left = {
        need: set(who)
        for need, who in eligible(hood).query("professional").groupby("need")["actor"]
    }
    does = hood.competences.groupby("actor")["need"].nunique()
    released: dict[str, list[Candidate]] = {}
    for row in rows.to_dict("records"):
        actor, others = row["actor"], left[row["need"]] - {row["actor"]}
        already = released.get(actor, [])
        if len(already) < min(NEEDS, does[actor] - 1) and _light(step, actor, others):
            left[row["need"]] = others
            released[actor] = [*already, row]
    moves = [
        {
            "move": "release",
            "who": actor,
            "what": "|".join(row["need"] for row in each),
            "to": "|".join(sorted({one for row in each for one in row["keeps"].split("|")} - {""})),
            "residents": each[0]["residents"] if len(each) == 1 else None,
            "heavy": (-step.fillna(-1)[actor], -sum(known(row["hours"]) for row in each), actor),
        }
        for actor, each in released.items()
    ]
    return sorted(moves, key=itemgetter("heavy"))[:most]


def _light(step: pd.Series, actor: str, others: Collection[str]) -> bool:
    """Tell whether two others are left who stand no higher on the ladder, one of them lower."""
    if pd.isna(step[actor]):
        return len(others) > 1
    steps = step[sorted(others)]
    return bool((steps <= step[actor]).sum() > 1 and (steps < step[actor]).any())
