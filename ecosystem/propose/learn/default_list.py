"""Whose list says who may learn what: the region's own, or ours."""

from __future__ import annotations

from ecosystem.find.phrases import names_told
from ecosystem.measure.eligible import GENERALISTS
from ecosystem.measure.supply import supply
from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.professions import profession_labels

_OURS = {
    "en": "Who may learn what is our own list, for there is no table teachable: {} may learn "
    "whatever is not reserved for others.",
    "nl": "Wie wat mag leren is onze eigen lijst, want er is geen tabel te_leren: {} mogen alles "
    "leren wat niet aan anderen is voorbehouden.",
}
_NOBODY = {
    "en": "None of these is known to work here, so that nobody can learn anything: fill in "
    "profession in actors, or add a table teachable.",
    "nl": "Van niemand hier is bekend dat die zo'n beroep heeft, zodat niemand iets kan leren: vul "
    "beroep in bij actoren, of voeg een tabel te_leren toe.",
}


def default_list(hood: Neighbourhood, *, lang: Language = "en") -> str:
    """
    Say that our own list says who may learn, where `teachable` is missing.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    default_list
        A sentence, and another where nobody here is of a profession on that list; empty where
        `teachable` says who may learn.

    Examples
    --------
    >>> default_list(street)
    'Who may learn what is our own list, for there is no table teachable: GP, Practice nurse,
    District nurse, Social worker and Elderly adviser may learn whatever is not reserved for
    others.'
    """
    if "teachable" in hood.tables:
        return ""
    names = profession_labels(lang)
    who = supply(hood)
    there = who.loc[who["professional"], "profession"].isin(GENERALISTS).any()
    told = _OURS[lang].format(names_told([names[one] for one in GENERALISTS], lang))
    return told if there else f"{told} {_NOBODY[lang]}"
