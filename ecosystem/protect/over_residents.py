"""Figures of a survey over residents, as they may leave: made of counts as these are shown."""

from __future__ import annotations

import pandas as pd

from ecosystem.protect.counts import FEW, SMALLEST, STEP, at_most, shown

HELPED, NEEDY, ASKED = "people_a_resident_of", "needs_a_resident_of", "requests_of"
"""Residents with contacts, of whom a need is known, and who asked."""
HOURS, SPREAD = "professional_hours_week", "professional_hours_week_spread"
"""Hours of professionals with residents; 1 where two of these get less than 85 % of them."""
BESIDE = "beside_own_tables"
"""1 where what is of residents may be shared beside the tables of the same neighbourhood."""
NO_MEASURES = [SPREAD, BESIDE]
"""Columns that say how others may be shared."""
ROLLED_UP = "unknown_in"
"""Column of a roll-up: of true counts its totals would tell what is hidden in the parts."""
COUNTS = ("residents", "requests")
OF_RESIDENTS = ("people_a_resident", "contact_point")
"""Of which what is divided counts residents, or people round them: "fewer than ten" is not told."""
AVERAGES = (
    *("fewest_a_resident", "excess_a_resident", "needs_a_resident", "upc", "coc"),
    *("handovers_a_resident", "outcome_residents", "outcome_informal", "outcome_professionals"),
)
OF_REQUESTS = (
    *("lead_time_days", "waiting_days", "links_a_request", "loops_a_request"),
    "first_time_right",
)
OF_NEEDS = ("heavier_share", "broadest_generalist")
OF_PEOPLE = ("practice_share",)
"""Of those people; idem."""
TOTALS = ("people_involved", "fewest_people", "people_today_of_fewest", HOURS)
GAIN, GAIN_OF = ("gain", "gain_a_resident"), "gain_of"
"""What `spread` gives: a total and an average, and on how many residents these rest."""
STAYS_IN = ("hours_short_week",)
"""Not shared: of a need that nobody can meet it is as many hours as residents ask."""
OF_HELPERS = ("informal_reach",)
"""A share of informal helpers: these are one group where they are shared, of no told number."""
WITH_HELPERS = ("push_share", "ei_index")
"""Made of ties, those of informal helpers too: no finer than a hundredth."""
HELPERS = (
    *("informal_helpers", "informal_helpers_of", "professionals_of", "informal_reach_of"),
    *("push_share_of", "ei_index_of"),
)
"""Counts of informal helpers or their ties, or of these with what is told."""
OVER = (
    *OF_RESIDENTS,
    *OF_HELPERS,
    *AVERAGES,
    *OF_REQUESTS,
    *OF_NEEDS,
    *OF_PEOPLE,
    *TOTALS,
    *STAYS_IN,
)


