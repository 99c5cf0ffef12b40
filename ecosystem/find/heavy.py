"""What is heavier than needed, and the light help nearby that nobody is known to use."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ecosystem.find.findings import MONTH, Found, Searches, findings, known, rounded, whatever_can
from ecosystem.measure.eligible import eligible
from ecosystem.measure.in_order import MISSING
from ecosystem.measure.ladder import used
from ecosystem.measure.seen_coded import seen_coded
from ecosystem.measure.supply import supply
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import Language

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
    return each[(each["heavier"] == 1).to_numpy(bool, na_value=False)]


def _lighter(hood: Neighbourhood) -> dict[str, list[tuple[str, str, int | None]]]:
    """Give, for each need, who may meet it, as layer, actor and step."""
    layer = supply(hood)["layer"].to_dict()
    found: dict[str, list[tuple[str, str, int | None]]] = {}
    who = eligible(hood)[["need", "actor", "step"]].itertuples(index=False, name=None)
    for need, actor, step in who:
        found.setdefault(need, []).append((layer[actor], actor, known(step)))
    return found


def _heavier(hood: Neighbourhood, least: int, most: int) -> list[Found]:
    above = _above(hood)
    above = above[(above["informal_only"] == 0).to_numpy(bool, na_value=False)]
    rows = _most(above["need"].value_counts().to_dict(), least, most)
    lighter, hours = _lighter(hood), _hours(hood, above) if rows else {}
    found = []
    for need, residents in rows:
        who = [
            (step, actor)
            for layer, actor, step in lighter.get(need, ())
            if step is not None and layer != "informal"
        ]
        lowest = [actor for step, actor in who if step == min(who)[0]]
        found.append(Found("heavier", "|".join(lowest), need, residents, rounded(hours.get(need))))
    return found


def _hours(hood: Neighbourhood, above: pd.DataFrame) -> dict[str, float]:
    """Add up, for each need, the hours a month of contacts above the lightest that is offered."""
    log = seen_coded(hood)
    needs, days = log.need.names, log.start[log.start != MISSING]
    months = max((int(np.ptp(days)) // DAY + 1) / 7 if len(days) else 1, 1) / MONTH
    need = needs.get_indexer(above["need"])
    of = np.zeros((len(log.resident.names), len(needs) + 1), dtype=bool)
    of[log.resident.names.get_indexer(above["resident"]), need] = True
    offered = np.full(len(needs) + 1, np.nan)
    offered[need] = above["offered"].to_numpy(dtype=float, na_value=np.nan)
    stands = supply(hood)["step"].reindex(log.actor.names).to_numpy(dtype=float, na_value=np.nan)
    higher = np.append(stands, np.nan)[log.actor.code] > offered[log.need.code]
    minutes = hood.contacts["minutes"].to_numpy(dtype=float)[log.row]
    rows = of[log.resident.code, log.need.code] & higher & ~np.isnan(minutes)
    total = np.bincount(log.need.code[rows], minutes[rows])
    return {needs[at]: total[at] / 60 / months for at in np.unique(log.need.code[rows])}


def _unused(hood: Neighbourhood, least: int, most: int) -> list[Found]:
    """Find who may help, stands lower than the help there is, and is not known to be seen."""
    above = _above(hood)
    rows = hood.contacts[["actor", "need"]].drop_duplicates().itertuples(index=False, name=None)
    seen = set(rows)
    step, (code, needs) = above["step"].to_numpy(dtype=float), pd.factorize(above["need"])
    lighter = _lighter(hood)
    residents, who = {}, {}
    for at, need in enumerate(needs):
        heavy = step[code == at]
        near = [
            (layer, actor, lower)
            for layer, actor, lower in lighter[need]
            if lower is not None and lower < heavy.max() and (actor, need) not in seen
            if layer == "collective" or (layer == "informal" and lower >= NEARBY)
        ]
        if near:
            residents[need] = int(np.sum(heavy > min(lower for *_, lower in near)))
            who[need] = "|".join(actor for _, actor, _ in sorted(near))
    rows = _most(residents, least, most)
    return [Found("unused_offer", who[need], need, count) for need, count in rows]


def _most(residents: Mapping[str, int], least: int, most: int) -> list[tuple[str, int]]:
    rows = [(-count, str(need)) for need, count in residents.items() if count >= least]
    return [(need, -count) for count, need in sorted(rows)[:most]]
