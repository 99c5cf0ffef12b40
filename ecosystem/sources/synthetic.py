"""
A fictional region, as large as one likes, with findings planted in it.

Everything hangs on the seed and on the number of the neighbourhood: the seventh is the same in
a region of twenty and in one of a thousand. Nothing in it is about anybody.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd

from ecosystem.sources.synthetic_figures import area, everywhere, figures
from ecosystem.sources.synthetic_later import dated
from ecosystem.sources.synthetic_later import later as later_on
from ecosystem.sources.synthetic_map import outline
from ecosystem.sources.synthetic_meetings import meetings, teams
from ecosystem.sources.synthetic_people import People, actor_rows, people
from ecosystem.sources.synthetic_plan import Plan, competences, fit, plant_needs, set_hours
from ecosystem.sources.synthetic_residents import contacts, helpers, needs_of_residents, profiles
from ecosystem.sources.synthetic_rows import contact_rows, request_rows
from ecosystem.sources.synthetic_size import Size
from ecosystem.sources.synthetic_ties import Pairs, alike, tie, ties
from ecosystem.sources.synthetic_words import Place, place, words
from ecosystem.tables.arrow_rows import arrow_rows
from ecosystem.tables.neighbourhood import Neighbourhood, Region
from ecosystem.tables.problems import table as in_words
from ecosystem.tables.schema import TABLES

PLANTED = ["neighbourhood", "finding", "subject", "needs"]


def synthetic(
    neighbourhoods: int = 20,
    *,
    seed: int = 0,
    residents: int | None = None,
    contacts: int | None = None,
    actors: int | None = None,
    ties: int | None = None,
    meetings: int | None = None,
    later: int = 0,
) -> Region:
    """
    Make a fictional region; each neighbourhood is made when it is asked for.

    Every neighbourhood has actors in five layers, some shared with the four neighbourhoods of
    its area, all tables of the schema, and one finding of each kind planted (`planted`).

    Parameters
    ----------
    neighbourhoods
        How many; `BOUNDS` says of each number how low and how high it may be.
    seed
        The same seed gives the same region.
    residents
        Residents with a need in each neighbourhood; about 90, skewed, unless given.
    contacts
        Contacts in each neighbourhood; about ten a resident unless given.
    actors
        Actors in each neighbourhood; 20 to 150 with a median near 60 unless given, and never
        fewer than the professions that are everywhere.
    ties
        Ties in each neighbourhood, about; five an actor unless given.
    meetings
        Meetings in each neighbourhood; 6 to 30 unless given.
    later
        So many years later: the same neighbourhoods, in which the professional who comes most to
        a resident does more of what others did, so that fewer come, and not everywhere to
        everybody's content.

    Returns
    -------
    region
        Neighbourhoods by code, names ending in "(fictief)".

    Raises
    ------
    ValueError
        If a number is below what makes a neighbourhood, or above what fits a small machine.

    Examples
    --------
    >>> region = synthetic(2, seed=7)
    >>> region
    Region of 2 neighbourhoods: BU99990101, BU99990102
    >>> region["BU99990101"].name
    'Merenbuurt (fictief)'
    """
    size = Size(residents, contacts, actors, ties, meetings)
    size.check(neighbourhoods, seed, later)
    at = {place(index).code: index for index in range(neighbourhoods)}
    return Region(
        tuple(sorted(at)),
        lambda code: _make(place(at[code]), seed, size, later)[0],
        in_words([]),
        pd.DataFrame(columns=["table", "read", "accepted", "refused", "empty"]),
        {code: ((outline(place(index)),),) for code, index in sorted(at.items())},
    )


def planted(
    neighbourhoods: int = 20,
    *,
    seed: int = 0,
    residents: int | None = None,
    contacts: int | None = None,
    actors: int | None = None,
    ties: int | None = None,
    meetings: int | None = None,
) -> pd.DataFrame:
    """
    Write down what `synthetic` with the same options hides, so that it can be looked for.

    Parameters
    ----------
    neighbourhoods, seed, residents, contacts, actors, ties, meetings
        As for `synthetic`.

    Returns
    -------
    planted
        One row per finding planted, by neighbourhood and finding: `neighbourhood`, `finding`,
        `subject` (ids joined by `|`; missing where there is none), `needs` (idem).

        - `uncovered`: residents have the need, nobody can meet it;
        - `fragile`: one actor alone has hours and can meet the need;
        - `hours_short`: those who can meet the need have about half the hours asked;
        - `missing_tie`: of all professionals of different employers these two have most to fit
          together, and neither a tie nor a meeting;
        - `idle_tie`: a tie of 4 hours a month between two who share no resident;
        - `substitutable`: two of one profession with the same competences and ties;
        - `contained_meeting`: all of the first meeting sit in the second, for the same need;
        - `pushed_meeting`: a weekly meeting nobody asked for, without need or review;
        - `bridge`: the one who alone ties the others, informal helpers, to professionals.

    Examples
    --------
    >>> planted(1, seed=7)["finding"].tolist()[:3]
    ['bridge', 'contained_meeting', 'fragile']
    """
    size = Size(residents, contacts, actors, ties, meetings)
    size.check(neighbourhoods, seed)
    each = [_make(place(index), seed, size)[1]() for index in range(neighbourhoods)]
    frame = pd.concat(each).astype("str")
    return frame.sort_values(["neighbourhood", "finding"], ignore_index=True)


def _make(
    where: Place, seed: int, size: Size, years: int = 0
) -> tuple[Neighbourhood, Callable[[], pd.DataFrame]]:
    """Make one neighbourhood, and what tells what is planted in it."""
    rng = np.random.default_rng([seed, where.index])
    luck = rng.standard_normal(3)
    residents = size.residents or int(np.clip(90 * np.exp(0.35 * luck[0]), 30, 240))
    median = 64 * (residents / 90) ** 0.1
    actors = size.actors or int(np.clip(median * np.exp(0.3 * luck[1]), 20, 150))
    total = int(10 * residents * np.exp(0.15 * luck[2])) if size.contacts is None else size.contacts
    met = size.meetings or int(np.clip(0.375 * actors, 6, 30))

    who, plan = plant_needs(people(where, actors, seed, rng), rng)
    who, same = alike(who, plan)
    has = fit(needs_of_residents(residents, rng), who, plan, rng)
    who = set_hours(who, has, plan, rng)
    seen, asked = contacts(who, has, total, rng)
    pairs = tie(who, seen, same, count=size.ties or 5 * len(who), rng=rng)
    meeting, attendance, marked = meetings(where, who, pairs, met, rng)
    team, members = teams(where, who, rng)
    population = int(residents * (20 + 12 * rng.random()) / 5) * 5
    now = later_on(who, seen, years, np.random.default_rng([seed, where.index, 2]))
    indicators, outcomes = figures(where, population, helpers(who, now.seen), rng, now.mood)
    away = who.ids[who.shared]
    tables = {
        "neighbourhoods": area(where, population, years),
        "indicators": indicators,
        "actors": actor_rows(who),
        "reach": {
            "actor": away,
            "neighbourhood": where.code,
            "hours": rng.integers(8, 25, len(away)) / 2.0,
        },
        "competences": competences(who, rng),
        "profiles": profiles(where, has),
        "contacts": dated(contact_rows(where, who, now.seen, rng), now, kept=True),
        "requests": dated(request_rows(where, who, now.seen, asked, has, rng=rng), now),
        "ties": ties(who, seen, pairs, rng),
        "meetings": meeting,
        "attendance": attendance,
        "outcomes": outcomes,
        "teams": team,
        "members": members,
    }
    if where.first:
        del tables["reach"]
    made = {name: arrow_rows(name, columns) for name, columns in tables.items()}
    made |= everywhere()
    there = {name: made[name] for name in TABLES if name in made and len(made[name])}
    hood = Neighbourhood(where.code, where.name, there)
    return hood, partial(_planted, where, who, plan, pairs, marked)


def _planted(
    where: Place, who: People, plan: Plan, pairs: Pairs, marked: dict[str, str]
) -> pd.DataFrame:
    ids, needs = who.ids, words().names

    def named(*actors: int) -> str:
        return "|".join(sorted(ids[actor] for actor in actors))

    rows = [
        ("uncovered", None, needs[plan.uncovered]),
        ("fragile", ids[plan.fragile_actor], needs[plan.fragile]),
        ("hours_short", named(*plan.short_actors), needs[plan.short]),
        ("missing_tie", named(*pairs.missing), None),
        ("idle_tie", named(*pairs.idle), None),
        ("substitutable", named(*pairs.alike), None),
        ("contained_meeting", f"{marked['inside']}|{marked['outside']}", None),
        ("pushed_meeting", marked["pushed"], None),
        ("bridge", f"{ids[pairs.bridge]}|{named(*pairs.loose)}", None),
    ]
    return pd.DataFrame([(where.code, *row) for row in rows], columns=PLANTED)
