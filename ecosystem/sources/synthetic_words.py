"""What a fictional neighbourhood is called, who works there and what people need."""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd

from ecosystem.tables.needs import vocabulary
from ecosystem.tables.schema import PROFESSIONAL_LAYERS

_IN_ORDER = "234567abcdefghijklmnopqrstuvwxyz"
"""The signs of base32, sorted."""
HOODS_AN_AREA = 5
MOST_NEEDS = 8
AREAS_A_PLACE = 99
TOWN = "Rivierenwijk"
NAMES = (
    "Merenbuurt",
    "Lingehof",
    "Maasoever",
    "Waalkwartier",
    "IJsselpark",
    "Vechtbuurt",
    "Amstelhof",
    "Dommelpark",
    "Geulwijk",
    "Roerkwartier",
    "Plassenbuurt",
    "Veluwemeer",
    "Rottebuurt",
    "Gouwehof",
    "Zaanoever",
    "Eemkwartier",
    "Dinkelpark",
    "Regge",
    "Berkelbuurt",
    "Merwedehof",
)
PARTS = ("Noord", "Zuid", "Oost", "West", "Midden")
ARCHETYPES = {
    "frail": 0.26,
    "chronic": 0.22,
    "mind": 0.13,
    "money": 0.11,
    "family": 0.1,
    "injury": 0.08,
    "lonely": 0.1,
}
MEETINGS = (
    ("MDO ouderen", "cognition"),
    ("Hometeam", "personal_care"),
    ("Farmacotherapeutisch overleg", "medication_regimen"),
    ("Sociaal wijkteam", "income"),
    ("Welzijn op recept", "social_contact"),
    ("Wondoverleg", "skin"),
    ("Ggz-overleg", "mental_health"),
    ("Project valpreventie", "neuro_musculo_skeletal_function"),
    ("Ketenzorg hart en longen", "circulation"),
    ("Woonoverleg", "residence"),
    ("Mantelzorgoverleg", "caretaking_parenting"),
    ("Project tegen eenzaamheid", "social_contact"),
    ("Jeugdoverleg", "growth_and_development"),
    ("Beweegnetwerk", "physical_activity"),
    ("Voedingsteam", "nutrition"),
    ("Palliatief overleg", "pain"),
    ("Overleg zorgmijders", "neglect"),
    ("Project gezonde buurt", ""),
    ("Wmo-tafel", ""),
    ("Longteam", "respiration"),
)


@dataclass(frozen=True)
class Place:
    """One fictional area: its code, its name, and the larger area it lies in."""

    index: int
    code: str
    name: str
    short: str
    parent: str
    area: int
    """Number of the larger area, from 0: neighbourhoods of one area share some actors."""

    @property
    def tag(self) -> str:
        """The part of the code that ids carry."""
        return self.code.removeprefix("BU").removeprefix("9999")

    @property
    def first(self) -> bool:
        """Whether the actors that the area shares are at home here."""
        return self.index % HOODS_AN_AREA == 0


@dataclass(frozen=True)
class Words:
    """Professions by needs: what is usual, what some can as well, what may be learnt."""

    professions: pd.DataFrame
    needs: pd.DataFrame
    main: np.ndarray
    more: np.ndarray
    learn: np.ndarray
    may: np.ndarray
    """Whether the law lets them: some needs are reserved to a few professions."""
    archetypes: np.ndarray
    """Chance of each need (columns) for each kind of resident (rows)."""
    trade: dict[str, np.ndarray]
    """Each column of `professions`, with None where it is empty."""
    hours: np.ndarray
    """Hours a week each need takes."""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The needs, in their order."""
        return tuple(self.needs.index)

    def who_are(self, column: str, *values: str) -> np.ndarray:
        """Tell which professions have one of these values in a column."""
        return np.array([value in values for value in self.trade[column]])

    @cached_property
    def professional(self) -> np.ndarray:
        """Which professions are of professionals."""
        return self.who_are("layer", *PROFESSIONAL_LAYERS)


def resident(home: Place, number: int) -> str:
    """
    Name a resident by what has the form of a pseudonym.

    Parameters
    ----------
    home
        Where they live.
    number
        Which resident of that neighbourhood, from 0, up to a million.

    Returns
    -------
    resident
        Four signs tell the number, so that names stand in its order; the others only look as if
        they told something.

    Examples
    --------
    >>> resident(place(0), 0), resident(place(0), 1)
    ('r_2222ztfkgsmmcwtb', 'r_2223227znqrjn2p3')
    """
    head = "".join(_IN_ORDER[number >> bits & 31] for bits in (15, 10, 5, 0))
    tail = b32encode(sha256(f"fictional {home.tag} {number}".encode()).digest()[:10])
    return f"r_{head}{tail.decode().lower()[:12]}"


def place(index: int) -> Place:
    """
    Name a fictional area; what it is called hangs on its number alone.

    Examples
    --------
    >>> place(6).code, place(6).name, place(6).parent
    ('BU99990202', 'Amstelhof (fictief)', 'WK999902')
    """
    area, at = divmod(index, HOODS_AN_AREA)
    town, wijk = divmod(area, AREAS_A_PLACE)
    parent = f"{9999 - town}{wijk + 1:02d}"
    again, which = divmod(index, len(NAMES))
    short = NAMES[which] + (f" {again + 1}" if again else "")
    code = f"BU{parent}{at + 1:02d}"
    return Place(index, code, f"{short} (fictief)", short, f"WK{parent}", area)


@cache
def words() -> Words:
    """Read the professions and needs of the fictional region."""
    professions, needs = _read("professions"), _read("needs").set_index("need")
    known = vocabulary()
    for column in ("label_nl", "label_en", "domain"):
        needs[column] = needs[column].fillna(known[column])
    chances = needs[list(ARCHETYPES)].astype("float64").to_numpy().T / 100
    matrix = {name: _matrix(professions[name], needs.index) for name in ("main", "more", "learn")}
    may = [
        [pd.isna(reserved) or profession in reserved.split("|") for reserved in needs["reserved"]]
        for profession in professions["profession"]
    ]
    trade = {
        str(name): column.astype("object").where(column.notna(), None).to_numpy()
        for name, column in professions.items()
    }
    hours = needs["hours"].astype("float64").to_numpy()
    return Words(
        professions,
        needs,
        may=np.array(may),
        archetypes=chances,
        trade=trade,
        hours=hours,
        **matrix,
    )


def spell(names: Sequence[str | None] | np.ndarray, number: np.ndarray) -> Any:
    """
    Write the word with each number, as Arrow holds words; -1 is missing.

    Examples
    --------
    >>> spell(["no", "yes"], np.array([1, -1])).to_pylist()
    ['yes', None]
    """
    import pyarrow as pa  # noqa: PLC0415 (slow to start)

    return pa.array(names, pa.large_string()).take(pa.array(number, mask=number < 0))


def _read(name: str) -> pd.DataFrame:
    source = files("ecosystem.sources").joinpath(f"synthetic_{name}.csv")
    with source.open(encoding="utf-8") as text:
        return pd.read_csv(text, dtype="str")


def _matrix(lists: pd.Series, needs: pd.Index) -> np.ndarray:
    named = lists.fillna("").str.get_dummies("|").reindex(columns=needs, fill_value=0)
    return np.asarray(named, dtype=bool)
