"""
Every table a neighbourhood can be described with: columns, units and rules, in one place.

The door (`load`), the empty workbook (`ecosystem new`) and the data dictionary
(`data/README.md`) are all made from `TABLES`, so they cannot disagree. A pair of texts is
always English first, then Dutch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["id", "text", "choice", "list", "integer", "number", "yes_no", "date", "time"]

DTYPES: dict[Kind, str] = {
    "id": "str",
    "text": "str",
    "choice": "str",
    "list": "str",
    "integer": "Int64",
    "number": "float64",
    "yes_no": "boolean",
    "date": "datetime64[us]",
    "time": "datetime64[us]",
}

LAYERS = {
    "first_line": "eerste lijn",
    "specialist": "specialist",
    "welfare": "welzijn",
    "informal": "informeel",
    "collective": "collectief",
}
PROFESSIONAL_LAYERS = ("first_line", "specialist", "welfare")
GROUP_LEVELS = ("group", "organisation")
"""At which an actor is not one person."""
LEVELS = {
    "person": "persoon",
    "practice": "praktijk",
    "group": "groep",
    "organisation": "organisatie",
}
RELATIONS = {
    "refers": "verwijst",
    "consults": "raadpleegt",
    "meets": "overlegt",
    "knows": "kent",
    "shares_residents": "deelt bewoners",
}
REQUESTED_BY = {
    "resident": "bewoner",
    "informal": "mantelzorger",
    "professional": "professional",
    "manager": "leidinggevende",
    "policy": "beleid",
    "none": "niemand",
    "unknown": "onbekend",
}
REPORTED_BY = {"actor": "actor", "partner": "partner", "both": "beide", "other": "ander"}
LAWS = {"zvw": "zvw", "wmo": "wmo", "wlz": "wlz", "jeugdwet": "jeugdwet", "own": "eigen"}
REASONS = {
    "complexity": "complexiteit",
    "competence": "deskundigheid",
    "capacity": "capaciteit",
    "wish": "wens",
    "end": "einde",
}
COMPLEXITIES = {"simple": "eenvoudig", "complex": "complex"}
MEETING_KINDS = {"meeting": "overleg", "project": "project"}
GROUPS = {"residents": "bewoners", "informal": "informeel", "professionals": "professionals"}
TEAM_KINDS = {"core": "kernteam", "project": "projectteam"}
ROLES = {
    "patient": "patient",
    "partner": "naaste",
    "provider": "zorgverlener",
    "coordinator": "coordinator",
}


@dataclass(frozen=True)
class Column:
    """One column: what may stand in it, in which unit, and what it means."""

    name: str
    kind: Kind
    nl: str
    """The Dutch heading; the door reads it as it reads `name`."""
    means: tuple[str, str]
    unit: tuple[str, str] = ("", "")
    refers: str = ""
    """The table in whose key the value (each value of a list) must stand."""
    choices: dict[str, str] | None = None
    """Allowed values, each with its Dutch word (which gets *did you mean*)."""
    low: float | None = None
    high: float | None = None
    required: bool = False
    example: str = ""


@dataclass(frozen=True)
class Table:
    """One table: what a row is, what makes a row unique, and its columns."""

    name: str
    nl: str
    row: tuple[str, str]
    key: tuple[str, ...]
    """Columns that together stand in one row only; empty where rows may repeat."""
    columns: tuple[Column, ...]
    about_residents: bool = False
    """Rows about single residents: never shown, values never repeated in a message."""

    def column(self, name: str) -> Column:
        """Find a column by its name."""
        return next(column for column in self.columns if column.name == name)


def _neighbourhood(*, required: bool = False) -> Column:
    return Column(
        "neighbourhood",
        "id",
        "buurt",
        ("code of the area", "code van het gebied"),
        refers="neighbourhoods",
        required=required,
        example="BU99990101",
    )


def _actor(name: str = "actor", nl: str = "actor", example: str = "huisarts_1") -> Column:
    return Column(
        name,
        "id",
        nl,
        ("who helps", "wie helpt"),
        refers="actors",
        required=True,
        example=example,
    )


def _need(*, required: bool = False) -> Column:
    return Column(
        "need",
        "id",
        "behoefte",
        ("which need, from the vocabulary in use", "welke behoefte, uit de gebruikte lijst"),
        refers="needs",
        required=required,
        example="social_contact",
    )


def _requested_by() -> Column:
    return Column(
        "requested_by",
        "choice",
        "gevraagd_door",
        ("who asked for it", "wie erom vroeg"),
        choices=REQUESTED_BY,
        example="professional",
    )


def _year(*, required: bool = False) -> Column:
    return Column(
        "year",
        "integer",
        "jaar",
        ("year it holds for", "jaar waarvoor het geldt"),
        low=1900,
        high=2100,
        required=required,
        example="2025",
    )


HOURS_A_WEEK = ("hours a week", "uur per week")
HOURS_A_WEEK_A_RESIDENT = ("hours a week a resident", "uur per week per bewoner")

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "neighbourhoods",
            "buurten",
            ("an area", "een gebied"),
            ("neighbourhood",),
            (
                Column(
                    "neighbourhood",
                    "id",
                    "buurt",
                    ("code of the area", "code van het gebied"),
                    required=True,
                    example="BU99990101",
                ),
                Column(
                    "name",
                    "text",
                    "naam",
                    ("name people use", "naam die mensen gebruiken"),
                    example="Merenbuurt",
                ),
                Column(
                    "codes",
                    "list",
                    "codes",
                    (
                        "official codes (BU, WK, GM, NIS) it consists of",
                        "officiële codes (BU, WK, GM, NIS) waaruit het bestaat",
                    ),
                    example="BU99990101|BU99990102",
                ),
                _year(),
                Column(
                    "population",
                    "integer",
                    "inwoners",
                    ("people who live there", "mensen die er wonen"),
                    ("residents", "bewoners"),
                    low=0,
                    example="3450",
                ),
                Column(
                    "parent",
                    "id",
                    "hoort_bij",
                    ("code of the larger area it lies in", "code van het grotere gebied"),
                    example="WK999901",
                ),
                Column(
                    "x",
                    "number",
                    "x",
                    ("east, of the centre", "oost, van het midden"),
                    ("metres or degrees", "meters of graden"),
                    example="155000",
                ),
                Column(
                    "y",
                    "number",
                    "y",
                    ("north, of the centre", "noord, van het midden"),
                    ("metres or degrees", "meters of graden"),
                    example="463000",
                ),
            ),
        ),
        Table(
            "indicators",
            "indicatoren",
            ("one figure of an area", "één cijfer van een gebied"),
            ("neighbourhood", "indicator", "year"),
            (
                _neighbourhood(required=True),
                Column(
                    "indicator",
                    "id",
                    "indicator",
                    ("what is counted", "wat er is geteld"),
                    required=True,
                    example="lonely",
                ),
                _year(),
                Column(
                    "value",
                    "number",
                    "waarde",
                    ("the figure", "het cijfer"),
                    ("as the source says", "zoals de bron zegt"),
                    example="12,5",
                ),
                Column(
                    "low",
                    "number",
                    "ondergrens",
                    ("lower margin of an estimate", "ondergrens van een schatting"),
                    ("as the value", "als de waarde"),
                    example="10,1",
                ),
                Column(
                    "high",
                    "number",
                    "bovengrens",
                    ("upper margin of an estimate", "bovengrens van een schatting"),
                    ("as the value", "als de waarde"),
                    example="14,9",
                ),
                Column(
                    "source",
                    "text",
                    "bron",
                    ("who published it", "wie het publiceerde"),
                    example="cbs",
                ),
            ),
        ),
        Table(
            "needs",
            "behoeften",
            ("a need of the vocabulary in use", "een behoefte uit de gebruikte lijst"),
            ("need",),
            (
                Column(
                    "need",
                    "id",
                    "behoefte",
                    ("id of the need", "id van de behoefte"),
                    required=True,
                    example="social_contact",
                ),
                Column(
                    "label_nl",
                    "text",
                    "label_nl",
                    ("name in Dutch", "naam in het Nederlands"),
                    example="Sociaal contact",
                ),
                Column(
                    "label_en",
                    "text",
                    "label_en",
                    ("name in English", "naam in het Engels"),
                    example="Social contact",
                ),
                Column(
                    "domain",
                    "text",
                    "domein",
                    ("group of needs, the theme", "groep van behoeften, het thema"),
                    example="psychosocial",
                ),
                Column(
                    "critical",
                    "yes_no",
                    "kritiek",
                    (
                        "wants a second who can (backup)",
                        "vraagt een tweede die het kan (achtervang)",
                    ),
                    example="no",
                ),
                Column(
                    "reserved",
                    "list",
                    "voorbehouden",
                    ("professions that alone may", "beroepen die als enige mogen"),
                    example="gp|nurse_practitioner",
                ),
                Column(
                    "hours",
                    "number",
                    "uren",
                    ("what one resident usually needs", "wat één bewoner meestal nodig heeft"),
                    HOURS_A_WEEK_A_RESIDENT,
                    low=0,
                    high=168,
                    example="0,5",
                ),
            ),
        ),
        Table(
            "actors",
            "actoren",
            (
                "someone who helps: a person, a practice, a group",
                "iemand die helpt: een persoon, een praktijk, een groep",
            ),
            ("actor",),
            (
                Column(
                    "actor",
                    "id",
                    "actor",
                    ("id, the same in every table", "id, in elke tabel hetzelfde"),
                    required=True,
                    example="huisarts_1",
                ),
                Column(
                    "label",
                    "text",
                    "naam",
                    ("name on the map", "naam op de kaart"),
                    example="Huisarts De Linde",
                ),
                Column(
                    "layer",
                    "choice",
                    "laag",
                    (
                        "how near help stands; empty counts as a professional",
                        "hoe dichtbij de hulp staat; leeg telt als professional",
                    ),
                    choices=LAYERS,
                    example="first_line",
                ),
                Column(
                    "profession", "id", "beroep", ("what they are", "wat zij zijn"), example="gp"
                ),
                Column(
                    "organisation",
                    "id",
                    "organisatie",
                    ("where they work", "waar zij werken"),
                    example="Huisartsen De Linde",
                ),
                _neighbourhood(),
                Column(
                    "hours",
                    "number",
                    "uren",
                    (
                        "available; empty is unknown, 0 is not available",
                        "beschikbaar; leeg is onbekend, 0 is niet beschikbaar",
                    ),
                    HOURS_A_WEEK,
                    low=0,
                    high=10_000,
                    example="36",
                ),
                Column(
                    "fte",
                    "number",
                    "fte",
                    (
                        "full-time jobs, taken as hours where `hours` is empty",
                        "voltijdbanen, gelezen als uren waar `uren` leeg is",
                    ),
                    ("full-time jobs", "voltijdbanen"),
                    low=0,
                    high=300,
                    example="",
                ),
                Column(
                    "step",
                    "integer",
                    "trede",
                    (
                        "step of the ladder, from 0 self, 1 household, 2 informal to 6 specialist",
                        "trede van de ladder, van 0 zelf, 1 huishouden tot 6 specialist",
                    ),
                    ("0 to 6", "0 tot 6"),
                    low=0,
                    high=6,
                    example="4",
                ),
                Column(
                    "level",
                    "choice",
                    "niveau",
                    ("what one row stands for", "waar één rij voor staat"),
                    choices=LEVELS,
                    example="person",
                ),
            ),
        ),
        Table(
            "reach",
            "bereik",
            (
                "an actor who serves one more neighbourhood",
                "een actor die nog een buurt bedient",
            ),
            ("actor", "neighbourhood"),
            (
                _actor(),
                _neighbourhood(required=True),
                Column(
                    "hours",
                    "number",
                    "uren",
                    ("available there", "daar beschikbaar"),
                    HOURS_A_WEEK,
                    low=0,
                    high=10_000,
                    example="8",
                ),
            ),
        ),
        Table(
            "competences",
            "bekwaamheden",
            ("an actor can meet a need", "een actor kan een behoefte beantwoorden"),
            ("actor", "need"),
            (
                _actor(),
                _need(required=True),
                Column(
                    "hours",
                    "number",
                    "uren",
                    ("what it takes", "wat het kost"),
                    HOURS_A_WEEK_A_RESIDENT,
                    low=0,
                    high=168,
                    example="0,5",
                ),
            ),
        ),
        Table(
            "teachable",
            "te_leren",
            ("a profession may learn a need", "een beroep mag een behoefte leren"),
            ("profession", "need"),
            (
                Column(
                    "profession",
                    "id",
                    "beroep",
                    ("who may learn", "wie mag leren"),
                    required=True,
                    example="district_nurse",
                ),
                _need(required=True),
                Column(
                    "cost",
                    "number",
                    "kosten",
                    ("what learning takes", "wat leren kost"),
                    ("days", "dagen"),
                    low=0,
                    example="4",
                ),
            ),
        ),
        Table(
            "profiles",
            "profielen",
            (
                "a combination of needs and how many residents have it",
                "een combinatie van behoeften en hoeveel bewoners die hebben",
            ),
            ("neighbourhood", "profile", "period"),
            (
                _neighbourhood(),
                Column(
                    "profile",
                    "id",
                    "profiel",
                    ("id of the profile", "id van het profiel"),
                    required=True,
                    example="p1",
                ),
                Column(
                    "needs",
                    "list",
                    "behoeften",
                    ("the needs, together", "de behoeften, samen"),
                    refers="needs",
                    required=True,
                    example="social_contact|mobility",
                ),
                Column(
                    "residents",
                    "integer",
                    "bewoners",
                    ("how many have it", "hoeveel dit hebben"),
                    ("residents", "bewoners"),
                    low=0,
                    required=True,
                    example="12",
                ),
                Column(
                    "period",
                    "id",
                    "periode",
                    ("when it was counted", "wanneer geteld"),
                    example="2025-Q3",
                ),
            ),
        ),
        Table(
            "contacts",
            "contacten",
            ("one contact of one resident", "één contact van één bewoner"),
            (),
            (
                _neighbourhood(),
                Column(
                    "resident",
                    "id",
                    "bewoner",
                    ("pseudonym of the resident", "pseudoniem van de bewoner"),
                    example="r001",
                ),
                Column(
                    "request",
                    "id",
                    "hulpvraag",
                    ("which question it was about", "bij welke hulpvraag het hoorde"),
                    example="q001",
                ),
                Column(
                    "actor",
                    "id",
                    "actor",
                    ("who helped; empty is unknown", "wie hielp; leeg is onbekend"),
                    refers="actors",
                    example="huisarts_1",
                ),
                Column(
                    "organisation",
                    "id",
                    "organisatie",
                    ("for whom they worked then", "voor wie zij toen werkten"),
                    example="Huisartsen De Linde",
                ),
                _need(),
                Column(
                    "activity",
                    "id",
                    "activiteit",
                    ("what was done", "wat er is gedaan"),
                    example="",
                ),
                Column(
                    "start",
                    "time",
                    "start",
                    ("when it began", "wanneer het begon"),
                    example="03-04-2025",
                ),
                Column(
                    "minutes",
                    "number",
                    "minuten",
                    ("how long it took", "hoe lang het duurde"),
                    ("minutes", "minuten"),
                    low=0,
                    high=5_256_000,
                    example="20",
                ),
                Column("product", "id", "product", ("billed as", "gedeclareerd als"), example=""),
                Column(
                    "law",
                    "choice",
                    "wet",
                    ("funding stream", "financieringsstroom"),
                    choices=LAWS,
                    example="zvw",
                ),
                Column(
                    "reason",
                    "choice",
                    "reden",
                    ("why it was handed over", "waarom het is overgedragen"),
                    choices=REASONS,
                    example="",
                ),
            ),
            about_residents=True,
        ),
        Table(
            "requests",
            "hulpvragen",
            ("one question of one resident", "één vraag van één bewoner"),
            ("request",),
            (
                _neighbourhood(),
                Column(
                    "request",
                    "id",
                    "hulpvraag",
                    ("id of the question", "id van de vraag"),
                    required=True,
                    example="q001",
                ),
                Column(
                    "resident",
                    "id",
                    "bewoner",
                    ("pseudonym of the resident", "pseudoniem van de bewoner"),
                    example="r001",
                ),
                _need(),
                Column(
                    "asked",
                    "time",
                    "gesteld",
                    ("when it was asked", "wanneer gesteld"),
                    example="01-04-2025",
                ),
                _requested_by(),
                Column(
                    "complexity",
                    "choice",
                    "complexiteit",
                    ("simple and stable, or complex", "eenvoudig en stabiel, of complex"),
                    choices=COMPLEXITIES,
                    example="simple",
                ),
                Column(
                    "contact_point",
                    "id",
                    "aanspreekpunt",
                    ("the one named coordinator", "het ene vaste aanspreekpunt"),
                    refers="actors",
                    example="huisarts_1",
                ),
                Column(
                    "heavier_because",
                    "id",
                    "zwaarder_omdat",
                    (
                        "why heavier help than needed was right",
                        "waarom zwaardere hulp dan nodig terecht was",
                    ),
                    example="",
                ),
                Column(
                    "closed",
                    "time",
                    "afgesloten",
                    ("when it was closed", "wanneer afgesloten"),
                    example="",
                ),
            ),
            about_residents=True,
        ),
        Table(
            "ties",
            "verbindingen",
            ("two actors who work together", "twee actoren die samenwerken"),
            (),
            (
                _actor(),
                _actor("partner", "partner", "wijkverpleging_1"),
                Column(
                    "relation",
                    "choice",
                    "relatie",
                    ("how they work together", "hoe zij samenwerken"),
                    choices=RELATIONS,
                    example="refers",
                ),
                Column(
                    "hours",
                    "number",
                    "uren",
                    ("time it takes both together", "tijd die het hen samen kost"),
                    ("hours a month", "uur per maand"),
                    low=0,
                    high=10_000,
                    example="2",
                ),
                _need(),
                _requested_by(),
                Column(
                    "reported_by",
                    "choice",
                    "gemeld_door",
                    ("which side reported it", "welke kant het meldde"),
                    choices=REPORTED_BY,
                    example="both",
                ),
            ),
        ),
        Table(
            "meetings",
            "overleggen",
            ("a recurring meeting or project", "een terugkerend overleg of project"),
            ("meeting",),
            (
                _neighbourhood(),
                Column(
                    "meeting",
                    "id",
                    "overleg",
                    ("id of the meeting", "id van het overleg"),
                    required=True,
                    example="mdo",
                ),
                Column(
                    "kind",
                    "choice",
                    "soort",
                    ("meeting or project", "overleg of project"),
                    choices=MEETING_KINDS,
                    example="meeting",
                ),
                Column(
                    "label",
                    "text",
                    "naam",
                    ("name people use", "naam die mensen gebruiken"),
                    example="MDO ouderen",
                ),
                _need(),
                Column(
                    "times",
                    "number",
                    "keren",
                    ("how often", "hoe vaak"),
                    ("a year", "per jaar"),
                    low=0,
                    high=1000,
                    example="12",
                ),
                Column(
                    "hours",
                    "number",
                    "uren",
                    ("how long each time", "hoe lang per keer"),
                    ("hours each", "uur per keer"),
                    low=0,
                    high=168,
                    example="1,5",
                ),
                _requested_by(),
                Column(
                    "review",
                    "date",
                    "herzien",
                    ("when it is looked at again", "wanneer het opnieuw wordt bekeken"),
                    example="01-01-2026",
                ),
            ),
        ),
        Table(
            "attendance",
            "deelname",
            ("an actor who sits in a meeting", "een actor die in een overleg zit"),
            ("meeting", "actor"),
            (
                Column(
                    "meeting",
                    "id",
                    "overleg",
                    ("id of the meeting", "id van het overleg"),
                    refers="meetings",
                    required=True,
                    example="mdo",
                ),
                _actor(),
            ),
        ),
        Table(
            "outcomes",
            "uitkomsten",
            ("how it went, as people say it", "hoe het ging, zoals mensen het zeggen"),
            ("neighbourhood", "group", "measure", "year"),
            (
                _neighbourhood(),
                Column(
                    "group",
                    "choice",
                    "groep",
                    ("who was asked", "wie het is gevraagd"),
                    choices=GROUPS,
                    required=True,
                    example="residents",
                ),
                Column(
                    "measure",
                    "id",
                    "maat",
                    ("what was asked", "wat is gevraagd"),
                    required=True,
                    example="satisfaction",
                ),
                Column(
                    "value",
                    "number",
                    "waarde",
                    ("what they said", "wat zij zeiden"),
                    ("as the measure says", "zoals de maat zegt"),
                    example="7,8",
                ),
                Column(
                    "n",
                    "integer",
                    "n",
                    ("how many answered", "hoeveel antwoordden"),
                    ("people", "mensen"),
                    low=0,
                    example="140",
                ),
                _year(),
            ),
        ),
        Table(
            "tariffs",
            "tarieven",
            ("what an hour costs", "wat een uur kost"),
            ("profession", "product", "year"),
            (
                Column(
                    "profession",
                    "id",
                    "beroep",
                    ("of which profession", "van welk beroep"),
                    example="district_nurse",
                ),
                Column(
                    "product",
                    "id",
                    "product",
                    ("or of which product", "of van welk product"),
                    example="",
                ),
                Column(
                    "euro",
                    "number",
                    "euro",
                    ("the price", "de prijs"),
                    ("euro an hour", "euro per uur"),
                    low=0,
                    required=True,
                    example="68,50",
                ),
                _year(),
            ),
        ),
        Table(
            "teams",
            "teams",
            ("a community's core or project team", "een kern- of projectteam van een community"),
            ("team",),
            (
                _neighbourhood(),
                Column(
                    "team",
                    "id",
                    "team",
                    ("id of the team", "id van het team"),
                    required=True,
                    example="kernteam",
                ),
                Column(
                    "kind",
                    "choice",
                    "soort",
                    ("core or project", "kern of project"),
                    choices=TEAM_KINDS,
                    example="core",
                ),
                Column(
                    "purpose",
                    "list",
                    "doel",
                    ("needs it works on", "behoeften waaraan het werkt"),
                    refers="needs",
                    example="social_contact",
                ),
            ),
        ),
        Table(
            "members",
            "leden",
            ("who is in a team", "wie in een team zit"),
            ("team", "member"),
            (
                Column(
                    "team",
                    "id",
                    "team",
                    ("id of the team", "id van het team"),
                    refers="teams",
                    required=True,
                    example="kernteam",
                ),
                Column(
                    "member",
                    "id",
                    "lid",
                    ("an actor's id or a pseudonym", "id van een actor of een pseudoniem"),
                    required=True,
                    example="huisarts_1",
                ),
                Column(
                    "role",
                    "choice",
                    "rol",
                    ("as what", "als wat"),
                    choices=ROLES,
                    example="provider",
                ),
                Column(
                    "profession", "id", "beroep", ("what they are", "wat zij zijn"), example="gp"
                ),
            ),
        ),
    )
}
