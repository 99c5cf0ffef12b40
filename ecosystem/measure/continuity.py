"""How constant help is: how many people a resident sees, and how often the same."""

from __future__ import annotations

from math import fsum
from typing import Literal

import numpy as np
import pandas as pd

from ecosystem.measure.contact_counts import ContactCounts, contact_counts, indices
from ecosystem.measure.seen_coded import organisations, seen_coded
from ecosystem.tables.coded import Coded
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.refusals import refusal

Level = Literal["person", "profession", "organisation"]

WHOLE = ("contacts", "people", "handovers", "same_time", "left_out")
MEASURES = (
    "contacts",
    "people",
    "upc",
    "coc",
    "secon",
    "mmci",
    "k_index",
    "effective_people",
    "handovers",
    "care_density",
)
LEAST = 4
"""The fewest contacts of a resident who takes part in an average."""
COLUMNS = (*MEASURES, "usual", "same_time", "left_out")


def continuity(hood: Neighbourhood, *, level: Level = "person") -> pd.DataFrame:
    """
    Measure, for each resident, how constant professional help is.

    With N contacts, n_i of them with actor i, and k different actors: usual provider of care
    is max n_i / N; continuity of care (Bice and Boxerman) is (sum n_i^2 - N) / (N (N - 1));
    sequential continuity is the share of consecutive contacts with the same actor, and a
    handover is one with another; the modified modified continuity index is
    (1 - k / (N + 0.1)) / (1 - 1 / (N + 0.1)); the K index is (N - k) / (N - 1); effective
    people is N^2 / sum n_i^2. Care density is the average, over the pairs of a resident's
    actors, of the residents whom such a pair shares.

    Only professional help counts (an unknown layer is professional); contacts with informal and
    collective helpers are passed over. Contacts that start together go by actor. Where a start
    is missing there is no order: with more than one actor, sequential continuity and handovers
    are then undefined.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts`.
    level
        What counts as one actor: a `person` (also a practice, and an actor of unknown level), a
        `profession`, or an `organisation` (see `continuity`).

    Returns
    -------
    continuity
        One row per resident with a contact, by id; a contact without a resident belongs to that
        of its request, and a request without one is a resident of its own. `contacts` (that
        count at this level), `people` (actors at this level), `upc`, `coc`, `secon`, `mmci`,
        `k_index` (0-1), `effective_people`, `handovers`, `care_density` (residents a pair),
        `usual` (whom the resident sees most; of several the one seen last, then by id),
        `same_time` (contacts that follow on one with the same start) and `left_out`
        (professional contacts that do not count at this level: no actor, profession or
        organisation is known, or it is a group or organisation where people are counted). With
        no contact that counts all but `contacts` and `left_out` is missing; with one, `coc`,
        `secon`, `mmci` and `k_index` are; with one actor, `care_density` is.

    Raises
    ------
    MissingTable
        If `contacts` was not supplied.
    ValueError
        If the level is not one of these.

    References
    ----------
    T. Bice and S. Boxerman, *A quantitative measure of continuity of care*, Medical Care 1977.
    C. Pollack and others, *Care fragmentation, quality, and costs among chronically ill
    patients*, 2013 (care density). H. Gjevjon and others, *Continuity of care in home health-care
    practice*, 2014, compare with the highest continuity that was possible, as `fewest` does.

    Examples
    --------
    >>> days = pd.to_datetime(["2025-01-01", "2025-01-02", "2025-01-03"])
    >>> log = pd.DataFrame({"actor": ["gp", "nurse", "nurse"], "resident": "anna", "start": days})
    >>> seen = street.replace(contacts=street.contacts.merge(log, how="outer"))
    >>> continuity(seen)[["contacts", "people", "coc", "secon", "handovers", "usual"]]
              contacts  people       coc  secon  handovers  usual
    resident
    anna             3       2  0.333333    0.5          1  nurse
    """
    hood.need("contacts", for_what="Continuity")
    log, each, counts = seen_coded(hood), _at(hood, level), counted(hood, level=level)
    present = np.bincount(log.resident.code, minlength=len(log.resident.names)) > 0
    work = log.professional[log.actor.code]
    here = work & (each.code >= 0)
    density = _care_density(log.resident.code[here], each.code[here])[counts.resident]
    some = np.full(len(present), -1)
    some[counts.resident] = np.arange(len(counts.resident))
    some = some[present]
    whole = {name: getattr(counts, name) for name in ("contacts", "people", "same_time")}
    found = {
        name: pd.array(np.append(values, np.nan)[some], dtype="Float64").round(6)
        for name, values in {**whole, **indices(counts), "care_density": density}.items()
    }
    found["contacts"] = found["contacts"].fillna(0)
    passed_over = np.bincount(log.resident.code[work & ~here], minlength=len(present))
    found["left_out"] = passed_over[present]
    names = pd.array(each.names.index, dtype="string")
    found["usual"] = names.take(np.append(counts.usual, -1)[some], allow_fill=True)
    index = log.resident.names.index[present].rename("resident")
    return pd.DataFrame(found, index)[list(COLUMNS)].astype(dict.fromkeys(WHOLE, "Int64"))


