"""
Every finding in words, in Dutch or English: why it is one, and the question to discuss.

A finding is a question for the neighbourhood, not a verdict. A gap is asked both ways, first
whether somebody already involved can take it over, then who should meet. Informal help is
never what could stop.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from importlib.resources import files

import pandas as pd

from ecosystem.find.phrases import (
    SOMEONE,
    duration_told,
    fill,
    hours_told,
    names_told,
    requests_told,
    residents_told,
)
from ecosystem.tables.language import Language

SENTENCES: dict[str, dict[str, str]] = tomllib.loads(
    files("ecosystem.find").joinpath("sentences.toml").read_text(encoding="utf-8")
)
KINDS = tuple(SENTENCES)
"""Kinds of finding, what weighs most first."""
_KNOWN_OF = {"en": " (known of {count})", "nl": " (bekend van {count})"}


def sentence(
    kind: str,
    subject: Sequence[str],
    needs: Sequence[str],
    residents: object = None,
    hours: object = None,
    *,
    requests: object = None,
    wait: object = None,
    wait_of: object = None,
    candidates: Sequence[str] = (),
    informal: bool = False,
    lang: Language = "en",
) -> tuple[str, str]:
    """
    Say why something is a finding, and what to ask.

    Parameters
    ----------
    kind
        One of `KINDS`.
    subject
        Names of whom it is about, in the order of the finding.
    needs
        Names of the needs.
    residents
        How many residents; a number, or text such as "<10"; missing or 0 is left out.
    hours
        Hours a month; missing is left out.
    requests
        How many requests, as residents.
    wait
        Seconds that a request waits; missing is left out.
    wait_of
        Of how many requests that is known, said where it is not of all.
    candidates
        Names of those already involved who might take it over.
    informal
        Whether the first subject is informal or collective help.
    lang
        Language, `en` or `nl`.

    Returns
    -------
    because, question
        Two texts.

    Examples
    --------
    >>> because, question = sentence("uncovered", [], ["Transport"], 2, 13.0)
    >>> because
    'Transport: nobody here can help with this; it is about 2 residents, 13 hours a month.'
    >>> sentence("uncovered", [], ["Vervoer"], "<10", lang="nl")[0]
    'Vervoer: niemand hier kan dit; het gaat om minder dan 10 bewoners.'
    """
    some = SOMEONE[lang]
    who = list(dict.fromkeys(subject))
    filled = {
        "first": who[0] if who else some,
        "others": names_told(who[1:], lang),
        "all": names_told(who, lang),
        "needs": names_told(needs, lang, most=3),
        "candidates": names_told(candidates, lang),
        "residents": residents_told(residents, lang),
        "requests": requests_told(requests, lang),
        "hours": hours_told(hours, lang),
        "wait": duration_told(wait, lang),
    }
    if filled["wait"] and not pd.isna(wait_of) and str(wait_of) != str(requests):
        filled["wait"] += _KNOWN_OF[lang].format(count=wait_of)
    texts = SENTENCES[kind]
    because = fill(texts[f"because_{lang}"], filled, some)
    question = texts[f"question_{lang}"]
    if informal:
        question = texts.get(f"question_informal_{lang}", question)
    return because[:1].upper() + because[1:], fill(question, filled, some)


def worded(
    findings: pd.DataFrame,
    names: Mapping[str, str],
    needs: Mapping[str, str],
    *,
    candidates: Sequence[Sequence[str]] | None = None,
    informal: Collection[str] = (),
    lang: Language = "en",
) -> pd.DataFrame:
    """
    Put a table of findings in words, also again from names and counts that may be shown.

    Parameters
    ----------
    findings
        `finding`, `subject`, `needs`, `residents`, `hours` and, where there are any,
        `requests`, `wait` and `wait_of`; residents and requests may be text.
    names
        A name per actor and meeting; one that is not there stands for itself.
    needs
        A name per need, idem.
    candidates
        For each finding, the ids of those who might take it over.
    informal
        Ids of informal and collective helpers.
    lang
        Language, `en` or `nl`.

    Returns
    -------
    worded
        The findings with `because` and `question`.

    Examples
    --------
    >>> row = {"finding": "fragile", "subject": "gp", "needs": "skin", "residents": "25"}
    >>> worded(pd.DataFrame([row | {"hours": None}]), {"gp": "GP"}, {})["because"].item()
    'Skin: this hangs on GP alone; it is about 25 residents.'
    """
    texts = [
        sentence(
            row["finding"],
            [names.get(part, part) for part in parts(row["subject"])],
            [needs.get(part, part) for part in parts(row["needs"])],
            row["residents"],
            row["hours"],
            requests=row.get("requests"),
            wait=row.get("wait"),
            wait_of=row.get("wait_of"),
            candidates=[names.get(part, part) for part in by],
            informal=bool(set(parts(row["subject"])[:1]) & set(informal)),
            lang=lang,
        )
        for row, by in zip(
            findings.to_dict("records"), candidates or [()] * len(findings), strict=True
        )
    ]
    columns = {"because": 0, "question": 1}
    return findings.assign(
        **{
            name: pd.Series([text[at] for text in texts], index=findings.index, dtype="str")
            for name, at in columns.items()
        }
    )


def parts(ids: object) -> list[str]:
    """
    Take ids apart.

    Parameters
    ----------
    ids
        Joined by `|`; missing or empty is none.

    Returns
    -------
    parts
        In their order.

    Examples
    --------
    >>> parts("gp|nurse"), parts(None)
    (['gp', 'nurse'], [])
    """
    return [] if pd.isna(ids) or not ids else str(ids).split("|")
