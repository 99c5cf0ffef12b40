"""Right weight: which share of the help is heavier than needed."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from ecosystem.measure.ladder import WEIGHED, used
from ecosystem.tables.needs import domains
from ecosystem.tables.neighbourhood import Neighbourhood

By = Literal["all", "theme", "need"]
COUNTS = ("residents", *WEIGHED, "unknown")


def right_weight(hood: Neighbourhood, *, by: By = "need") -> pd.DataFrame:
    """
    Say which share of the help is heavier than needed, and of which share that is unknown.

    Counted in residents with a need (one with two needs counts twice), as `ladder` does: by the
    heaviest step that came, against the lightest step here that may meet the need. A reason
    that the professional gave makes it justified.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts` and `competences`.
    by
        What one row is: `all`, a `theme` (domain of needs) or a `need`.

    Returns
    -------
    right_weight
        One row per theme or need, most residents with help heavier than needed first, then by
        name, what names no need last; or one row, `all`. `residents` (with a need and help for
        it), `heavier` (than needed, and no reason is given), of whom `informal_only` (only an
        informal helper stands lower, who is never more than possible), `justified` (heavier,
        with a reason), `unknown` (the step that came, or any that could, is unknown), `share`
        (heavier of those known) and `unknown_share` (of all); missing where that is nobody.

    Raises
    ------
    MissingTable
        If `contacts` or `competences` was not supplied.
    ValueError
        If `by` is not one of these.

    Examples
    --------
    >>> log = {"resident": ["anna", "bob"], "actor": ["gp", "choir"], "need": "skin"}
    >>> sings = pd.DataFrame([{"actor": "choir", "need": "skin"}])
    >>> used = street.replace(
    ...     contacts=street.contacts.reindex(range(2)).assign(**log),
    ...     competences=pd.concat([street.competences, sings], ignore_index=True),
    ... )
    >>> right_weight(used)[["residents", "heavier", "share", "unknown_share"]]
          residents  heavier  share  unknown_share
    need
    skin          2        1    0.5            0.0
    """
    hood.need("contacts", "competences", for_what="The weight of help")
    each = used(hood)
    each["residents"], each["unknown"] = 1, each["gap"].isna().astype("Int64")
    if by == "theme":
        each["theme"] = each["need"].map(domains(hood)).astype("string")
    if by == "all":
        each["all"] = pd.Series("all", index=each.index, dtype="string")
    rows = each.groupby(by, dropna=False)[list(COUNTS)].sum().astype("Int64")
    known = rows["residents"] - rows["unknown"]
    rows["share"] = _share(rows["heavier"], known)
    rows["unknown_share"] = _share(rows["unknown"], rows["residents"])
    return rows.reset_index().sort_values(["heavier", by], ascending=[False, True]).set_index(by)


def _share(part: pd.Series, whole: pd.Series) -> pd.Series:
    return (part.astype("Float64") / whole.where(whole > 0)).astype("Float64").round(6)
