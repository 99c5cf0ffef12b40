"""Who helps, with which hours, and what they can do."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ecosystem.measure.supply_coded import Able, able_coded, known_of, supply_coded, with_hours
from ecosystem.tables.coded import coded
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember
from ecosystem.tables.texts import Names


def supply(hood: Neighbourhood) -> pd.DataFrame:
    """
    List everyone who helps, with what is known of them here.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    supply
        One row per actor that any table names, by id: `label` (the id where there is none),
        `layer`, `professional` (no when the layer is informal or collective; an unknown layer
        counts as professional), `profession`, `hours` (a week, in this neighbourhood: those of
        `reach` where it has a row for it; missing where unknown), `step` (0-6).

    Examples
    --------
    >>> supply(street)[["layer", "professional", "hours"]]
                   layer  professional  hours
    actor
    choir     collective         False   <NA>
    daughter    informal         False   <NA>
    gp        first_line          True   20.0
    nurse     first_line          True   30.0
    social       welfare          True   24.0
    """
    return remember(hood, _Supply(tuple(supply_coded(hood).names.tolist())))


@dataclass(frozen=True)
class _Supply:
    """What is known of these actors, remembered also where other tables than that change."""

    named: tuple[str, ...]

    def __call__(self, hood: Neighbourhood) -> pd.DataFrame:
        names = pd.Index(self.named, dtype="str", name="actor")
        who = with_hours(hood, known_of(hood, Names.of(self.named)))
        label = coded(hood, "actors", "label").at(who.row).text()
        return pd.DataFrame(
            {
                "label": label.fillna(pd.Series(names)).array,
                "layer": who.layer.text().array.astype("string"),
                "professional": who.professional,
                "profession": who.profession.text().array.astype("string"),
                "hours": pd.array(who.hours, dtype="Float64"),
                "step": pd.array(who.step, dtype="Int64"),
            },
            index=names,
        )


def able(hood: Neighbourhood) -> pd.DataFrame:
    """
    List who can meet which need here: able, and with hours that are not 0.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    able
        One row per `actor` and `need`, sorted, with `takes` (hours a week a resident, as the
        competence says; missing where it does not), and the actor's `hours` (a week, missing
        where unknown) and `step`.

    Examples
    --------
    >>> able(street)
       actor  need  takes  hours  step
    0     gp  skin   <NA>   20.0     4
    1  nurse  skin   <NA>   30.0     4
    """
    return remember(hood, _able)


def _able(hood: Neighbourhood) -> pd.DataFrame:
    return in_words(hood, able_coded(hood))


def in_words(hood: Neighbourhood, rows: Able) -> pd.DataFrame:
    """
    Write rows of `able`, or some of them, as the table that it is.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    rows
        In the numbers of `able_coded`.

    Returns
    -------
    in_words
        The columns of `able`.

    Examples
    --------
    >>> in_words(street, able_coded(street))["actor"].tolist()
    ['gp', 'nurse']
    """
    who = supply(hood)
    return pd.DataFrame(
        {
            "actor": who.index.array.take(rows.actor),
            "need": rows.need.text(),
            "takes": pd.array(rows.takes, dtype="Float64"),
            "hours": who["hours"].array.take(rows.actor),
            "step": who["step"].array.take(rows.actor),
        }
    )
