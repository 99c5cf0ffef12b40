"""
The vocabulary of needs and its roll-ups.

By default the 42 problems of the Omaha System in its four domains (K. S. Martin, *The Omaha
System*, 2nd ed., 2005: structure and terms are free to use when cited; the Dutch labels are
ours). A `needs` table in the data takes its place.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

from ecosystem.tables.coded import coded
from ecosystem.tables.columns import numbers
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.texts import Names, places


def vocabulary() -> pd.DataFrame:
    """
    Read the default vocabulary of needs.

    Returns
    -------
    vocabulary
        One row per need, in the order of the Omaha System, indexed by `need`: `label_nl`,
        `label_en`, `domain`, and the dimension of Positieve Gezondheid and the domain of the
        ZRM it rolls up to (`positive_health`, `zrm`: names only; missing where there is none).

    Examples
    --------
    >>> vocabulary().loc["social_contact", ["label_nl", "domain"]].tolist()
    ['Sociaal contact', 'psychosocial']
    """
    return _vocabulary().copy(deep=False)


@cache
def _vocabulary() -> pd.DataFrame:
    with files("ecosystem.tables").joinpath("omaha.csv").open(encoding="utf-8") as text:
        return pd.read_csv(text, dtype="str").set_index("need")


def labels(hood: Neighbourhood, lang: str = "en") -> dict[str, str]:
    """
    Name every need: as the neighbourhood's own table does, else the vocabulary, else its id.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    lang
        Language of the names, `en` or `nl`.

    Returns
    -------
    labels
        A name per need id; an id that is in neither stands for itself when looked up with
        `labels.get(need, need)`.
    """
    column = f"label_{lang}"
    known = vocabulary()[column].dropna().to_dict()
    own = hood.needs.set_index("need")[column].dropna().to_dict()
    return {str(need): str(label) for need, label in (known | own).items()}


def domains(hood: Neighbourhood) -> pd.Series:
    """
    Give the domain of every need: of the neighbourhood's own table, else of the vocabulary.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    domains
        By need id.

    Examples
    --------
    >>> domains(street)[["income", "skin"]].tolist()
    ['environmental', 'physiological']
    """
    return hood.needs.set_index("need")["domain"].combine_first(vocabulary()["domain"])


def domain_of(hood: Neighbourhood) -> dict[str, str]:
    """
    Give the domain of every need of which it is known.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    domain_of
        What is known of `domains`.

    Examples
    --------
    >>> domain_of(street)["income"]
    'environmental'
    """
    need, domain = (coded(hood, "needs", name) for name in ("need", "domain"))
    said = domain.code >= 0
    own = zip(need.names[need.code[said]], domain.names[domain.code[said]], strict=True)
    return _domains() | dict(own)


@cache
def _domains() -> dict[str, str]:
    return dict(_vocabulary()["domain"].dropna())


def stated(hood: Neighbourhood, needs: Collection[str], column: str) -> np.ndarray:
    """
    Give what the table of needs states of some.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    needs
        Ids of needs, each once.
    column
        One of numbers, or of yes and no.

    Returns
    -------
    stated
        A number a need (1 for yes); NaN where the table does not say.

    Examples
    --------
    >>> stated(street, ["transport", "grief", "skin"], "hours").tolist()
    [1.5, nan, 0.5]
    """
    ids = coded(hood, "needs", "need")
    row = np.full(len(ids.names) + 1, -1)
    told = np.flatnonzero(ids.code >= 0)
    row[ids.code[told]] = told
    at = row[places(Names.of(needs), ids.names)]
    return np.asarray(np.append(numbers(hood, "needs", column), np.nan)[at])


def in_use(hood: Neighbourhood) -> list[str]:
    """
    List the needs a neighbourhood speaks of, sorted.

    Those of its `needs` table, and every need that somebody has or can meet.

    Parameters
    ----------
    hood
        A checked neighbourhood.

    Returns
    -------
    needs
        Ids of needs, sorted.
    """
    sets = coded(hood, "profiles", "needs").names
    named = {need for some in sets.tolist() for need in some.split("|")}
    for table in ("needs", "competences", "contacts", "requests"):
        named.update(coded(hood, table, "need").names.tolist())
    return sorted(named)
