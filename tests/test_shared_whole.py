"""One village as it leaves, shared and internal, now and as it would be: every table whole."""

import pandas as pd

import ecosystem as eco
from tests.street import hood

NOW = {
    "actors": [
        {"actor": "jansen", "label": "Dr. Jansen", "layer": "first_line", "profession": "gp",
         "level": "person", "organisation": "Zuid", "hours": 30},
        {"actor": "kees", "label": "Kees", "layer": "informal", "hours": 4},
        {"actor": "linde", "label": "De Linde", "profession": "gp", "level": "practice"},
        {"actor": "riet", "label": "Riet", "layer": "informal", "profession": "retired",
         "organisation": "Zuid", "level": "person", "hours": 2},
        {"actor": "smit", "layer": "welfare", "level": "person"},
    ],
    "competences": [
        {"actor": "riet", "need": "skin", "hours": 1},
        {"actor": "kees", "need": "skin", "hours": 1},
        {"actor": "jansen", "need": "skin", "hours": 2},
        {"actor": "jansen", "need": "pain"},
    ],
    "ties": [
        {"actor": "jansen", "partner": "riet", "relation": "knows", "hours": 2},
        {"actor": "kees", "partner": "riet", "relation": "knows", "hours": 2},
        {"actor": "jansen", "partner": "linde", "relation": "consults", "need": "skin", "hours": 3},
        {"actor": "jansen", "partner": "linde", "relation": "consults", "need": "skin", "hours": 4},
        {"actor": "jansen", "partner": "vries"},
    ],
    "meetings": [
        {"meeting": "m2", "need": "pain", "hours": 1, "review": pd.Timestamp("2025-02-14")},
        {"meeting": "m1", "label": "Monday", "review": pd.Timestamp("2025-03-31")},
    ],
    "attendance": [
        {"meeting": "m1", "actor": "riet"},
        {"meeting": "m1", "actor": "kees"},
        {"meeting": "m1", "actor": "jansen"},
    ],
    "contacts": [{"resident": "r1", "actor": "jansen", "need": need} for need in ("grief", "debt")],
    "needs": [{"need": "teeth", "label_nl": "Tanden", "label_en": "Teeth"}],
}  # fmt: skip
NEW = [
    {"actor": "jansen", "partner": "linde", "relation": "consults", "need": "pain", "hours": 5},
    {"actor": "jansen", "partner": "smit", "relation": "meets", "hours": 2},
    {"actor": "linde", "partner": "smit", "hours": 1},
]
LATER = NOW | {"ties": [*NOW["ties"], *NEW]}
RESIDENTS = pd.Series({"skin": 12, "pain": 3, "debt": 14}, dtype="Int64")
FOUND = pd.DataFrame(
    {"finding": ["gap"], "subject": ["jansen"], "needs": ["teeth"], "residents": [11], "hours": [1]}
)


def rows(frame, *columns):
    """Give the rows of a table, nothing where something is missing."""
    some = frame[list(columns)].astype("object")
    return [tuple(row) for row in some.where(some.notna(), None).to_numpy().tolist()]


def made(**options):
    return eco.protect(hood(**NOW), after=hood(**LATER), residents=RESIDENTS, **options)


