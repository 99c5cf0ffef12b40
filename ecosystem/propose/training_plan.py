"""What is to be learnt, by theme of the programme."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pandas as pd

from ecosystem.measure.eligible import eligible
from ecosystem.measure.supply import supply
from ecosystem.propose.carry_out.steps import made
from ecosystem.tables.language import Language
from ecosystem.tables.needs import vocabulary
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember

THEMES = tomllib.loads(
    files("ecosystem.propose").joinpath("themes.toml").read_text(encoding="utf-8")
)


def training_plan(
    hood: Neighbourhood, moves: pd.DataFrame, *, lang: Language = "en"
) -> pd.DataFrame:
    """
    List what people are to learn for these moves, by theme of the programme.

    What is learnt: the needs of `learn`, and those of `exchange` that whoever takes them over
    cannot meet yet. Which need belongs to which theme is a proposal of ours (by its domain,
    with some needs named apart), for the neighbourhood to change.

    Parameters
    ----------
    hood
        The neighbourhood now, before any move.
    moves
        Rows of a table of `propose`, any of them.
    lang
        Language of the themes, `en` or `nl`.

    Returns
    -------
    training_plan
        One row per profession that learns a need, in the order of the themes, then by
        profession and need: `theme`, `profession` (missing where unknown), `actors` (who
        learn it, ids joined by `|`), `need`, `days` (all of them together; missing where
        `teachable` does not say) and `with` (professionals who already do it and can teach
        it, idem; empty where nobody here does).

    Examples
    --------
    >>> learn = {"move": "learn", "who": "social", "what": "skin"}
    >>> training_plan(street, pd.DataFrame([learn]))[["theme", "actors", "need", "with"]]
                   theme  actors  need      with
    0  Treatment at home  social  skin  gp|nurse
    """
    teachers = remember(hood, _teachers) if "competences" in hood.tables else pd.Series(dtype="str")
    profession = supply(hood)["profession"]
    cost = hood.teachable.set_index(["profession", "need"])["cost"]
    rows = pd.DataFrame(learning(hood, moves), columns=["actor", "need"], dtype="str")
    rows["profession"] = rows["actor"].map(profession).astype("str")
    plan = (
        rows.groupby(["profession", "need"], dropna=False)["actor"]
        .agg(lambda who: "|".join(sorted(who)))
        .rename("actors")
        .reset_index()
    )
    each = cost.reindex(pd.MultiIndex.from_frame(plan[["profession", "need"]])).astype("Float64")
    theme = [_theme(hood, need) for need in plan["need"]]
    plan = plan.assign(
        days=each.to_numpy() * (plan["actors"].str.count(r"\|") + 1),
        theme=pd.Series([THEMES[name][lang] for name in theme], dtype="str"),
        order=[list(THEMES).index(name) for name in theme],
    )
    plan["with"] = plan["need"].map(teachers).fillna("")
    plan = plan.sort_values(["order", "profession", "need"], ignore_index=True)
    plan = plan[["theme", "profession", "actors", "need", "days", "with"]]
    return plan.astype({"days": "Float64", "with": "str", "profession": "str"})


def learning(hood: Neighbourhood, moves: pd.DataFrame) -> list[tuple[str, str]]:
    """
    Give who learns what in these moves.

    Parameters
    ----------
    hood
        The neighbourhood now, before any move.
    moves
        Rows of a table of `propose`.

    Returns
    -------
    learning
        Pairs of actor and need, each once, in the order of the moves.

    Examples
    --------
    >>> row = {"move": "exchange", "who": "gp", "what": "skin", "to": "nurse|social"}
    >>> learning(street, pd.DataFrame([row]))
    [('social', 'skin')]
    """
    can = set(hood.competences[["actor", "need"]].itertuples(index=False, name=None))
    learners = {"learn": 0, "exchange": 2}
    pairs = [
        (step[learners[move.kind]], step[1])
        for move in made(moves)
        if move.kind in learners
        for step in move.steps
    ]
    return [pair for pair in dict.fromkeys(pairs) if pair not in can]


def _teachers(hood: Neighbourhood) -> pd.Series:
    can = eligible(hood)
    return can[can["professional"].astype(bool)].groupby("need")["actor"].agg("|".join)


def _theme(hood: Neighbourhood, need: str) -> str:
    domains = hood.needs.set_index("need")["domain"].combine_first(vocabulary()["domain"])
    domain = domains.get(need)
    for by, value in (("needs", need), ("domains", domain)):
        for name, theme in THEMES.items():
            if value in theme[by]:
                return name
    return list(THEMES)[-1]
