"""Core and project teams of a community, held against the rules for them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pandas as pd

from ecosystem.find.phrases import SOMEONE, fill, names_told
from ecosystem.find.team_rules import Rule, core_rules, project_rules, purpose_rule
from ecosystem.measure.eligible import eligible
from ecosystem.measure.options import checked
from ecosystem.measure.supply import supply
from ecosystem.tables.language import Language
from ecosystem.tables.needs import labels
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.schema import TEAM_KINDS

SENTENCES: dict[str, dict[str, str]] = tomllib.loads(
    files("ecosystem.find").joinpath("teams.toml").read_text(encoding="utf-8")
)
_BETTER = ("physician", "nurse", "relative", "purpose")
_COLUMNS = {
    "team": "str",
    "kind": "string",
    "rule": "str",
    "must": "boolean",
    "met": "boolean",
    "there": "Int64",
    "least": "Int64",
    "most": "Int64",
    "because": "str",
}


def teams(hood: Neighbourhood, *, lang: Language = "en") -> pd.DataFrame:
    """
    Hold each core and project team of a community against the rules for it.

    A core team has at least one patient, at least one provider (better a physician and a
    nurse), a relative if possible, and exactly one coordinator. A project team has six to
    eight members, and at least two patients or partners to every provider. For both it is
    looked up whether somebody in it may help with each need it works on. Who is in a team as
    what, is what `members` says: a coordinator, whatever their profession, counts among the
    members and not among the providers. A physician is a GP, elderly care physician,
    geriatrician, psychiatrist or rehabilitation physician; a nurse a district, practice, mental
    health or youth health nurse or a nurse specialist. Who could mend a team, `compose_team`
    says, with those who are in it as its `keep`.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `teams` and `members`.
    lang
        Language of `because`, `en` or `nl`.

    Returns
    -------
    teams
        One row per team and rule, core teams first, then by `team`:

        - `kind`: core or project; missing where it is not said
        - `rule`: patient, provider, coordinator, physician, nurse, relative (core) or size,
          balance (project), then purpose where `teams` says what it works on and `competences`
          who can what; kind alone, where that is missing
        - `must`: whether the rule asks it; no where it is better so
        - `met`: missing where a role, profession or competence that is not known decides, or
          where nobody is listed
        - `there`: members (purpose: needs) that count for it; missing where nobody is listed
        - `least`, `most`: how many are wanted; missing where there is no bound
        - `because`: in words; who is not an actor of the neighbourhood is not named

    Raises
    ------
    MissingTable
        If `teams` or `members` was not supplied.
    ValueError
        If the language is not one of ours.

    Examples
    --------
    >>> core = pd.DataFrame({"team": ["t"], "kind": "core", "purpose": "skin"})
    >>> sits = {"team": "t", "member": ["gp", "p1"], "role": ["provider", "patient"]}
    >>> members = pd.DataFrame(sits).assign(profession=pd.Series([None, None], dtype="str"))
    >>> found = teams(street.replace(teams=core, members=members)).set_index("rule")
    >>> found.index[found["met"]].tolist()
    ['patient', 'provider', 'physician', 'purpose']
    >>> found.loc["coordinator", "because"]
    'Nobody coordinates: exactly one is to be named.'
    """
    checked(lang=lang)
    hood.need("teams", "members", for_what="Holding teams against the rules")
    members = _members(hood)
    known = hood.teams.dropna(subset=["team"]).drop_duplicates("team").set_index("team")
    known = known.reindex(sorted({*known.index, *members["team"]}))
    kinds = list(TEAM_KINDS)
    rank = known["kind"].map({kind: at for at, kind in enumerate(kinds)}).fillna(len(kinds))
    words = labels(hood, lang), supply(hood)["label"]
    rows = [
        _told(team, kind, rule, words, lang)
        for team, kind, purpose in known.loc[rank.sort_values(kind="stable").index][
            ["kind", "purpose"]
        ].itertuples(name=None)
        for rule in _rules(hood, kind, purpose, members[members["team"] == team])
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def _members(hood: Neighbourhood) -> pd.DataFrame:
    """Who is in which team as what; the profession of an actor is known from `actors` too."""
    members = hood.members.dropna(subset=["team", "member"])
    members = members.drop_duplicates(["team", "member"]).sort_values(["team", "member"])
    own = members["member"].map(supply(hood)["profession"].dropna()).astype("object")
    return members.assign(profession=members["profession"].astype("object").combine_first(own))


def _rules(hood: Neighbourhood, kind: Any, purpose: Any, seats: pd.DataFrame) -> Iterator[Rule]:
    """Hold one team against its rules; where nobody is listed, none can be said to be met."""
    if pd.isna(kind):
        yield Rule("kind", len(seats) or None, None, least=None, unsure="kind")
        return
    rules = list(core_rules(seats) if kind == "core" else project_rules(seats))
    needs = sorted({need.strip() for need in str(purpose).split("|")} - {""})
    if not pd.isna(purpose) and needs and "competences" in hood.tables:
        known = set(hood.competences["actor"])
        rules.append(purpose_rule(needs, seats, eligible(hood), known))
    for rule in rules:
        unlisted = replace(rule, met=None, there=None, unsure="unlisted")
        yield rule if len(seats) else unlisted


def _told(
    team: str, kind: Any, rule: Rule, words: tuple[dict[str, str], pd.Series], lang: Language
) -> dict[str, Any]:
    needs, names = words
    over = rule.there is not None and rule.most is not None and rule.there > rule.most
    state = "yes" if rule.met else "more" if over else "no"
    text = SENTENCES[rule.name if rule.met is not None else rule.unsure]
    said = text[f"{'unknown' if rule.met is None else state}_{lang}"]
    who = [str(names[one]) for one in rule.who if one in names.index]
    filled = {
        "there": str(rule.there),
        "least": str(rule.least),
        "most": str(rule.most),
        "unknown": str(rule.unknown),
        "providers": str(rule.providers),
        "needs": names_told([needs.get(need, need) for need in rule.needs], lang),
        "who": names_told(who, lang),
    }
    return {
        "team": team,
        "kind": kind,
        "rule": rule.name,
        "must": rule.name not in _BETTER,
        "met": rule.met,
        "there": rule.there,
        "least": rule.least,
        "most": rule.most,
        "because": fill(said, filled, SOMEONE[lang]),
    }
