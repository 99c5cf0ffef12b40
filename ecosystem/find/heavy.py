"""What is heavier than needed, and the light help nearby that nobody is known to use."""

from __future__ import annotations

import pandas as pd

from ecosystem.find.findings import MONTH, Searches, findings, part, whatever_can
from ecosystem.measure.continuity import seen
from ecosystem.measure.eligible import eligible
from ecosystem.measure.ladder import used
from ecosystem.measure.supply import supply
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import Language

NEARBY = 2
"""From this step informal help is not one resident's own household."""


def find_heavy(
    hood: Neighbourhood, *, least: int = 2, most: int = 5, lang: Language = "en"
) -> pd.DataFrame:
    """
    Find needs with help heavier than needed, and light help nearby that is not known to be used.

    Judged as in `ladder`: a reason that the professional gave ends the question. Informal help
    is never a reason to call help heavier: only professional and collective help that stands
    lower is. An informal helper is named as possible, beside collective offers, and never one
    of somebody's own household (steps 0 and 1).

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `contacts` and `competences`.
    least
        From how many residents it is a finding.
    most
        How many needs to name at most of each kind: those of most residents.
    lang
        Language of the words.

    Returns
    -------
    findings
        The columns of `find`, ranked alike. Kinds: `heavier` (of the need: `residents` with
        heavier help and no reason; the subject are those, not informal, who stand on the lowest
        step that could do; `hours` a month of contacts with whoever stands above that, missing
        where no minutes are known) and `unused_offer` (the subject are collective and then
        informal helpers who may meet the need and stand lower than the help that `residents`
        get, and of whom no contact about it is recorded).

    Raises
    ------
    MissingTable
        If `contacts` or `competences` was not supplied.

    Examples
    --------
    >>> log = {"resident": ["anna", "bob"], "actor": "gp", "need": "skin"}
    >>> sings = pd.DataFrame([{"actor": "choir", "need": "skin"}])
    >>> used = street.replace(
    ...     contacts=street.contacts.reindex(range(2)).assign(**log),
    ...     competences=pd.concat([street.competences, sings], ignore_index=True),
    ... )
    >>> find_heavy(used)[["finding", "subject", "needs", "residents"]]
            finding subject needs  residents
    0       heavier   choir  skin          2
    1  unused_offer   choir  skin          2
    """
    return findings(hood, whatever_can(searches(hood, least=least, most=most)), lang)


def searches(hood: Neighbourhood, *, least: int = 2, most: int = 5) -> Searches:
    """Give the searches of `find_heavy`."""
    return {
        ("heavier",): lambda: _heavier(hood, least, most),
        ("unused_offer",): lambda: _unused(hood, least, most),
    }


def _above(hood: Neighbourhood) -> pd.DataFrame:
    """Give the residents and needs with heavier help and no reason."""
    hood.need("contacts", "competences", for_what="Finding help heavier than needed")
    each = used(hood)
    return each[each["heavier"].eq(1).fillna(value=False)]


def _lighter(hood: Neighbourhood) -> pd.DataFrame:
    """Give who may meet which need, with their layer."""
    who = eligible(hood)
    return who.assign(layer=who["actor"].map(supply(hood)["layer"]))


def _heavier(hood: Neighbourhood, least: int, most: int) -> pd.DataFrame:
    above = _above(hood)
    above = above[above["informal_only"] == 0]
    rows = above.groupby("need")["resident"].size().rename("residents").reset_index()
    rows = _most(rows, least, most)
    who = _lighter(hood)
    who = who[who["layer"].ne("informal").fillna(value=True)]
    lowest = who[who["step"] == who.groupby("need")["step"].transform("min")]
    rows["subject"] = rows["need"].map(lowest.groupby("need")["actor"].agg("|".join))
    rows["hours"] = rows["need"].map(_hours(hood, above)).astype("Float64")
    return part(rows.rename(columns={"need": "needs"}).assign(finding="heavier"))


def _hours(hood: Neighbourhood, above: pd.DataFrame) -> pd.Series:
    """Add up, for each need, the hours a month of contacts above the lightest that is offered."""
    log = seen(hood)[["resident", "start"]].join(hood.contacts[["need", "actor", "minutes"]])
    days = (log["start"].max() - log["start"].min()).days
    months = max(1 if pd.isna(days) else (days + 1) / 7, 1) / MONTH
    log["stands"] = log["actor"].map(supply(hood)["step"]).astype("Int64")
    log = log.astype({"need": "string"}).merge(above, on=["resident", "need"])
    log = log[(log["stands"] > log["offered"]).fillna(value=False)]
    return log.groupby("need")["minutes"].sum(min_count=1) / 60 / months


def _unused(hood: Neighbourhood, least: int, most: int) -> pd.DataFrame:
    above, who = _above(hood), _lighter(hood)
    near = who["layer"].eq("collective") | (who["layer"].eq("informal") & (who["step"] >= NEARBY))
    who = who[near.fillna(value=False)]
    known = pd.MultiIndex.from_frame(hood.contacts[["actor", "need"]].dropna())
    who = who[~pd.MultiIndex.from_frame(who[["actor", "need"]]).isin(known)]
    who = who[["actor", "need", "layer", "step"]].rename(columns={"step": "lower"})
    pairs = above.merge(who, on="need").sort_values(["layer", "actor"])
    pairs = pairs[(pairs["lower"] < pairs["step"]).fillna(value=False)]
    rows = pairs.groupby("need").agg(
        residents=("resident", "nunique"), subject=("actor", lambda ids: "|".join(ids.unique()))
    )
    rows = _most(rows.reset_index(), least, most)
    return part(rows.rename(columns={"need": "needs"}).assign(finding="unused_offer"))


def _most(rows: pd.DataFrame, least: int, most: int) -> pd.DataFrame:
    rows = rows[rows["residents"] >= least]
    return rows.sort_values(["residents", "need"], ascending=[False, True]).head(most)
