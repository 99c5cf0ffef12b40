"""The ladder of help: the step that is used against the lightest that could do."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pandas.arrays import IntegerArray

from ecosystem.measure.ladder_coded import NO_STEP, used_coded
from ecosystem.tables.coded import Coded
from ecosystem.tables.neighbourhood import Neighbourhood

WEIGHED = ("heavier", "informal_only", "justified")
COLUMNS = {
    "need": "string",
    **dict.fromkeys(["step", "residents", "perhaps_higher", "lightest", "offered", "gap"], "Int64"),
    **dict.fromkeys(WEIGHED, "Int64"),
    "reasons": "string",
}


def ladder(hood: Neighbourhood) -> pd.DataFrame:
    """
    Set, for each need, the step of the help that is used against the lightest that could do.

    The steps are 0 self, 1 household, 2 informal network, 3 collective, 4 general provision,
    5 tailored, 6 specialist. What a resident uses for a need is the heaviest step among those
    with whom there was contact about it. The lightest is the lowest step of anybody here who
    may meet the need, with hours that are not 0 (see `eligible`; unknown hours may be enough).
    The gap is the one minus the other, and the help is heavier than needed where that is above
    0, unless the professional gave a reason (`heavier_because`) in the request of those
    contacts or in another request of the resident for that need. Whether who is lighter still
    has hours to spare, or suits this one resident, no table says: it is a question.

    An informal helper is only ever named as possible: `offered` leaves them out, and
    `informal_only` counts for whom nobody but an informal helper stands lower.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts` and `competences`.

    Returns
    -------
    ladder
        One row per `need` and `step` used (0-6), by need and step, what is unknown last; the
        last rows are contacts that name no need. `residents` (distinct; of a resident with
        two needs each counts; a step is missing where none of those who came has one), of whom
        for `perhaps_higher` somebody of unknown step came too; `lightest` (lowest step; missing
        where nobody may meet the need or no step is known), `offered` (idem
        without informal helpers), `gap` (steps; below 0 where who came was lighter than anybody
        of whom it is written that they can); `heavier` (residents, gap above 0, no
        reason), of whom `informal_only` (not above `offered`); `justified` (residents, gap
        above 0 with a reason) and its `reasons` (most frequent first, joined by `|`; empty
        where none). What hangs on an unknown gap is missing.

    Raises
    ------
    MissingTable
        If `contacts` or `competences` was not supplied.

    References
    ----------
    M. Eeken, *Lean in het sociaal domein* (2022): no heavier solution than needed, and the
    professional guards how heavy it is. The override with a reason is that professional's.

    Examples
    --------
    >>> log = {"resident": ["anna", "bob"], "actor": ["gp", "choir"], "need": "skin"}
    >>> sings = pd.DataFrame([{"actor": "choir", "need": "skin"}])
    >>> used = street.replace(
    ...     contacts=street.contacts.reindex(range(2)).assign(**log),
    ...     competences=pd.concat([street.competences, sings], ignore_index=True),
    ... )
    >>> ladder(used)[["need", "step", "residents", "lightest", "gap", "heavier"]]
       need  step  residents  lightest  gap  heavier
    0  skin     3          1         3    0        0
    1  skin     4          1         3    1        1
    """
    hood.need("contacts", "competences", for_what="The step of help that is used")
    each = used(hood)
    by = each.groupby(["need", "step"], dropna=False, sort=True)
    counts = by[["perhaps_higher", *WEIGHED]].sum(min_count=1)
    first = by[["lightest", "offered", "gap"]].first()
    rows = pd.concat([by.size().rename("residents"), counts, first], axis=1)
    rows["reasons"] = by["reason"].agg(_most_first)
    return rows.reset_index()[list(COLUMNS)].astype(COLUMNS)


def used(hood: Neighbourhood) -> pd.DataFrame:
    """
    Give for each resident and need the step used, the lightest there is, and any reason.

    Parameters
    ----------
    hood
        A checked neighbourhood with `competences`.

    Returns
    -------
    used
        One row per `resident` and `need` with a contact, sorted: `step`, `perhaps_higher`,
        `lightest`, `offered`, `gap`, `heavier`, `informal_only` and `justified` as in `ladder`
        (1 or 0), and `reason` (missing where there is none, or it was not needed).

    Examples
    --------
    >>> len(used(street))
    0
    """
    each = used_coded(hood)
    step, lightest, offered = (
        IntegerArray(steps, (steps < 0) | (steps == NO_STEP))
        for steps in (each.step, each.lightest, each.offered)
    )
    gap = step - lightest
    weighed = (each.heavier, each.heavier & (each.step <= each.offered), each.justified)
    return pd.DataFrame(
        {
            "resident": each.resident.text(),
            "need": each.need.text().astype("string"),
            "step": step,
            "perhaps_higher": pd.array(each.silent & (each.step >= 0), dtype="Int64"),
            "lightest": lightest,
            "offered": offered,
            "gap": gap,
            "reason": Coded(np.where(each.above, each.reason.code, -1), each.reason.names)
            .text()
            .astype("string"),
            **{
                name: IntegerArray(which.astype(np.int64), gap.isna())
                for name, which in zip(WEIGHED, weighed, strict=True)
            },
        }
    )


def _most_first(reasons: pd.Series) -> str:
    counts = reasons.value_counts()
    return "|".join(sorted(counts.index, key=lambda reason: (-counts[reason], reason)))
