"""Needs by name and domain: as a neighbourhood's own table says, or else the vocabulary."""

import numpy as np

from ecosystem.tables import needs
from tests.street import hood

OWN = hood(
    needs=[
        {"need": "skin", "label_en": "Wounds", "domain": "care", "hours": 0.5, "critical": True},
        {"need": "choir", "domain": "art", "hours": None},
        {"need": "dance"},
    ],
    competences=[{"actor": "gp", "need": "pain"}],
    profiles=[{"profile": "p", "needs": "skin|grief", "residents": 2}],
)


def test_a_need_is_called_as_the_neighbourhood_calls_it_and_else_as_the_vocabulary_does():
    called = needs.labels(OWN)
    assert (called["skin"], called["pain"]) == ("Wounds", "Pain")
    assert "choir" not in called
    assert needs.labels(OWN, "nl")["skin"] == "Huid"


def test_the_domain_of_a_need_is_its_own_or_that_of_the_vocabulary():
    said = needs.domain_of(OWN)
    assert (said["choir"], said["skin"], said["pain"]) == ("art", "care", "physiological")
    assert "dance" not in said


def test_what_the_table_of_needs_does_not_say_is_unknown():
    hours = needs.stated(OWN, ["dance", "skin", "pain", "choir"], "hours")
    assert np.isnan(hours).tolist() == [True, False, True, True]
    assert hours[1] == 0.5
    assert needs.stated(OWN, ["skin"], "critical").tolist() == [1.0]


def test_the_needs_in_use_are_those_that_any_table_speaks_of():
    assert needs.in_use(OWN) == ["choir", "dance", "grief", "pain", "skin"]
