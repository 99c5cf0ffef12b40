"""The planner's sentence: how many come, how few could, what learning saves and risks."""

from __future__ import annotations

import pandas as pd

from ecosystem.find.phrases import names_told, number_told
from ecosystem.measure.excess import excess
from ecosystem.propose.learn.broaden import broaden
from ecosystem.propose.staff.staffing import Staffing, staffing
from ecosystem.tables.language import Language
from ecosystem.tables.needs import labels
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import MissingTable
from ecosystem.tables.professions import profession_labels

_SAYS = {
    "en": {
        "now": "{count} residents of {name} whose help meets their needs have {now} professionals "
        "between them, where {fewest} could do",
        "together": "the {residents} whom professionals can help could do with {people} together, "
        "if those who can now shared the work best, {hours}{proof}",
        "fits": "within everybody's hours as far as known",
        "short": "with {hours} hours a week too few",
        "without": "no professional here can help with {needs}",
        "steps": "with {count} ({steps}) that becomes {people}{proof}",
        "none": "no learning step makes that fewer",
        "hangs": "what that saves hangs on {who} alone",
        "proven": " (proven)",
        "bound": " (no fewer than {bound})",
        "step": ("{count} learning step", "{count} learning steps"),
        "one": "one {profession}",
    },
    "nl": {
        "now": "{count} bewoners van {name} bij wie de hulp past bij wat zij nodig hebben, hebben "
        "samen {now} professionals, en {fewest} zou kunnen",
        "together": "de {residents} die professionals kunnen helpen, hebben samen aan {people} "
        "genoeg als wie het nu kan het werk zo goed mogelijk verdeelt, {hours}{proof}",
        "fits": "binnen ieders uren voor zover bekend",
        "short": "met {hours} uur per week te weinig",
        "without": "met {needs} kan geen professional hier helpen",
        "steps": "met {count} ({steps}) worden dat er {people}{proof}",
        "none": "geen leerstap maakt dat er minder",
        "hangs": "wat dat scheelt, hangt aan {who} alleen",
        "proven": " (bewezen)",
        "bound": " (niet minder dan {bound})",
        "step": ("{count} leerstap", "{count} leerstappen"),
        "one": "één {profession}",
    },
}


def summary(hood: Neighbourhood, *, learn: int = 3, lang: Language = "en") -> str:
    """
    Say in one sentence how many are involved, how few could be, what learning saves and risks.

    People are named by their profession. It holds counts of residents as they are: it is for
    the table at which it is made, not for passing on.

    Parameters
    ----------
    hood
        A checked neighbourhood; needs `competences` and something that says who needs what.
    learn
        How many learning steps.
    lang
        Language, `en` or `nl`.

    Returns
    -------
    summary
        A sentence. The first part (from `excess`, over the residents for whom it is defined)
        is left out where there are no contacts; then `staffing` for everybody together, with
        the hours a week that are short where they are, the needs it leaves out because no
        professional may meet them, and what `broaden` makes of that, with the proof or the
        bound of each. What is saved hangs on somebody alone who is the only one that learns it.

    Raises
    ------
    MissingTable
        If `competences` was not supplied, or nothing says who needs what.

    Examples
    --------
    >>> summary(street)
    "The 1 whom professionals can help could do with 1 together, if those who can now shared the
    work best, within everybody's hours as far as known (proven); no professional here can help
    with Transport; no learning step makes that fewer."
    """
    says = _SAYS[lang]
    steps = broaden(hood, learn=learn)
    parts = [*_now(hood, lang), *_together(hood, staffing(hood), lang)]
    parts += _learning(hood, steps, lang) if len(steps) else [str(says["none"])]
    text = "; ".join(parts)
    return text[:1].upper() + text[1:] + "."


def _now(hood: Neighbourhood, lang: Language) -> list[str]:
    try:
        known = excess(hood).dropna(subset=["excess"])
    except MissingTable:
        return []
    counts = {"now": known["professionals"].sum(), "fewest": known["fewest"].sum()}
    name = hood.name or hood.code
    return [str(_SAYS[lang]["now"]).format(count=len(known), name=name, **counts)]


def _together(hood: Neighbourhood, found: Staffing, lang: Language) -> list[str]:
    says, called = _SAYS[lang], labels(hood, lang)
    residents = found.teams.drop_duplicates(["case", "team"])["residents"].sum()
    proof = _proof(found.people, found.bound, lang)
    short = str(says["short"]).format(hours=number_told(found.hours_short, lang))
    hours = short if found.hours_short else says["fits"]
    told = str(says["together"]).format(
        residents=residents, people=found.people, hours=hours, proof=proof
    )
    left = names_told([called.get(need, need) for need in found.dropped], lang)
    return [told, str(says["without"]).format(needs=left)] if left else [told]


def _learning(hood: Neighbourhood, steps: pd.DataFrame, lang: Language) -> list[str]:
    says, names, called = _SAYS[lang], profession_labels(lang), labels(hood, lang)
    professions = steps["profession"].map(lambda one: names.get(one, one or "?"))
    learns = [
        f"{_lower(profession)}: {called.get(need, need)}"
        for profession, need in zip(professions, steps["need"], strict=True)
    ]
    alone = professions[~steps["who"].str.contains("|", regex=False)].map(_lower).unique()
    plan = steps.iloc[0]
    count = says["step"][len(steps) > 1].format(count=len(steps))
    proof = _proof(plan["people_after"], plan["bound"], lang)
    told = [
        str(says["steps"]).format(
            count=count, people=plan["people_after"], proof=proof, steps=names_told(learns, lang)
        )
    ]
    if len(alone):
        who = names_told([str(says["one"]).format(profession=one) for one in alone], lang)
        told.append(str(says["hangs"]).format(who=who))
    return told


def _proof(people: int, bound: int, lang: Language) -> str:
    return str(_SAYS[lang]["proven" if people <= bound else "bound"]).format(bound=bound)


def _lower(name: str) -> str:
    return name if name.isupper() else name[:1].lower() + name[1:]
