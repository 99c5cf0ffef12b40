"""What the headings of Kerncijfers mean, whatever the layout and the year."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

import pandas as pd

TABLE_YEARS = {
    "83487NED": 2016,
    "83765NED": 2017,
    "84286NED": 2018,
    "84583NED": 2019,
    "84799NED": 2020,
    "85039NED": 2021,
    "85318NED": 2022,
    "85618NED": 2023,
    "85984NED": 2024,
}


@cache
def known() -> pd.DataFrame:
    """
    Read what we call the headings we know.

    Returns
    -------
    known
        One row per `stem`, the last words of a heading joined: `indicator`, its name here, and
        whether it `counts` (yes), so that areas can be added.
    """
    with files("ecosystem.sources").joinpath("maps/cbs.csv").open(encoding="utf-8") as text:
        return pd.read_csv(text, dtype="str").set_index("stem")


@cache
def meaning(heading: str) -> str:
    """
    Say what a heading is called here.

    Parameters
    ----------
    heading
        Of any of the three layouts.

    Returns
    -------
    meaning
        `code`, `area` (its name, or in OData its code), `skip`, or an indicator: the longest
        run of last words that is known decides, else all words are the name.

    Examples
    --------
    >>> meaning("WmoClienten_86"), meaning("Zorg/Wmo-cliënten (aantal)")
    ('wmo_clients', 'wmo_clients')
    """
    cut = words(heading)
    names = known()["indicator"]
    for start in range(len(cut)):
        if (tail := "".join(cut[start:])) in names:
            return str(names[tail])
    return "_".join(cut)


def words(heading: str) -> list[str]:
    """
    Cut a heading in small words, without its unit and its yearly number.

    Parameters
    ----------
    heading
        Of any of the three layouts.

    Returns
    -------
    words
        In lower case, without accents.

    Examples
    --------
    >>> words("k_65JaarOfOuder_12")
    ['k', '65', 'jaar', 'of', 'ouder']
    """
    text = re.sub(r"\s*\([^()]*\)\s*$", "", heading.strip())
    if re.fullmatch(r"(?:[A-Z]|k_)\w*_\d+", text):
        text = text.rpartition("_")[0]
    elif text.endswith(".") and not text.endswith("...."):
        text = text.rstrip(".").rpartition("..")[0] or text
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", plain)]


def year_of(file: str, above: str) -> int | None:
    """
    Find the year of a file.

    Parameters
    ----------
    file
        Its name, with a year in it or the number of its table.
    above
        What stands above its headings, which goes first.

    Returns
    -------
    year
        None where nothing says it, or two years do.

    Examples
    --------
    >>> year_of("85984NED.csv", ""), year_of("kwb2017.csv", "")
    (2024, 2017)
    """
    for text in (above, file):
        years = set(re.findall(r"(?<!\d)20[0-4]\d(?!\d)", text))
        if len(years) == 1:
            return int(years.pop())
    numbers = [number for number in TABLE_YEARS if number in file.upper()]
    return TABLE_YEARS[numbers[0]] if len(numbers) == 1 else None
