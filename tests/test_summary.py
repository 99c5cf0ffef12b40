"""The planner's sentence, in a world where every number can be counted."""

from ecosystem.show.summary import summary
from tests.street import hood

PEOPLE = [
    {"actor": "gp", "layer": "first_line", "profession": "gp", "level": "person"},
    {"actor": "nurse", "layer": "first_line", "profession": "district_nurse", "level": "person"},
]
CAN = [{"actor": "gp", "need": "pain"}, {"actor": "nurse", "need": "skin"}]
TEACHABLE = [{"profession": "district_nurse", "need": "pain", "cost": 2}]
CONTACTS = [
    {"resident": resident, "actor": actor, "need": need}
    for resident in ("anna", "bob")
    for actor, need in (("gp", "pain"), ("nurse", "skin"))
]


def test_the_sentence_says_who_comes_how_few_could_what_learning_saves_and_on_whom_it_hangs():
    here = hood(actors=PEOPLE, competences=CAN, teachable=TEACHABLE, contacts=CONTACTS)
    assert summary(here) == (
        "2 residents of The street whose help meets their needs have 4 professionals between "
        "them, where 4 could do; all 2 together take 4 at the door, within everybody's hours "
        "(proven); with 1 learning step (district nurse: Pain) that becomes 2 (proven); what that "
        "saves hangs on one district nurse alone."
    )


def test_without_contacts_it_begins_with_how_few_it_takes():
    profiles = [{"profile": "p", "needs": "pain|skin", "residents": 5}]
    here = hood(actors=PEOPLE, competences=CAN, profiles=profiles, teachable=[])
    assert summary(here, lang="nl") == (
        "Alle 5 samen vragen er 10 aan de deur, binnen ieders uren (bewezen); geen leerstap maakt "
        "dat er minder."
    )
