"""What is asked of a survey: like with like, practices, larger areas."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecosystem.cli.loading import loaded
from ecosystem.cli.printing import print_table

if TYPE_CHECKING:
    import pandas as pd

SHOWN = ["neighbourhood", "name", "measure", "value", "of", "expected", "low", "high", "outside"]
_LOOKED = {
    "en": "Outside the limits: {outside} of {count} figures; by chance alone: {chance}.",
    "nl": "Buiten de grenzen: {outside} van {count} cijfers; door toeval alleen: {chance}.",
}


def compare_region(options: argparse.Namespace) -> int:
    """
    Set each neighbourhood of a survey against those most like it, with room for chance.

    As text those outside their limits; all figures as csv and json.
    """
    import ecosystem as eco

    told = eco.compare_region(_survey(options), measures=options.measures, peers=options.peers)
    if options.format == "text":
        outside = told["outside"].isin(["below", "above"])
        chance = told.drop_duplicates("measure")["by_chance"].sum()
        count = int(told["low"].notna().sum())
        filled = {"outside": int(outside.sum()), "count": count, "chance": f"{chance:.1f}"}
        print(_LOOKED[options.lang].format(**filled), file=sys.stderr)
        told = _in_words(told.loc[outside, SHOWN].round(3), options)
    print_table(told, options.format, lang=options.lang)
    return 0


def practices(options: argparse.Namespace) -> int:
    """Say which practice goes with fewer people round a resident, at equal needs."""
    import ecosystem as eco

    told = eco.practices(_survey(options), lang=options.lang)
    if options.format == "text":
        print("\n".join(told["because"]))
        return 0
    print_table(told.reset_index(), options.format, lang=options.lang)
    return 0


def roll_up(options: argparse.Namespace) -> int:
    """Add the neighbourhoods of a survey up to the areas they lie in."""
    import ecosystem as eco

    told = eco.roll_up(_survey(options), to=options.to)
    if options.format == "text":
        told = _in_words(told.dropna(axis="columns", how="all").round(3), options)
    print_table(told.reset_index(), options.format, lang=options.lang)
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
        reference = {name: float(share) for name, share in map(_split, options.elsewhere)}
    told = eco.trend(
        _survey(options, options.then),
        _survey(options, options.now),
        reference=reference,
        target=options.target,
        margin=options.margin,
        years=options.years,
    )
    if options.format == "text":
        told = told[told["verdict"].notna() & (told["then"].notna() | told["now"].notna())]
        shown = told.drop(columns=["change", "expected"]).dropna(axis="columns", how="all")
        told = _in_words(shown.round(3), options)
    print_table(told, options.format, lang=options.lang)
    return 0


def spread(options: argparse.Namespace) -> int:
    """Tell which neighbourhoods of a survey next, and from whom they can learn."""
    import ecosystem as eco

    told = eco.spread(_survey(options), done=options.done, capacity=options.capacity)
    if options.format == "text":
        told = _in_words(told.round(2), options)
    print_table(told.reset_index(), options.format, lang=options.lang)
    return 0


def _split(told: str) -> tuple[str, str]:
    name, sign, share = told.partition("=")
    if not sign or not share.strip():
        raise ValueError(f"{told} is not a measure and its change, as people_a_resident=-0.01")
    return name.strip(), share.strip()


def _survey(options: argparse.Namespace, source: Path | None = None) -> pd.DataFrame:
    """Read a survey that was written, or else make one of a region, without its findings."""
    import pandas as pd

    import ecosystem as eco
    from ecosystem.region.survey.headlines import PROFILE, headlines

    source = source or options.source
    options = argparse.Namespace(**vars(options) | {"source": source})
    ending = source.suffix.lower() if source.is_file() else ""
    if ending == ".csv":
        return pd.read_csv(source, dtype="str", keep_default_na=False)
    if ending == ".parquet":
        return pd.read_parquet(source)
    if ending == ".xlsx":
        sheets = pd.read_excel(source, sheet_name=None, dtype="str", engine="calamine")
        if "survey" in sheets:
            return sheets["survey"]
    wanted = [*headlines().index, PROFILE]
    return eco.survey(loaded(options), measures=wanted, lang=options.lang)


def _in_words(told: pd.DataFrame, options: argparse.Namespace) -> pd.DataFrame:
    import ecosystem as eco
    from ecosystem.tables.neighbourhood import Neighbourhood

    return eco.labelled(told, Neighbourhood("", "", {}), lang=options.lang)
