"""What the flow of requests comes to, in one line."""

from __future__ import annotations

from functools import partial

import pandas as pd

from ecosystem.find.phrases import duration_told, number_told, requests_told
from ecosystem.show.words.words import phrase
from ecosystem.tables.language import Language

_WORDS: dict[str, tuple[str, str]] = {
    "middle": ("{requests}; at the median {parts}.", "{requests}; mediaan {parts}."),
    "none": ("0 requests", "0 hulpvragen"),
    "people": ("people: {n}", "mensen: {n}"),
    "links": ("helpers: {n}", "helpers: {n}"),
    "handovers": ("handovers: {n}", "overdrachten: {n}"),
    "lead_time": ("from first contact to last: {n}", "van eerste tot laatste contact: {n}"),
    "share": ("of which waiting: {n} %", "daarvan wachten: {n} %"),
    "unknown": ("Not known: {parts}.", "Niet bekend: {parts}."),
    "no_people": ("people, of {n}", "mensen, van {n}"),
    "no_links": ("helpers, of {n}", "helpers, van {n}"),
    "no_handovers": ("handovers, of {n}", "overdrachten, van {n}"),
    "no_lead_time": ("lead time, of {n}", "doorlooptijd, van {n}"),
    "no_share": ("share of waiting, of {n}", "aandeel wachten, van {n}"),
}
_say = partial(phrase, _WORDS)


def flow_line(flow: pd.DataFrame, lang: Language) -> str:
    """
    Say what the flow of requests comes to: people, handovers, lead time, and how much is waiting.

    Parameters
    ----------
    flow
        A table of `flow`. Where it knows only groups, its links stand for the people.
    lang
        Language of the words, `en` or `nl`.

    Returns
    -------
    line
        The number of requests, the medians of those of which something is known, and of how
        many requests it is not known.

    Examples
    --------
    >>> log = pd.DataFrame({"request": "q", "actor": ["gp", "nurse"], "minutes": 30})
    >>> log["start"] = pd.to_datetime(["2025-01-06", "2025-01-09"])
    >>> rows = log.reindex(columns=street.contacts.columns).astype(street.contacts.dtypes)
    >>> flow_line(eco.flow(street.replace(contacts=rows)), "nl")[:50]
    '1 hulpvraag; mediaan mensen: 2; overdrachten: 1; v'
    """
    hands = "people" if flow["people"].notna().any() else "links"
    columns = {name: flow[name] for name in (hands, "handovers", "lead_time")}
    columns["share"] = 100 * (1 - flow["efficiency"])
    told, unknown = [], []
    for name, values in columns.items():
        middle = values.median()
        if not pd.isna(middle):
            n = duration_told(middle, lang) if name == "lead_time" else number_told(middle, lang)
            told.append(_say(name, lang, n=n))
        if values.isna().any():
            unknown.append(_say(f"no_{name}", lang, n=int(values.isna().sum())))
    count = requests_told(len(flow), lang) or _say("none", lang)
    line = _say("middle", lang, requests=count, parts="; ".join(told)) if told else f"{count}."
    return f"{line} {_say('unknown', lang, parts='; '.join(unknown))}" if unknown else line
