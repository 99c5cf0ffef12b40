"""What is heavier than needed, and the light help nearby that nobody is known to use."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ecosystem.find.findings import MONTH, Found, Searches, Spotted, findings, rounded, whatever_can
from ecosystem.measure.eligible import eligible_coded
from ecosystem.measure.in_order import MISSING
from ecosystem.measure.ladder_coded import Used, used_coded
from ecosystem.measure.options import checked
from ecosystem.measure.seen_coded import seen_coded
from ecosystem.measure.supply_coded import known_of, supply_coded
from ecosystem.tables.columns import numbers
from ecosystem.tables.help_coded import help_rows
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.remember import remember
from ecosystem.tables.texts import Names, places

DAY = 86_400_000_000
"""Microseconds."""
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
    ValueError
        If `most` is not a whole number of at least 1.

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
    checked(most=most, lang=lang)
    return findings(hood, whatever_can(searches(hood, least=least, most=most)), lang)


def searches(hood: Neighbourhood, *, least: int = 2, most: int = 5) -> Searches:
    """Give the searches of `find_heavy`."""
    return {
        ("heavier",): lambda: _heavier(hood, least, most),
        ("unused_offer",): lambda: _unused(hood, least, most),
    }


@dataclass(frozen=True, eq=False)
class _May:
    """Who may meet which need and stands on a known step; needs as in `used_coded`."""

    names: Names
    actor: np.ndarray
    """With `need`: sorted."""
    need: np.ndarray
    step: np.ndarray
    layer: np.ndarray


def _may(hood: Neighbourhood) -> _May:
    who, may = supply_coded(hood), eligible_coded(hood)
    need = places(may.need.names, used_coded(hood).need.names)[may.need.code]
    step, layer = np.nan_to_num(who.step, nan=-1).astype(int), np.append(who.layer.names, "")
    known = (need >= 0) & (step[may.actor] >= 0)
    actor = may.actor[known]
    return _May(who.names, actor, need[known], step[actor], layer[who.layer.code[actor]])


def _used(hood: Neighbourhood) -> Used:
    hood.need("contacts", "competences", for_what="Finding help heavier than needed")
    return used_coded(hood)


def _heavier(hood: Neighbourhood, least: int, most: int) -> Spotted:
    each = _used(hood)
    names, above = each.need.names, np.flatnonzero(each.heavier & (each.step > each.offered))
    residents = np.bincount(each.need.code[above], minlength=len(names))

    def tell() -> list[Found]:
        may, hours = remember(hood, _may), _hours(hood, each, above)
        found = []
        for need in _most(residents, least)[:most]:
            could = np.flatnonzero((may.need == need) & (may.layer != "informal"))
            lowest = could[may.step[could] == may.step[could].min()]
            ids, spent = "|".join(may.names[may.actor[lowest]]), rounded(hours[need])
            found.append(Found("heavier", ids, names[need], int(residents[need]), spent))
        return found

    return Spotted({"heavier": len(_most(residents, least))}, tell)


def _hours(hood: Neighbourhood, each: Used, above: np.ndarray) -> np.ndarray:
    """Add up, for each need, the hours a month of contacts above the lightest that is offered."""
    log = seen_coded(hood)
    needs, days = len(log.need.names), log.start[log.start != MISSING]
    months = max((int(np.ptp(days)) // DAY + 1) / 7 if len(days) else 1, 1) / MONTH
    of = np.zeros((len(log.resident.names), needs + 1), dtype=bool)
    of[each.resident.code[above], each.need.code[above]] = True
    offered = np.full(needs + 1, np.nan)
    offered[each.need.code[above]] = each.offered[above]
    stands = known_of(hood, log.actor.names).step
    higher = np.append(stands, np.nan)[log.actor.code] > offered[log.need.code]
    minutes = numbers(hood, "contacts", "minutes")[log.row]
    rows = of[log.resident.code, log.need.code] & higher & ~np.isnan(minutes)
    total = np.bincount(log.need.code[rows], minutes[rows], minlength=needs)
    known = np.bincount(log.need.code[rows], minlength=needs) > 0
    return np.where(known, total / 60 / months, np.nan)


def _unused(hood: Neighbourhood, least: int, most: int) -> Spotted:
    """Find who may help, stands lower than the help there is, and is not known to be seen."""
    each, may = _used(hood), remember(hood, _may)
    names, above = each.need.names, each.heavier
    step, need = each.step[above], each.need.code[above]
    heaviest, lowest = np.full(len(names), -1), np.full(len(names), step.max(initial=0))
    np.maximum.at(heaviest, need, step)
    near = (may.layer == "collective") | ((may.layer == "informal") & (may.step >= NEARBY))
    near &= (may.step < heaviest[may.need]) & ~_seen(hood, may)
    np.minimum.at(lowest, may.need[near], may.step[near])
    residents = np.bincount(need[step > lowest[need]], minlength=len(names))

    def tell() -> list[Found]:
        found = []
        for need in _most(residents, least)[:most]:
            who = np.flatnonzero(near & (may.need == need))
            who = who[np.argsort(may.layer[who], kind="stable")]
            ids = "|".join(may.names[may.actor[who]])
            found.append(Found("unused_offer", ids, names[need], int(residents[need])))
        return found

    return Spotted({"unused_offer": len(_most(residents, least))}, tell)


def _seen(hood: Neighbourhood, may: _May) -> np.ndarray:
    """Tell of whom a contact about the need is recorded."""
    rows = help_rows(hood)
    seen = np.zeros((len(rows.actor.names) + 1, len(rows.need.names) + 1), dtype=bool)
    seen[rows.actor.code, rows.need.code] = True
    seen[-1] = False
    return np.asarray(seen[places(may.names, rows.actor.names)[may.actor], may.need])


def _most(residents: np.ndarray, least: int) -> list[int]:
    """Give the needs of enough residents, those of most first, then by name."""
    order = np.argsort(-residents, kind="stable")
    few = max(least, 1)
    return [need for need in order.tolist() if residents[need] >= few]
