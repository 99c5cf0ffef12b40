"""What will be asked in the coming years, and the hours there are for it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from importlib.resources import files

import numpy as np
import pandas as pd

from ecosystem.region.ahead import ahead
from ecosystem.region.backtest import Tested, clipped, half_width, tested
from ecosystem.region.collect import PROFILES, collect
from ecosystem.region.need_hours import need_hours
from ecosystem.region.year_series import ENDED, Series
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.refusals import refusal

SENTENCES: dict[str, dict[str, str]] = tomllib.loads(
    files("ecosystem.region").joinpath("forecast.toml").read_text(encoding="utf-8")
)
NUMBERS = ["value", "low", "high", "error", "error_last", "error_drift", "coverage", "factor"]
NUMBERS += ["residents", "residents_low", "residents_high"]
NUMBERS += ["hours", "hours_low", "hours_high", "hours_there"]
COLUMNS = ["neighbourhood", "indicator", "year", *NUMBERS[:3], "method", *NUMBERS[3:7]]
COLUMNS += ["need", *NUMBERS[7:], "note"]


def indicator_needs() -> dict[str, str]:
    """
    Read which need an indicator is taken to follow: a proposal, the first that is there counts.

    Returns
    -------
    indicator_needs
        A need by indicator, in the order in which they are preferred.

    Examples
    --------
    >>> indicator_needs()["youth_care"]
    'growth_and_development'
    """
    with files("ecosystem.region").joinpath("indicator_needs.csv").open(encoding="utf-8") as text:
        rows = pd.read_csv(text, dtype="str")
    return dict(zip(rows["indicator"], rows["need"], strict=True))


def forecast(
    region: Iterable[Neighbourhood],
    *,
    years: int = 5,
    indicators: Sequence[str] | None = None,
    needs: Mapping[str, str] | None = None,
    factors: Mapping[str, float] | None = None,
    lang: Language = "en",
) -> pd.DataFrame:
    """
    Forecast residents and hours per need and neighbourhood, against the hours there are.

    Each indicator is continued in four plain ways: the last figure; drift, an area's own line;
    `shared`, half of that and half of the growth of all areas together; `damped`, half of
    `shared`. The way with the smallest error is taken for all areas of the indicator (buurten,
    wijken, municipalities and the country apart): the past is forecast from every year that
    leaves half of the years, two at least, to learn from. A choice per area would follow noise:
    on 70 areas over 11 years it was further off.

    The interval is meant to hold four figures in five. Half of it is the error that 80 % of the
    areas stayed within at the worst start, times the root of 1 + 1 / starts, growing with the
    years ahead to the power 3/4. `coverage` is what it would have held: of every start, with
    the width of the others. It is never less than the step to which figures were rounded, and a law
    or a building that nobody knows of yet is not in it.

    Figures that are none are left out, and `note` says so: years of zeros before a register
    began; what came before a jump of one area. A change of all areas at once (another law) is
    told and not mended; so is an area that has 0 in every year. An area whose code ended more
    than two years ago is not continued. Nothing falls below 0 where no figure ever did.

    Prevalence is not demand: `factor` is how many residents ask for the need for each one the
    indicator counts (its last figure), and is held as it is. Where `profiles` have several
    years, residents themselves are continued (indicator `profiles`).

    Parameters
    ----------
    region
        Neighbourhoods with `indicators` of several years, or `profiles` of several periods.
    years
        How many years after the last that is known.
    indicators
        Which indicators; by default all.
    needs
        Which need an indicator follows, instead of the proposal of `indicator_needs`.
    factors
        Residents who ask for each one the indicator counts, instead of what `contacts`,
        `requests` or `profiles` say.
    lang
        Language of `note`, `en` or `nl`.

    Returns
    -------
    forecast
        One row per neighbourhood, indicator and coming year, in that order: `neighbourhood`,
        `indicator`, `year`, `value`, `low` and `high` (in the indicator's own unit), `method`;
        of all areas together in the back-test `error`, `error_last` and `error_drift` (mean
        absolute error as a share of the mean figure, of the method and the two yardsticks) and
        `coverage` (share of the figures inside the interval); `need`, `factor`, `residents`
        with `residents_low` and `residents_high`, `hours` with `hours_low` and `hours_high`
        (hours a week they take), `hours_there` (hours a week, today: the most that those able
        could give while every other need keeps what it gets), and `note`. What three years
        cannot say (errors, the interval), and what no table says, is missing.

    Raises
    ------
    MissingTable
        If no neighbourhood has `indicators`, or `profiles` of several years.
    ValueError
        If an indicator is in no neighbourhood, a year or value is text that is no number, or no
        year is asked for.

    References
    ----------
    Learning from all series at once: G. T. Duncan, W. L. Gorr and J. Szczypula, *Forecasting
    Analogous Time Series* (2001). Damping: E. S. Gardner and E. McKenzie, *Forecasting Trends
    in Time Series* (1985).

    Examples
    --------
    >>> figures = pd.DataFrame({"neighbourhood": "street", "indicator": "over_80",
    ...                         "value": [50.0, 52, 54, 56, 58], "year": range(2020, 2025)})
    >>> coming = forecast([street.replace(indicators=figures)], years=2)
    >>> coming[["year", "value", "low", "high", "method"]]
       year  value   low  high method
    0  2025   60.0  59.0  61.0  drift
    1  2026   62.0  61.0  63.0  drift
    """
    if years < 1:
        raise ValueError(refusal("ecosystem.region", "forecast_years", years=years))
    proposal = dict(indicator_needs() if needs is None else needs)
    gathered = collect(region, indicators, also=partial(_today, proposal=proposal))
    follows = _follow(gathered.series, proposal)
    pieces = [_coming(one, years, lang) for one in gathered.series]
    if not pieces:
        return pd.DataFrame(columns=COLUMNS)
    frame = pd.concat(pieces, ignore_index=True)
    own = frame["need"].isna()
    frame["need"] = frame["need"].mask(own, frame["indicator"].map(follows))
    frame = _asked(frame, gathered.also, dict(factors or {}), lang)
    frame = frame.sort_values(["neighbourhood", "indicator", "need", "year"], ignore_index=True)
    frame["note"] = frame["note"].str.removesuffix("; ")
    return frame[COLUMNS].astype(dict.fromkeys(NUMBERS, "Float64")).round(dict.fromkeys(NUMBERS, 6))


def _today(hood: Neighbourhood, rows: pd.DataFrame, *, proposal: dict[str, str]) -> pd.DataFrame:
    """Ask for the needs that this neighbourhood's own figures can say anything of."""
    followed = {proposal[name] for name in rows["indicator"].unique() if name in proposal}
    return need_hours(hood, frozenset(followed | set(rows["need"]) - {""}))


def _follow(every: list[Series], proposal: dict[str, str]) -> dict[str, str]:
    """Let each need follow one indicator: its own counts, or the first that is there."""
    there = {one.indicator for one in every}
    taken = {one.of_need for one in every}
    follows: dict[str, str] = {}
    for indicator, need in proposal.items():
        if indicator in there and need not in taken:
            follows[indicator] = need
            taken.add(need)
    return follows


def _coming(one: Series, years: int, lang: Language) -> pd.DataFrame:
    """Continue one indicator: a row an area and year."""
    found = tested(one, years)
    to = one.years[-1] + np.arange(1, years + 1)
    values = one.matrix
    latest = values[np.arange(len(values)), one.last]
    going = (np.isfinite(latest) & (one.years[-1] - one.years[one.last] <= ENDED))[:, None]
    plain = np.where(going, ahead(values, one.years, to, one.once)[found.way], np.nan)
    value = clipped(plain, values)
    half = np.where(going, half_width(one, found, to), np.nan)
    rows, columns = value.shape
    frame = pd.DataFrame(
        {
            "neighbourhood": np.repeat(one.figures.index.to_numpy(), columns),
            "indicator": one.indicator,
            "year": np.tile(to, rows),
            "value": value.ravel(),
            "low": clipped(value - half, values).ravel(),
            "high": (value + half).ravel(),
            "method": found.way,
            "error": found.errors[found.way],
            "error_last": found.errors["last"],
            "error_drift": found.errors["drift"],
            "coverage": found.coverage,
            "latest": np.repeat(latest, columns),
        }
    )
    frame["need"] = pd.Series(one.of_need or None, index=frame.index, dtype="str")
    frame["note"] = np.repeat(_notes(one, found, lang), columns)
    below = (plain < 0).ravel() & (value >= 0).ravel()
    frame["note"] += pd.Series(np.where(below, f"{SENTENCES['clipped'][lang]}; ", ""), dtype="str")
    return frame


def _notes(one: Series, found: Tested, lang: Language) -> np.ndarray:
    notes = np.full(len(one.figures), "", dtype=object)
    for name, whose, filled in one.told:
        text = SENTENCES[name][lang]
        notes += [
            text.format(*fill.split("|")) + "; " if holds else ""
            for holds, fill in zip(whose, filled, strict=True)
        ]
    if np.isnan(found.width):
        notes += f"{SENTENCES['untested'][lang]}; "
    return notes


def _asked(
    frame: pd.DataFrame, today: pd.DataFrame, factors: dict[str, float], lang: Language
) -> pd.DataFrame:
    """Turn figures into residents who ask, and the hours they take."""
    if today.empty:
        today = need_hours(Neighbourhood("", "", {}), frozenset()).assign(neighbourhood="")
    frame = frame.merge(today, on=["neighbourhood", "need"], how="left")
    latest = frame["latest"].astype("Float64")
    factor = frame["now"].astype("Float64") / latest.mask(latest == 0)
    factor = factor.mask(frame["indicator"] == PROFILES, 1.0).mask(frame["need"].isna())
    stated = frame["indicator"].map(factors).astype("Float64")
    frame["factor"] = stated.fillna(factor).round(6)
    for end in ("", "_low", "_high"):
        value = frame[end.removeprefix("_") or "value"].astype("Float64")
        frame[f"residents{end}"] = value * frame["factor"]
        frame[f"hours{end}"] = frame[f"residents{end}"] * frame["takes"]
    unsure = frame["unknown_hours"].fillna(0).astype(int)
    text = SENTENCES["unknown_hours"][lang]
    frame["note"] += [f"{text.format(count)}; " if count else "" for count in unsure]
    return frame
