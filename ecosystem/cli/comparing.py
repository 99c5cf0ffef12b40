"""What is asked of a survey: like with like, practices, larger areas."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecosystem.cli.loading import loaded
from ecosystem.cli.printing import marked, print_table, say_internal

if TYPE_CHECKING:
    import pandas as pd

    from ecosystem.tables.language import Language

SHOWN = ["neighbourhood", "name", "measure", "value", "of", "expected", "low", "high", "outside"]
SUMMED = ["area", "name", "neighbourhoods", "residents", "professionals", "people_a_resident"]
SUMMED += ["fewest_a_resident", "excess_a_resident", "upc", "push_share", "uncovered_needs"]
_LOOKED = {
    "en": "Outside the limits: {outside} of {count} figures; by chance alone: {chance}.",
    "nl": "Buiten de grenzen: {outside} van {count} cijfers; door toeval alleen: {chance}.",
}
_NO_LIMITS = {
    "en": "No figure can be set against others: {why}.",
    "nl": "Geen cijfer is met andere te vergelijken: {why}.",
}
_SAME = {
    "en": "The two surveys say the same, figure for figure: are they two deliveries?",
    "nl": "De twee metingen zeggen cijfer voor cijfer hetzelfde: zijn het twee leveringen?",
}
_NO_CHANGE = {
    "en": "{} is not a measure and its change, as people_a_resident=-0.01",
    "nl": "{} is geen maat met haar verandering, zoals people_a_resident=-0.01",
}
_NO_ROWS = {
    "en": "the survey has no neighbourhood",
    "nl": "de meting heeft geen buurt",
}


def compare_region(options: argparse.Namespace) -> int:
    """
    Set each neighbourhood of a survey against those most like it, with room for chance.

    As text those outside their limits; all figures as csv and json.
    """
    import ecosystem as eco
    from ecosystem.find.phrases import number_told
    from ecosystem.region.compare.funnel import BINOMIAL, POISSON
    from ecosystem.show.charts.chart_funnel import ALIKE

    survey = _survey(options)
    told = eco.compare_region(survey, measures=options.measures, peers=options.peers)
    if options.format == "text":
        outside = told["outside"].isin(["below", "above"])
        chance = told.drop_duplicates("measure")["by_chance"].sum()
        count = int(told["low"].notna().sum())
        by_chance = number_told(round(chance, 1), options.lang)
        filled = {"outside": int(outside.sum()), "count": count, "chance": by_chance}
        words = _LOOKED[options.lang] if count else _NO_LIMITS[options.lang]
        print(words.format(**filled, why=_reasons(told, options)), file=sys.stderr)
        if told.loc[told["low"].notna(), "limits"].isin([BINOMIAL, POISSON]).any():
            print(ALIKE[options.lang], file=sys.stderr)
        told = _in_words(told.loc[outside, SHOWN].round(3), options)
    _print(told, options, survey)
    return 0


def practices(options: argparse.Namespace) -> int:
    """Say which practice goes with fewer people round a resident, at equal needs."""
    import ecosystem as eco

    survey = _survey(options)
    told = eco.practices(survey, lang=options.lang)
    if options.format == "text":
        print("\n".join(told["because"]))
        _say_of(options, survey)
        return 0
    _print(told.reset_index(), options, survey)
    return 0


def roll_up(options: argparse.Namespace) -> int:
    """
    Add the neighbourhoods of a survey up to the areas they lie in.

    As text the figures most asked for; all of them as csv and json.
    """
    import ecosystem as eco

    survey = _survey(options)
    told = eco.roll_up(survey, to=options.to).reset_index()
    if options.format == "text":
        told = told.rename(columns={"neighbourhood": "area"}).dropna(axis="columns", how="all")
        told = _in_words(told[[name for name in SUMMED if name in told]].round(3), options)
    _print(told, options, survey)
    return 0


def trend(options: argparse.Namespace) -> int:
    """
    Tell what changed between two surveys, net of the trend elsewhere, and what people say of it.

    As text the professionals and their hours; every measure as csv and json.
    """
    import ecosystem as eco

    reference: Any = None
    if options.reference:
        before, after = options.reference
        reference = _survey(options, before), _survey(options, after)
    elif options.elsewhere:
        reference = dict(_split(one, options.lang) for one in options.elsewhere)
    then, now = _survey(options, options.then), _survey(options, options.now)
    told = eco.trend(
        then,
        now,
        reference=reference,
        target=options.target,
        margin=options.margin,
        years=options.years,
    )
    if told["then"].equals(told["now"]):
        print(_SAME[options.lang], file=sys.stderr)
    if options.format == "text":
        told = told[told["verdict"].notna() & (told["then"].notna() | told["now"].notna())]
        shown = told.drop(columns=["change", "expected"]).dropna(axis="columns", how="all")
        told = _in_words(shown.round(3), options)
    elsewhere = reference if options.reference else ()
    _print(told, options, then, now, *elsewhere)
    return 0


def spread(options: argparse.Namespace) -> int:
    """Tell which neighbourhoods of a survey next, and from whom they can learn."""
    import ecosystem as eco

    survey = _survey(options)
    told = eco.spread(survey, done=options.done, capacity=options.capacity)
    if options.format == "text":
        told = _in_words(told.round(2), options)
    _print(told.reset_index(), options, survey)
    return 0


def _split(told: str, lang: Language) -> tuple[str, float]:
    name, sign, share = told.partition("=")
    try:
        return name.strip(), float(share if sign else "")
    except ValueError:
        raise ValueError(_NO_CHANGE[lang].format(told)) from None


def _survey(options: argparse.Namespace, source: Path | None = None) -> pd.DataFrame:
    """Read a survey that was written, or else make one of a region, without its findings."""
    import ecosystem as eco
    from ecosystem.cli.surveys import written_survey
    from ecosystem.protect.survey import MARK
    from ecosystem.region.survey.headlines import PROFILE, headlines

    source = source or options.source
    written = written_survey(source, options.lang)
    if written is not None:
        return written
    options = argparse.Namespace(**vars(options) | {"source": source})
    wanted = [*headlines().index, PROFILE]
    made = eco.survey(loaded(options), measures=wanted, lang=options.lang)
    return made.assign(**{MARK: "internal"})


def _print(told: pd.DataFrame, options: argparse.Namespace, *surveys: pd.DataFrame) -> None:
    """Print what was made of surveys; internal where one of them is."""
    told = marked(told, options.format) if _internal(surveys) else told
    print_table(told, options.format, lang=options.lang)
    _say_of(options, *surveys)


def _say_of(options: argparse.Namespace, *surveys: pd.DataFrame) -> None:
    if _internal(surveys):
        say_internal(options.lang)


def _internal(surveys: Sequence[pd.DataFrame]) -> bool:
    """Tell whether a survey is of true counts, by the column with which its file says so."""
    from ecosystem.protect.survey import MARK

    return any(MARK in survey for survey in surveys)


def _reasons(told: pd.DataFrame, options: argparse.Namespace) -> str:
    """Say why figures have no limits, each reason with how many figures it holds for."""
    counts = _in_words(told[["why"]].dropna(), options).iloc[:, 0].value_counts()
    each = (f"{reason} ({count})" for reason, count in sorted(counts.items()))
    return "; ".join(each) or _NO_ROWS[options.lang]


def _in_words(told: pd.DataFrame, options: argparse.Namespace) -> pd.DataFrame:
    import ecosystem as eco
    from ecosystem.tables.neighbourhood import Neighbourhood

    return eco.labelled(told, Neighbourhood("", "", {}), lang=options.lang)
