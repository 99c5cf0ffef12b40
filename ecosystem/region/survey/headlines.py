"""The registry of headline measures: what each is, and how many it rests on."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib.resources import files

import pandas as pd

from ecosystem.protect.over_residents import COUNTS, OVER
from ecosystem.region.survey.told import said
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood

AREA = {
    **dict.fromkeys(["name", "parent", "codes"], "str"),
    **dict.fromkeys(["year", "population"], "Int64"),
    **dict.fromkeys(["x", "y"], "Float64"),
}
"""What is known of the place itself."""
FINDINGS = "findings"
PROFILE = "profile"


def headlines() -> pd.DataFrame:
    """
    Read the registry of headline measures.

    Returns
    -------
    headlines
        One row per `measure`, in the order in which they stand in a survey: `unit`; `kind`
        (`count`; `sum`, over residents; `hours`; `share`, 0-1; `average`); `of` (what
        `<measure>_of` counts: how many it rests on); `better` (`lower`, `higher`, or empty where
        neither is); `table` (what it needs: tables apart by a space are all needed, of tables
        joined by `|` one).

    Examples
    --------
    >>> headlines().loc["upc", ["kind", "of", "better"]].tolist()
    ['average', 'residents', 'higher']
    """
    return _registry().copy()


@cache
def _registry() -> pd.DataFrame:
    with files("ecosystem.region.survey").joinpath("headlines.csv").open(encoding="utf-8") as text:
        return pd.read_csv(text, dtype="str", keep_default_na=False).set_index("measure")


@cache
def rests_on() -> dict[str, str]:
    """
    Give what each headline measure needs.

    Returns
    -------
    rests_on
        The column `table` of `headlines`, by measure, in its order.

    Examples
    --------
    >>> rests_on()["upc"]
    'contacts'
    """
    return dict(_registry()["table"])


def asked(measures: Collection[str] | None, lang: Language = "en") -> tuple[str, ...]:
    """
    Check which measures are asked for, and put them in the order of the registry.

    Parameters
    ----------
    measures
        Names of the registry, `findings`, `profile`; None is all of them.
    lang
        Language of the message, `en` or `nl`.

    Returns
    -------
    asked
        The same, each once.

    Raises
    ------
    ValueError
        If one is not there.

    Examples
    --------
    >>> asked(["coc", "findings", "upc"])
    ('upc', 'coc', 'findings')
    """
    every = (*rests_on(), FINDINGS, PROFILE)
    if measures is None:
        return every
    unknown = sorted({*measures} - {*every})
    if unknown:
        here = {"measures": ", ".join(unknown), "every": ", ".join(every)}
        raise ValueError(said("no_measure", lang, **here))
    return tuple(name for name in every if name in measures)


def tells_of_residents(asked: Collection[str]) -> bool:
    """Tell whether any of the measures that are asked for says something of residents."""
    return not {*COUNTS, *OVER, PROFILE}.isdisjoint(asked)


def lacking(hood: Neighbourhood, table: str) -> tuple[str, ...]:
    """
    Name the tables of which a measure needs one and has none.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    table
        What it needs, as the registry says it.

    Returns
    -------
    lacking
        The first such group of tables; empty where all are there.

    Examples
    --------
    >>> lacking(street, "competences contacts|requests")
    ('contacts', 'requests')
    """
    for one in table.split():
        if not {*one.split("|")} & {*hood.tables}:
            return tuple(one.split("|"))
    return ()
