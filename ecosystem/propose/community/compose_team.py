"""A core or project team for a purpose, from the people there are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from difflib import get_close_matches
from functools import partial
from typing import Any, Literal

import numpy as np
import pandas as pd

from ecosystem.find.team_rules import LARGEST, NURSES, PHYSICIANS, SMALLEST, TO_ONE
from ecosystem.measure.eligible import GENERALISTS, eligible
from ecosystem.measure.options import checked
from ecosystem.measure.set_cover import smallest_cover
from ecosystem.measure.supply import supply
from ecosystem.propose.community.no_team import Reason, no_team
from ecosystem.propose.community.team_program import Asked, kept, seated
from ecosystem.propose.community.team_words import Words
from ecosystem.tables.language import LANGUAGES, Language
from ecosystem.tables.names import fold
from ecosystem.tables.needs import in_use, labels, vocabulary
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.refusals import refusal

_say = partial(refusal, "ecosystem.propose")
WISHES = {"physician": PHYSICIANS, "nurse": NURSES}
_COLUMNS = {
    "role": "str",
    "member": "string",
    "label": "string",
    "profession": "string",
    "needs": "str",
    "in_teams": "Int64",
    "possible": "boolean",
    "proven": "boolean",
    "because": "str",
}


def compose_team(
    hood: Neighbourhood,
    purpose: str | Sequence[str] = "",
    *,
    kind: Literal["core", "project"] = "core",
    size: int = SMALLEST,
    without: str | Collection[str] = (),
    keep: str | Collection[str] = (),
    lang: Language = "en",
) -> pd.DataFrame:
    """
    Compose a core or project team for a purpose, from the people there are.

    Exact. Providers and the coordinator are professionals of level person or practice whose
    hours are not 0; each need of the purpose is one that a provider may meet (`eligible`), and
    one provider is in it at least. A core team has one coordinator, who is no provider beside
    it, a physician and a nurse where there are any, and a seat for a patient and one for a
    relative. A project team has `size` members, of whom at most one in three is a provider.
    A team that exists is mended with `keep`: they stay, and as few as possible join them. Of
    such teams the one that adds least to the sum of squares of the teams each person is in
    (so whoever is in many is spared); of those the one with the fewest providers, then with who
    stays and coordinates already, or else a generalist, as coordinator, then with the first ids,
    the coordinator's before the providers'. Patients and relatives are never chosen: their seats
    are to be asked for.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences`.
    purpose
        Ids or names of the needs the team is to work on, or one text in which they are joined by
        `|`; without, a team for the community as such.
    kind
        `core` or `project`.
    size
        Members of a project team, 6 to 8.
    without
        Ids of actors who cannot.
    keep
        Ids of actors who are in it and stay, as provider or coordinator.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    compose_team
        One row per seat, numbered by `seat`, patients first, then relatives, providers and the
        coordinator, by id:

        - `role`: patient, partner, provider or coordinator
        - `member`, `profession`: the actor; missing where somebody is to be asked
        - `label`: their name, or what to ask for
        - `needs`: those of the purpose that they may help with, joined by `|`
        - `in_teams`: how many they are in now (0 where `members` was not supplied); missing where
          somebody is to be asked
        - `possible`, `proven`: of the whole team: whether there is one, and whether none goes
          before it by the stated rule
        - `because`: in words

        Where there is no such team, one row per reason, of which `role` says what cannot be
        filled and `needs` the fewest needs that are in the way.

    Raises
    ------
    MissingTable
        If `competences` was not supplied.
    ValueError
        If a need or an actor is not one here, or an option cannot be.

    Examples
    --------
    >>> compose_team(street, ["skin"])[["role", "label"]]
                 role                   label
    seat
    1         patient  a patient: to be asked
    2         partner  a relative: to be asked
    3        provider                      GP
    4        provider          District nurse
    5     coordinator           Social worker
    >>> compose_team(street, "skin|transport", kind="project")["because"].tolist()
    ['Nobody available here may help with: Transport.']
    """
    checked(lang=lang)
    hood.need("competences", for_what="Composing a team")
    needs = _purpose(hood, purpose, lang)
    without, keep = ({some} if isinstance(some, str) else set(some) for some in (without, keep))
    _check(hood, size, lang, without=without, keep=keep)
    who = _candidates(hood, without)
    asked = _asked(hood, who, needs, None if kind == "core" else size // (TO_ONE + 1))
    leads = hood.members.loc[hood.members["role"] == "coordinator", "member"]
    asked = kept(asked, who.index.isin(list(keep)), who.index.isin(leads))
    say = Words(lang, {need: labels(hood, lang).get(need, need) for need in needs})
    cannot = sorted(keep - set(who.index))
    if cannot:
        told = say("cannot_stay", who=[supply(hood)["label"][one] for one in cannot])
        rows = [_impossible("provider", "", told)]
    elif reasons := no_team(asked):
        rows = [_reason(hood, reason, asked, who, say, size=size) for reason in reasons]
    else:
        rows = _seats(asked, who, say, 2 if kind == "core" else size)
    frame = pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
    return frame.set_axis(pd.RangeIndex(1, len(frame) + 1, name="seat"))


def _purpose(hood: Neighbourhood, purpose: str | Sequence[str], lang: Language) -> list[str]:
    given = purpose.split("|") if isinstance(purpose, str) else list(purpose)
    names = [(fold(name), need) for one in LANGUAGES for need, name in labels(hood, one).items()]
    known = dict(names) | {need: need for need in {*in_use(hood), *vocabulary().index}}
    needs = set()
    for need in sorted({need.strip() for need in given} - {""}):
        own = need if need in known else fold(need)
        if own not in known:
            near = get_close_matches(own, sorted(known), n=1)
            key = "near_need" if near else "no_need"
            raise ValueError(_say(key, lang, need=need, near="".join(near)))
        needs.add(known[own])
    return sorted(needs)


def _check(hood: Neighbourhood, size: int, lang: Language, **named: set[str]) -> None:
    if size not in range(SMALLEST, LARGEST + 1):
        raise ValueError(_say("size", lang, size=size, least=SMALLEST, most=LARGEST))
    for option, ids in named.items():
        unknown = sorted(ids - set(supply(hood).index))
        if unknown:
            raise ValueError(_say("no_actor", lang, option=option, ids=", ".join(unknown)))
    if both := sorted(set.intersection(*named.values())):
        raise ValueError(_say("both", lang, ids=", ".join(both)))


def _candidates(hood: Neighbourhood, without: Collection[str]) -> pd.DataFrame:
    """Professionals who can sit in a team, by id, and in how many they are."""
    who = supply(hood)
    level = hood.actors.drop_duplicates("actor").set_index("actor")["level"].reindex(who.index)
    one = level.isna() | level.isin(["person", "practice"])
    there = who["hours"].ne(0).fillna(value=True).astype(bool)
    who = who[who["professional"].astype(bool) & one & there & ~who.index.isin(list(without))]
    load = hood.members.drop_duplicates(["team", "member"])["member"].value_counts()
    return who.assign(in_teams=load.reindex(who.index).fillna(0).astype("int64"))


def _asked(hood: Neighbourhood, who: pd.DataFrame, needs: Sequence[str], room: int | None) -> Asked:
    can = eligible(hood)
    covers = np.zeros((len(who), len(needs)), dtype=bool)
    can = can[can["actor"].isin(who.index) & can["need"].isin(needs)]
    covers[who.index.get_indexer(can["actor"]), pd.Index(needs).get_indexer(can["need"])] = True
    if room is not None:
        return Asked(covers, np.zeros((len(who), 0)), who["in_teams"].to_numpy(), room, None)
    wishes = np.array([who["profession"].isin(among) for among in WISHES.values()]).T
    wishes = wishes.reshape(len(who), len(WISHES)).astype(bool)
    order = np.argsort(~who["profession"].isin(GENERALISTS).to_numpy(dtype=bool), kind="stable")
    row = np.empty(len(who))
    row[order] = np.arange(len(who))
    return Asked(covers, wishes, who["in_teams"].to_numpy(), None, row)


def _seats(asked: Asked, who: pd.DataFrame, say: Words, size: int) -> list[dict[str, Any]]:
    """Seat a team: `size` members, or where it has a coordinator so many seats to ask for."""
    providers, coordinator, proven = seated(asked)
    open_ = size if coordinator is not None else size - len(providers)
    roles = ["patient"] * (open_ - open_ // 2) + ["partner"] * (open_ // 2)
    rows = [{"role": role, "label": say.label(role), "because": say(role)} for role in roles]
    needs = list(say.needs)
    for at in providers.tolist():
        helps = [need for need, does in zip(needs, asked.covers[at], strict=True) if does]
        wish = next((w for w, is_ in zip(WISHES, asked.wishes[at], strict=False) if is_), "any")
        one = who.iloc[at]
        if asked.stays()[at] and wish == "any":
            wish = "stays"
        why = say("provider" if helps else wish, needs=helps, teams=int(one["in_teams"]))
        rows.append(_person(who, at, "provider", why) | {"needs": "|".join(helps)})
    if coordinator is not None:
        why = say("coordinator", teams=int(who.iloc[coordinator]["in_teams"]))
        rows.append(_person(who, coordinator, "coordinator", why))
    return [{"needs": "", "possible": True, "proven": proven} | row for row in rows]


def _person(who: pd.DataFrame, at: int, role: str, because: str) -> dict[str, Any]:
    known = {name: who.iloc[at][name] for name in ("label", "profession", "in_teams")}
    return {"role": role, "member": who.index[at], "because": because, **known}


def _reason(
    hood: Neighbourhood, reason: Reason, asked: Asked, who: pd.DataFrame, say: Words, *, size: int
) -> dict[str, Any]:
    kind, at, people = reason
    needs = [list(say.needs)[need] for need in at]
    names = supply(hood)["label"]
    if kind == "uncovered":
        can = eligible(hood)
        able = can.loc[can["professional"].astype(bool) & can["need"].isin(needs), "actor"]
        told = say(kind, needs=needs, who=[names[one] for one in able])
    elif kind == "too_many":
        takes = smallest_cover(asked.covers, np.ones(asked.covers.shape[1]))
        room, count = asked.room or 1, len(takes.chosen)
        numbers = {"room": room, "people": count, "size": size, "teams": -(-count // room)}
        told = say(kind, needs=needs, **numbers)
    elif kind in ("kept", "beside"):
        room = asked.room or 0
        stay = [names[one] for one in who.index[people]]
        told = say(kind, needs=needs, who=stay, size=size, room=room)
    else:
        told = say(kind, needs=needs, who=[names[one] for one in who.index[people]])
    role = "coordinator" if kind == "no_coordinator" else "provider"
    return _impossible(role, "|".join(needs), told)


def _impossible(role: str, needs: str, because: str) -> dict[str, Any]:
    return {"role": role, "needs": needs, "possible": False, "proven": True, "because": because}