def test_shared_it_holds_no_person_no_small_count_and_no_finer_time_than_a_quarter():
    told = made(findings=FOUND)
    assert (told.level, told.lang, told.code, told.name) == (
        *("shareable", "en", "street", "The street"),
    )
    tables = told.tables
    actors = rows(tables["actors"], "actor", "label", "profession", "organisation", "hours")
    assert actors == [
        ("gp_1", "GP 1", "gp", "Zuid", 30),
        ("helper_1", "Helper 1", None, None, None),
        ("helper_2", "Helper 2", None, None, None),
        ("informal_helpers", "Informal helpers", None, None, None),
        ("linde", "De Linde", "gp", None, None),
    ]
    assert rows(tables["competences"], "actor", "need", "hours") == [
        ("gp_1", "pain", None),
        ("gp_1", "skin", 2),
        ("informal_helpers", "skin", None),
    ]
    assert rows(tables["ties"], "actor", "partner", "relation", "need", "hours") == [
        ("gp_1", "helper_2", None, None, None),
        ("gp_1", "informal_helpers", "knows", None, None),
        ("gp_1", "linde", "consults", "skin", 7),
    ]
    assert rows(tables["meetings"], "meeting", "label", "review") == [
        ("m1", "Monday", pd.Timestamp("2025-03-31")),
        ("m2", "m2", pd.Timestamp("2025-03-31")),
    ]
    assert rows(tables["attendance"], "meeting", "actor") == [
        ("m1", "gp_1"),
        ("m1", "informal_helpers"),
    ]
    assert rows(tables["needs"], "need", "label", "label_nl", "residents") == [
        ("debt", "debt", "debt", "15"),
        ("pain", "Pain", "Pijn", "<10"),
        ("skin", "Skin", "Huid", "10"),
        ("teeth", "Teeth", "Tanden", "<10"),
    ]
    assert rows(tables["findings"], "number", "finding", "subject", "needs", "residents") == [
        (1, "gap", "gp_1", "teeth", "10")
    ]


def test_what_would_be_is_shared_with_the_same_ids_and_without_hours_of_new_advice():
    then = made().after
    assert (then.level, then.code, then.after) == ("shareable", "street", None)
    assert rows(then.tables["ties"], "actor", "partner", "relation", "need", "hours") == [
        ("gp_1", "helper_1", "meets", None, 2),
        ("gp_1", "helper_2", None, None, None),
        ("gp_1", "informal_helpers", "knows", None, None),
        ("gp_1", "linde", "consults", "pain", None),
        ("gp_1", "linde", "consults", "skin", 7),
        ("linde", "helper_1", None, None, 1),
    ]
    assert rows(then.tables["actors"], "actor") == rows(made().tables["actors"], "actor")
    internal = made(level="internal", lang="nl").after
    assert (internal.level, internal.lang) == ("internal", "nl")
    assert rows(internal.tables["ties"], "actor", "partner", "need", "hours") == [
        ("jansen", "linde", "skin", 3),
        ("jansen", "linde", "skin", 4),
        ("jansen", "linde", "pain", 5),
        ("jansen", "riet", None, 2),
        ("jansen", "smit", None, 2),
        ("jansen", "vries", None, None),
        ("kees", "riet", None, 2),
        ("linde", "smit", None, 1),
    ]


def test_internal_it_is_as_it_was_sorted_with_counts_as_they_are():
    told = made(level="internal", lang="nl", findings=FOUND)
    tables = told.tables
    assert rows(tables["actors"], "actor", "label", "hours") == [
        ("jansen", "Dr. Jansen", 30),
        ("kees", "Kees", 4),
        ("linde", "De Linde", None),
        ("riet", "Riet", 2),
        ("smit", "smit", None),
        ("vries", "vries", None),
    ]
    assert rows(tables["ties"], "actor", "partner", "hours") == [
        ("jansen", "linde", 3),
        ("jansen", "linde", 4),
        ("jansen", "riet", 2),
        ("jansen", "vries", None),
        ("kees", "riet", 2),
    ]
    assert rows(tables["meetings"], "meeting", "review") == [
        ("m1", pd.Timestamp("2025-03-31")),
        ("m2", pd.Timestamp("2025-02-14")),
    ]
    assert rows(tables["needs"], "need", "label", "residents") == [
        ("debt", "debt", "14"),
        ("grief", "Rouw", None),
        ("pain", "Pijn", "3"),
        ("skin", "Huid", "12"),
        ("teeth", "Tanden", None),
    ]
    assert rows(tables["findings"], "subject", "residents", "hours") == [("jansen", "11", 1)]


def test_without_a_count_of_anybody_no_need_is_said_to_be_of_few():
    told = eco.protect(hood(**NOW)).tables["needs"]
    assert rows(told, "need", "residents") == [("pain", None), ("skin", None), ("teeth", None)]
