"""Names of professions, in Dutch and English; a profession outside the list keeps its own."""

from __future__ import annotations

from importlib.resources import files

import pandas as pd


def profession_labels(lang: str = "en") -> dict[str, str]:
    """
    Name the professions that have a usual name.

    The slugs are ours: UZI roles and AGB codes know no welfare, informal or civic actors.

    Parameters
    ----------
    lang
        Language of the names, `en` or `nl`.

    Returns
    -------
    labels
        A name per profession.

    Examples
    --------
    >>> profession_labels("nl")["gp"]
    'Huisarts'
    """
    with files("ecosystem.tables").joinpath("professions.csv").open(encoding="utf-8") as text:
        table = pd.read_csv(text, dtype="str")
    return {
        str(slug): str(label)
        for slug, label in zip(table["profession"], table[f"label_{lang}"], strict=True)
    }
