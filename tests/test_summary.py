"""The planner's sentence, in a world where every number can be counted."""

from ecosystem.show.words.summary import summary
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
        "them, where 4 could do; the 2 whom professionals can help could do with 4 together, "
        "if those who can now shared the work best, "
        "within everybody's hours as far as known (proven); with 1 learning step (district nurse: "
        "Pain) that becomes 2 (proven); what that saves hangs on one district nurse alone."
    )


def test_without_contacts_it_begins_with_how_few_it_takes():
    profiles = [{"profile": "p", "needs": "pain|skin", "residents": 5}]
    here = hood(actors=PEOPLE, competences=CAN, profiles=profiles, teachable=[])
    assert summary(here, lang="nl") == (
        "De 5 die professionals kunnen helpen, hebben samen aan 10 genoeg als wie het nu kan het "
        "werk zo goed mogelijk verdeelt, binnen ieders uren voor zover bekend (bewezen); geen "
        "leerstap maakt dat er minder."
    )


def test_hours_that_are_short_and_needs_nobody_can_meet_are_not_passed_over():
    profiles = [
        {"profile": "p", "needs": "grief|pain", "residents": 5},
        {"profile": "q", "needs": "grief", "residents": 2},
    ]
    people = [person | {"hours": 2} for person in PEOPLE]
    needs = [{"need": "pain", "hours": 1}]
    here = hood(actors=people, needs=needs, competences=CAN, profiles=profiles, teachable=[])
    assert summary(here) == (
        "The 5 whom professionals can help could do with 5 together, if those who can now "
        "shared the work best, with 3 hours a week too "
        "few (proven); no professional here can help with Grief; no learning step makes that "
        "fewer."
    )
    assert summary(here, lang="nl") == (
        "De 5 die professionals kunnen helpen, hebben samen aan 5 genoeg als wie het nu kan het "
        "werk zo goed mogelijk verdeelt, met 3 uur per week te weinig (bewezen); met Rouw "
        "kan geen professional hier helpen; geen leerstap maakt dat "
        "er minder."
    )