def over_residents(figures: pd.DataFrame) -> tuple[pd.DataFrame, frozenset[str]]:
    """
    Make what may be shared of the figures of a survey.

    Counts of residents and requests are rounded to five, 0 being fewer than ten. A total is
    rounded to five; an average or a share is two such numbers divided. It is missing where it
    rests on fewer than ten residents, or may: of requests and of needs it is known how many
    residents they are of in all, and so of how many at least those are that it rests on. Shares
    of domains are missing where from the others a domain of fewer than ten could be worked out.
    How many informal helpers there are is told as residents are. Hours of professionals are
    missing where two residents get 85 % of them or more, or may; hours that are short are not
    told. All of it is missing where a count would follow beside the neighbourhood's own tables.

    Parameters
    ----------
    figures
        Columns of numbers; those of a survey are missing without `<measure>_of` beside them.

    Returns
    -------
    figures
        The same columns; what says nothing of residents is as it was.
    few
        The columns that count.

    Examples
    --------
    >>> rows = pd.DataFrame({"upc": [0.5, 0.5], "upc_of": [9, 42], "ties": [7, 8]})
    >>> over_residents(rows.astype("Float64"))[0]
        upc  upc_of  ties
    0  <NA>     0.0   7.0
    1   0.5    40.0   8.0
    """
    nobody = [name for name in COUNTS if {name, f"{name}_of"} <= {*figures}]
    figures = figures.assign(
        **{name: figures[name].mask(figures[f"{name}_of"].eq(0), 0) for name in nobody}
    )
    told = figures.copy()
    domains = [name for name in figures if NEEDY in figures and str(name).startswith("share_")]
    for name in [*OVER, *GAIN, *domains]:
        if name not in figures:
            continue
        of = NEEDY if name in domains else GAIN_OF if name in GAIN else f"{name}_of"
        if of not in figures:
            told[name] = pd.Series(pd.NA, index=figures.index, dtype="Float64")
        elif name in (*TOTALS, GAIN[0]):
            told[name] = _to_step(figures[name]).where(_enough(figures, name, of))
        else:
            counts = name in (*OF_RESIDENTS, *OF_PEOPLE, *OF_HELPERS, *domains)
            told[name] = _divided(figures, name, of, counts=counts)
    if domains:
        parts = figures[domains].mul(figures[NEEDY], axis=0).apply(rounded)
        needy = rounded(figures[NEEDY])
        more = needy + STEP  # what is missing tells no more than what is there
        follows = at_most(more, parts).ne(more).fillna(value=False)
        told[domains] = told[domains].mask(follows)
    for name in WITH_HELPERS:
        if name in figures:
            told[name] = figures[name].round(2)
    few = [name for name in figures if _counts(str(name), domains)]
    for name in few:
        told[name] = rounded(figures[name])
    theirs = {*OVER, *GAIN, *COUNTS, *domains, *few} - {*OF_HELPERS, *HELPERS}
    told = told.assign(
        **{name: told[name].where(_leaves(figures, name)) for name in told if name in theirs}
    )
    return told, frozenset(str(name) for name in few)


def _leaves(figures: pd.DataFrame, name: str) -> pd.Series:
    """Tell where a figure of residents may leave at all."""
    if name in STAYS_IN:
        return pd.Series(data=False, index=figures.index)
    if BESIDE not in figures:
        return pd.Series(data=True, index=figures.index)
    return figures[BESIDE].eq(1).fillna(value=False)


def _divided(figures: pd.DataFrame, name: str, of: str, *, counts: bool) -> pd.Series:
    """Divide what is divided as it is told, by how many it rests on as that is told."""
    divide = rounded if counts else _to_step
    whole, over = divide(figures[name] * figures[of]), rounded(figures[of])
    known = _enough(figures, name, of) & over.ne(0) & (whole.ne(0) | (not counts))
    share = (whole / over.where(known.fillna(value=False))).astype("float64")
    to = 1 if name.endswith("_a_resident") else 2
    # Python's own rounding, as the page and the view have it: numpy makes 3.45 3.4.
    return share.map(lambda each: round(each, to)).astype("Float64")


def rounded(counts: pd.Series) -> pd.Series:
    """Round counts of residents as they are shown; 0 is fewer than ten."""
    text = shown(counts.round().astype("Int64"))
    return text.replace(FEW, "0").astype("Float64")


def _to_step(totals: pd.Series) -> pd.Series:
    return (totals / STEP).round() * STEP


def _enough(figures: pd.DataFrame, name: str, of: str) -> pd.Series:
    """Tell where a figure rests on ten residents or more, for sure."""

    def known(column: str) -> pd.Series:
        unknown = pd.Series(pd.NA, index=figures.index, dtype="Float64")
        return figures.get(column, unknown)

    if name in OF_REQUESTS:
        residents = known(ASKED) - (known("requests") - known(of))
    elif name in OF_NEEDS:
        residents = known(NEEDY) - (known("needs_a_resident") * known(NEEDY) - known(of))
    elif name in (*OF_PEOPLE, HOURS):
        residents = known(HELPED)
    else:
        residents = known(of)
    enough = residents.round() >= SMALLEST
    if name == HOURS:
        enough &= known(SPREAD) == 1
    return enough.fillna(value=False)


def _counts(name: str, domains: list[str]) -> bool:
    """Tell whether a column counts residents, or what is theirs."""
    of = name.removesuffix("_of")
    theirs = of in (*OVER, *COUNTS) and of not in (*STAYS_IN, *domains)
    named = name in (*COUNTS, *HELPERS, GAIN_OF)
    said = name.strip().casefold()
    named |= said in ("requests", "hulpvragen") or said.startswith(("residents", "bewoners"))
    return named or (name != of and theirs)
