"""Which practice goes with fewer people round a resident, at equal needs."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd

from ecosystem.find.phrases import number_told
from ecosystem.region.compare.door import checked_survey
from ecosystem.region.compare.equal import Equal, equal_needs
from ecosystem.tables.language import Language
from ecosystem.tables.refusals import one_of, refusal

SENTENCES: dict[str, dict[str, str]] = tomllib.loads(
    files("ecosystem.region.compare").joinpath("practices.toml").read_text(encoding="utf-8")
)
PRACTICES: Mapping[str, tuple[str, int]] = {
    "broad_generalist": ("broadest_generalist", 1),
    "contact_point": ("contact_point", 1),
    "informal_links": ("informal_reach", 1),
    "fewer_meetings": ("meeting_hours_a_professional", -1),
}
"""Each practice: the measure it is seen by, and whether more or less of that is more of it."""
OUTCOMES = ("people_a_resident", "excess_a_resident")
"""What a practice is to go with: who come by, or who come by beyond the fewest."""
FEWEST = 12
"""Neighbourhoods of which all is known, for anything to be said."""
OTHERS = 5
"""Of these, how many must have something else than what most have."""
SURE = 0.05
DRAWS, SEED = 2000, 1
_AT_ONCE = 100
NUMBERS = ["association", "low", "high", "chance", "difference"]
COLUMNS = ["measure", "neighbourhoods", "left_out", *NUMBERS, "goes_with", "equal", "because"]


def practices(
    survey: pd.DataFrame, *, outcome: str = OUTCOMES[0], lang: Language = "en"
) -> pd.DataFrame:
    """
    Say which practice goes with fewer people round a resident, at equal needs.

    In one sentence: of each neighbourhood we take how much more (or less) of the practice it
    has than its needs and size lead one to expect, and how many more (or fewer) people come to
    a resident than these lead one to expect, and see whether the two go together. That is a
    partial rank correlation: ranks, so that one odd neighbourhood counts as one; what is held
    equal is taken out of both by a straight line through the ranks: needs a resident and
    population, and of more than twenty neighbourhoods the next parts of the profile, in their
    order in the survey, up to one for every ten; each only where nine in ten have it.

    **An association is no cause.** What is not in the tables (money, history, who lives there)
    may drive both, and people may have been few before the practice came.

    Parameters
    ----------
    survey
        What `survey` or `roll_up` gives; a row a neighbourhood.
    outcome
        `people_a_resident`, or `excess_a_resident`: those beyond the fewest who could do it.
    lang
        Language of `because`, `en` or `nl`.

    Returns
    -------
    practices
        One row per practice, by `practice` (`broad_generalist`, `contact_point`,
        `informal_links`, `fewer_meetings`), always in this order: `measure` (by which it is
        seen), `neighbourhoods` (in which all is known) and `left_out` (the others);
        `association` (-1 to 1; below 0: more of the practice, fewer people), with `low` and
        `high` (95 %, 2,000 resamples of the neighbourhoods, fixed seed) and `chance` (how often
        shuffling the neighbourhoods gives one as strong, times the number of practices looked
        at that is not yet done with, as Holm does); `difference` (in the unit of the outcome:
        the neighbourhoods with more of it than expected against the others, at equal needs);
        `goes_with` (`fewer`, `more`, `unclear`: chance over 5 %, or `too_few`: under 12
        neighbourhoods, or fewer than five with something else than most have); `equal` (what
        was held equal, joined by `|`); `because` (in words, with the warning). Numbers are
        missing where it is too few.

    Raises
    ------
    ValueError
        If the outcome is neither or not in the survey, or it is no survey.

    References
    ----------
    Shuffling what is left over: D. Freedman and D. Lane, *A Nonstochastic Interpretation of
    Reported Significance Levels* (1983). Several at once: S. Holm, *A Simple Sequentially
    Rejective Multiple Test Procedure* (1979).

    Examples
    --------
    >>> few = pd.DataFrame({"neighbourhood": ["a", "b"], "people_a_resident": [3.0, 2.0]})
    >>> practices(few)[["neighbourhoods", "goes_with"]]
                      neighbourhoods goes_with
    practice
    broad_generalist               0   too_few
    contact_point                  0   too_few
    informal_links                 0   too_few
    fewer_meetings                 0   too_few
    """
    table = checked_survey(survey)
    one_of("outcome", outcome, OUTCOMES, lang)
    if outcome not in table:
        raise ValueError(refusal("ecosystem.region", "no_outcome", outcome=outcome))
    rows = {}
    for name, (measure, sign) in PRACTICES.items():
        more = sign * table[measure] if measure in table else pd.Series(pd.NA, table.index)
        rows[name] = _row(equal_needs(table, more, table[outcome]), measure)
    frame = pd.DataFrame.from_dict(rows, orient="index").rename_axis("practice")
    frame["chance"] = _holm(frame["chance"])
    sure = frame["chance"] <= SURE
    told = np.where(frame["association"] < 0, "fewer", "more")
    told = np.where(sure, told, np.where(frame["chance"].isna(), "too_few", "unclear"))
    frame["goes_with"] = pd.Series(told, index=frame.index, dtype="str")
    kinds = {"neighbourhoods": "Int64", "left_out": "Int64", "measure": "str", "equal": "str"}
    frame = frame.astype(kinds | dict.fromkeys(NUMBERS, "Float64")).round(dict.fromkeys(NUMBERS, 6))
    frame["because"] = [_told(name, row, lang) for name, row in frame.to_dict("index").items()]
    return frame[COLUMNS]


def _row(one: Equal, measure: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "measure": measure,
        "neighbourhoods": len(one.more),
        "left_out": one.left_out,
    }
    row |= dict.fromkeys(NUMBERS) | {"equal": "|".join(one.held)}
    if len(one.more) < FEWEST or one.others < OTHERS:
        return row
    rng = np.random.default_rng(SEED)
    count = len(one.more)
    even = np.full(count, 1 / count)
    found, drawn, shuffled = one.association(), [], []
    for _ in range(0, DRAWS, _AT_ONCE):
        drawn.append(one.resampled(rng.multinomial(count, even, _AT_ONCE)))
        orders = rng.permuted(np.tile(np.arange(count), (_AT_ONCE, 1)), axis=1)
        shuffled.append(one.shuffled(orders))
    low, high = np.nanquantile(np.concatenate(drawn), [0.025, 0.975])
    as_strong = (np.abs(np.concatenate(shuffled)) >= abs(found) - 1e-9).sum()
    chance = (1 + as_strong) / (1 + DRAWS)
    values = (found, low, high, chance, one.difference())
    return row | dict(zip(NUMBERS, map(float, values), strict=True))


def _holm(chance: pd.Series) -> pd.Series:
    known = chance.dropna().astype("float64").sort_values(kind="stable")
    left = np.arange(len(known), 0, -1)
    adjusted = (known * left).cummax().clip(upper=1.0)
    return adjusted.reindex(chance.index)


def _told(name: str, row: Mapping[str, Any], lang: Language) -> str:
    said = SENTENCES[lang]
    filled = {
        "practice": said[name],
        "count": number_told(int(row["neighbourhoods"]), lang),
        "fewest": str(FEWEST),
        "others": str(OTHERS),
    }
    if row["goes_with"] != "too_few":
        filled["difference"] = number_told(abs(float(row["difference"])), lang)
        filled["chance"] = number_told(100 * float(row["chance"]), lang)
    return f"{said[str(row['goes_with'])].format(**filled)} {said['warning']}"
