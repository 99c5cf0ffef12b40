"""What a log says of itself: figures of its owner, held against what came in."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import numpy as np
import pandas as pd

MARK = "meta_"
"""Keys of the log itself begin so in the MetaData extensions of XES (4TU.ResearchData)."""
SEQUENCES = "meta_general:different_traces"
"""Under it stands in how many cases the same people did what came after one another."""
HANDOVERS = f"{SEQUENCES} handovers"


def compare(said: Mapping[str, str], found: pd.DataFrame, events: int) -> tuple[list[str], bool]:
    """
    Hold the figures of the owner of a log against what came in, to the last digit given.

    Handovers are those between whoever are next to one another in the order of the file, where
    times are equal, as the owner counted; somebody unknown is as the others there.

    Parameters
    ----------
    said
        Attributes of the log by key.
    found
        Its contacts, as `event_log_contacts.contacts` gives them.
    events
        How many events there are in the file.

    Returns
    -------
    told
        Each figure that can be compared with its key; in brackets what came in, where that is
        another.
    same
        Whether none is.

    Examples
    --------
    >>> found = pd.DataFrame({"case": pd.Categorical(["7", "7"]), "group": None, "place": [0, 1],
    ...                       "actor": pd.Categorical(["Ann", "Bob"]), "end": pd.NaT,
    ...                       "time": pd.Timestamp("2025-01-01")})
    >>> compare({"meta_org:different_resources_average": "2.0",
    ...          "meta_general:events_total": "3"}, found, 2)
    (['meta_general:events_total 3 (2)', 'meta_org:different_resources_average 2.0'], False)
    """
    ours = _figures(found, events) if said else {}
    told, same = [], True
    for key in sorted(ours.keys() & said.keys()):
        try:
            theirs = Decimal(said[key])
            here = ours[key].quantize(Decimal(1).scaleb(min(int(theirs.as_tuple().exponent), 0)))
        except (ArithmeticError, TypeError, ValueError):
            continue  # no number
        alike = here == theirs
        same &= alike
        told.append(f"{key} {said[key]}" if alike else f"{key} {said[key]} ({here})")
    return told, same


def _figures(found: pd.DataFrame, events: int) -> dict[str, Decimal]:
    """Count and time what came in, by the key under which an owner would say it."""
    cases = len(found["case"].cat.categories)
    by_case = found.groupby("case", observed=True)
    last = found["end"].where(found["end"] > found["time"], found["time"])
    last = last.astype("datetime64[us]").groupby(found["case"], observed=True).max()
    spans = (last - by_case["time"].min()).astype("timedelta64[us]").astype("int64")
    seconds = {"total": sum(map(int, spans)), "max": int(spans.max()), "min": int(spans.min())}
    figures = {"meta_general:traces_total": Decimal(cases)}
    figures["meta_general:events_total"] = Decimal(events)
    for name, micro in seconds.items():
        figures[f"meta_time:duration_{name}"] = Decimal(micro) / 1_000_000
    figures["meta_time:duration_average"] = figures["meta_time:duration_total"] / cases
    for name, part in (("resources", "actor"), ("groups", "group")):
        if found[part].notna().any():
            each = by_case[part].nunique()
            figures[f"meta_org:different_{name}_total"] = Decimal(found[part].nunique())
            figures[f"meta_org:different_{name}_average"] = Decimal(int(each.sum())) / cases
            figures[f"meta_org:different_{name}_max"] = Decimal(int(each.max()))
    who, case = (found[part].cat.codes.to_numpy() for part in ("actor", "case"))
    order = np.lexsort([found["place"], found["time"], case])
    who, case = who[order], case[order]
    passed = (case[1:] == case[:-1]) & (who[1:] != who[:-1])
    return figures | {HANDOVERS: Decimal(int(passed.sum()))}