def counted(hood: Neighbourhood, *, level: Level = "person") -> ContactCounts:
    """
    Count, for each resident, the contacts that count in `continuity`.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    level
        As `continuity` takes it.

    Returns
    -------
    counted
        One entry per resident with such a contact, by their numbers in `help_rows`.

    Examples
    --------
    >>> counted(street).contacts.tolist()
    []
    """
    log, each = seen_coded(hood), _at(hood, level)
    here = log.professional[log.actor.code] & (each.code >= 0)
    return contact_counts(log.resident.code[here], each.code[here], log.start[here])


def _at(hood: Neighbourhood, level: Level) -> Coded:
    """Give whom each contact of `seen_coded` is with, at this level."""
    log = seen_coded(hood)
    if level == "organisation":
        return organisations(hood)
    if level == "profession":
        return log.who.profession.at(log.actor.code)
    return Coded(np.where(log.person[log.actor.code], log.actor.code, -1), log.actor.names)


def _care_density(resident: np.ndarray, actor: np.ndarray) -> np.ndarray:
    """Give, by the number of the resident, the residents whom two of their actors share."""
    from scipy.sparse import coo_array  # noqa: PLC0415 (slow to start)

    if not len(resident):
        return np.zeros(0)
    helps = coo_array((np.ones(len(resident), dtype=np.int64), (resident, actor))).tocsr()
    helps.data[:] = 1
    shared = (helps.T @ helps).tocsr()
    people = helps.sum(axis=1)
    both = (helps @ shared).multiply(helps).sum(axis=1) - helps @ shared.diagonal()
    pairs = people * (people - 1)
    return np.asarray(np.divide(both, pairs, out=np.full(len(both), np.nan), where=pairs > 0))


def averages(table: pd.DataFrame, *, least: int = LEAST) -> pd.DataFrame:
    """
    Average each measure of continuity over the residents for whom it says something.

    Parameters
    ----------
    table
        What `continuity` gives.
    least
        The fewest contacts of a resident who takes part; four is what is published with.

    Returns
    -------
    averages
        One row per measure, in the order of the table: `mean` (missing where nobody takes
        part), `residents` (who take part) and `left_out` (residents with fewer contacts, or for
        whom the measure is undefined).

    Raises
    ------
    ValueError
        If it is another table.

    Examples
    --------
    >>> days = pd.to_datetime(["2025-01-01", "2025-01-02", "2025-01-03"])
    >>> log = pd.DataFrame({"actor": ["gp", "nurse", "nurse"], "resident": "anna", "start": days})
    >>> seen = street.replace(contacts=street.contacts.merge(log, how="outer"))
    >>> averages(continuity(seen), least=2).loc[["people", "coc", "care_density"]]
                      mean  residents  left_out
    measure
    people             2.0          1         0
    coc           0.333333          1         0
    care_density       1.0          1         0
    """
    if not {*MEASURES} <= {*table.columns}:
        raise ValueError(refusal("ecosystem.measure", "no_continuity"))
    values = table[list(MEASURES)].astype("Float64")
    values = values[(table["contacts"] >= least).to_numpy(dtype=bool)]
    taking = values.notna().sum()
    totals = values.apply(lambda column: fsum(column.dropna()))  # in whatever order residents are
    return pd.DataFrame(
        {
            "mean": (totals / taking.mask(taking == 0)).astype("Float64").round(6),
            "residents": taking.astype("Int64"),
            "left_out": (len(table) - taking).astype("Int64"),
        }
    ).rename_axis("measure")
