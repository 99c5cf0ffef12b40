"""Each refusal that somebody can meet is a sentence in English and in Dutch."""

from functools import partial
from pathlib import Path

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.measure.options import checked
from ecosystem.protect import protect_survey
from ecosystem.show.lab import lab
from ecosystem.tables.language import LANG
from tests.street import street

STREET = street()
REGION = eco.Region(("a", "b"), {"a": STREET, "b": STREET}.__getitem__, None, None)
A_B = pd.DataFrame({"figure": [1, 2]}, index=["a", "b"])
SURVEY = pd.DataFrame({"neighbourhood": ["a"], "people_a_resident": [1.0]})
MEASURED = pd.DataFrame(columns=["measure", "expected", "lowest", "highest", "outside"])


def move(kind, **cells):
    return pd.DataFrame([{"number": 4, "move": kind} | cells])


def what_if(kind, **cells):
    return partial(eco.what_if, STREET, move(kind, **cells))


CASES = [
    (
        partial(eco.averages, A_B),
        "averages takes a table of continuity",
        "averages neemt een tabel van continuity",
    ),
    (
        partial(eco.continuity, STREET, level="street"),
        "level is 'street'; it is one of: person, profession, organisation",
        "level is 'street'; kies uit: person, profession, organisation",
    ),
    (
        partial(eco.intake, STREET, by="day"),
        "by is 'day'; it is one of: actor, need, all",
        "by is 'day'; kies uit: actor, need, all",
    ),
    (
        partial(eco.ei_index, STREET, by="shoes"),
        "by is 'shoes'; it is a column of actors, as layer or profession",
        "by is 'shoes'; het is een kolom van actors, zoals layer of profession",
    ),
    (
        partial(eco.needs_over_time, STREET, every="day"),
        "every is 'day'; it is one of: year, half, quarter, month",
        "every is 'day'; kies uit: year, half, quarter, month",
    ),
    (
        partial(eco.needs_over_time, STREET, then="2020"),
        "there is no round '2020'; there are: ",
        "er is geen ronde '2020'; er zijn: ",
    ),
    (
        partial(eco.pull, STREET, today="soon"),
        "today is 'soon'; it is a day, as 2025-12-31",
        "today is 'soon'; het is een dag, zoals 2025-12-31",
    ),
    (
        partial(eco.push_share, STREET, by="street"),
        "by is 'street'; it is one of: kind, theme, organisation, profession, asked_by",
        "by is 'street'; kies uit: kind, theme, organisation, profession, asked_by",
    ),
    (
        partial(eco.right_weight, STREET, by="street"),
        "by is 'street'; it is one of: all, theme, need",
        "by is 'street'; kies uit: all, theme, need",
    ),
    (
        partial(eco.flow, STREET.replace(contacts=STREET.contacts), window=0),
        "window is a number of days above 0, not 0.",
        "window is een aantal dagen boven 0, niet 0.",
    ),
    (
        partial(checked, most=0),
        "most is 0; it is a whole number of at least 1",
        "most is 0; het is een heel getal van minstens 1",
    ),
    (
        partial(eco.robustness, STREET, A_B),
        "robustness takes a table of find or of propose",
        "robustness neemt een tabel van find of van propose",
    ),
    (
        partial(eco.robustness, STREET, eco.find(STREET), drop="all"),
        "drop is 'all'; it is one of: actors, ties, profiles",
        "drop is 'all'; kies uit: actors, ties, profiles",
    ),
    (
        partial(eco.robustness, STREET, eco.find(STREET), share=2),
        "share is 2 and times is 200; share is between 0 and 1, times 1 or more",
        "share is 2 en times is 200; share ligt tussen 0 en 1, times is 1 of meer",
    ),
    (
        what_if("dance"),
        "Move 4 is 'dance'; it is one of: learn, exchange, consult",
        "Voorstel 4 is 'dance'; kies uit: learn, exchange, consult",
    ),
    (
        what_if("learn", who="gp", what="transport", hours_saved="a few"),
        "Move 4 (learn): hours_saved is 'a few', which is not a number; with a decimal point",
        "Voorstel 4 (learn): hours_saved is 'a few', en dat is geen getal; met een decimale punt",
    ),
    (
        what_if("learn", who="gp|nurse", what="a|b|c"),
        "Move 4 (learn): who, what and to list 2, 3, 1; each lists one, or as many as the longest.",
        "Voorstel 4 (learn): who, what en to noemen er 2, 3, 1; elk noemt er een, of evenveel als",
    ),
    (
        what_if("learn", who="gp"),
        "Move 4 (learn): nothing stands in 'what', which it cannot do without.",
        "Voorstel 4 (learn): er staat niets in 'what', en zonder kan het niet.",
    ),
    (
        what_if("learn", who="nurs", what="transport"),
        "Move 4 (learn): 'nurs' is not an actor of street; did you mean 'nurse'?",
        "Voorstel 4 (learn): 'nurs' is geen actor van street; bedoelde u 'nurse'?",
    ),
    (
        what_if("stop_meeting", what="lunch"),
        "Move 4 (stop_meeting): 'lunch' is not a meeting of street; there are: monday, wounds.",
        "Voorstel 4 (stop_meeting): 'lunch' is geen overleg van street; er zijn: monday, wounds.",
    ),
    (
        what_if("learn", who="gp", what="transports"),
        "Move 4 (learn): 'transports' is not a need of street; did you mean 'transport'?",
        "Voorstel 4 (learn): 'transports' is geen behoefte van street; bedoelde u 'transport'?",
    ),
    (
        what_if("merge_meetings", what="monday", to="monday"),
        "Move 4 (merge_meetings): 'monday' stands on both sides; it takes two.",
        "Voorstel 4 (merge_meetings): 'monday' staat aan beide kanten; er zijn er twee voor nodig.",
    ),
    (
        what_if("meet", who="gp", to="choir", hours_saved=6.0),
        "Move 4 (meet): a tie that is added costs hours: hours_saved is less than 0, or empty.",
        "Voorstel 4 (meet): een verbinding erbij kost uren: hours_saved is minder dan 0, of leeg.",
    ),
    (
        what_if("stop_tie", who="choir", to="daughter"),
        "Move 4 (stop_tie): 'choir' is informal or collective help, which never stops.",
        "Voorstel 4 (stop_tie): 'choir' is informele of collectieve hulp, en die stopt nooit.",
    ),
    (
        what_if("release", who="gp", what="transport"),
        "Move 4 (release): 'gp' does not do 'transport'; what it does: skin.",
        "Voorstel 4 (release): 'gp' doet 'transport' niet; wel: skin.",
    ),
    (
        what_if("stop_tie", who="nurse", to="social"),
        "Move 4 (stop_tie): 'nurse' and 'social' have no tie in street.",
        "Voorstel 4 (stop_tie): 'nurse' en 'social' hebben geen verbinding in street.",
    ),
    (
        what_if("release", who="gp", what="skin", to="social"),
        "Move 4 (release): 'social' cannot keep doing skin: it does none.",
        "Voorstel 4 (release): 'social' kan skin niet blijven doen: het doet geen.",
    ),
    (
        what_if("learn", who="choir", what="transport"),
        "Move 4 (learn): 'choir' is informal or collective help, which takes over no work.",
        "Voorstel 4 (learn): 'choir' is informele of collectieve hulp, en die neemt geen werk",
    ),
    (
        partial(eco.roll_up, SURVEY, to="province"),
        "to is 'province'; it is one of: parent, wijk, gemeente, region",
        "to is 'province'; kies uit: parent, wijk, gemeente, region",
    ),
    (
        partial(protect_survey, SURVEY, level="open"),
        "level is 'open'; it is one of: shareable, internal",
        "level is 'open'; kies uit: shareable, internal",
    ),
    (
        partial(protect_survey, SURVEY.assign(unknown_in=1)),
        "this is a roll-up of true counts: with the survey beside it, what is hidden there would",
        "dit is een optelling van ware aantallen: met de meting ernaast zou volgen wat daar",
    ),
    (
        partial(eco.protect, STREET, measures={"continuity": eco.continuity}),
        "What is known of residents never leaves; hand in what it gives as counted={'continuity'",
        "Wat van bewoners bekend is gaat nooit naar buiten; geef wat het oplevert als counted={'c",
    ),
    (
        partial(eco.view_region, REGION, table=pd.DataFrame({"n": [1]}, index=["Ann"])),
        "no row of the table is of a neighbourhood of this region, which has a, b",
        "geen rij van de tabel gaat over een buurt van deze regio; die heeft a, b",
    ),
    (
        partial(eco.view_region, REGION, table=pd.DataFrame({"n": [1, 2]}, index=["z", "a"])),
        "the table speaks of z, not in this region, which has a, b",
        "de tabel gaat over z, niet in deze regio; die heeft a, b",
    ),
    (
        partial(lab, Path("nowhere")),
        "; name the folder: ecosystem lab FOLDER",
        "; noem de map: ecosystem lab MAP",
    ),
]
IN_LANG = [
    (
        partial(eco.compose_team, STREET, ["skim"]),
        "'skim' is not a need here; did you mean skin?",
        "'skim' is hier geen behoefte; bedoelde u skin?",
    ),
    (
        partial(eco.compose_team, STREET, ["zzz"]),
        "'zzz' is not a need here; eco.coverage(hood) lists them",
        "'zzz' is hier geen behoefte; eco.coverage(hood) noemt ze",
    ),
    (
        partial(eco.compose_team, STREET, kind="choir"),
        "kind is 'choir'; it is one of: core, project",
        "kind is 'choir'; kies uit: core, project",
    ),
    (
        partial(eco.compose_team, STREET, size=9),
        "size is 9; a project team has 6 to 8 members",
        "size is 9; een projectteam heeft 6 tot 8 leden",
    ),
    (
        partial(eco.compose_team, STREET, without=["bob"]),
        "without names bob: not the id of an actor here",
        "without noemt bob: geen id van een actor hier",
    ),
    (
        partial(eco.compose_team, STREET, keep=["gp"], without=["gp"]),
        "gp: in keep and in without; it is one or the other",
        "gp: in keep en in without; het is een van beide",
    ),
    (
        partial(eco.chart, A_B),
        "; not a table with the columns figure",
        "; niet een tabel met de kolommen figure",
    ),
    (
        partial(eco.chart, MEASURED),
        "a funnel is of one measure; this table has: -",
        "een trechter is van één maat; deze tabel heeft: -",
    ),
    (
        partial(eco.practices, SURVEY, outcome="luck"),
        "outcome is 'luck'; it is one of: people_a_resident, excess_a_resident",
        "outcome is 'luck'; kies uit: people_a_resident, excess_a_resident",
    ),
    (
        partial(eco.page, STREET, resamples=-1),
        "resamples is -1; give 0 or more.",
        "resamples is -1; geef 0 of meer.",
    ),
    (
        partial(eco.protect, STREET, level="open"),
        "level is 'open'; it is one of: shareable, internal",
        "level is 'open'; kies uit: shareable, internal",
    ),
    (
        partial(eco.protect, STREET, measures={"actors": eco.coverage}),
        "actors is the name of a table that leaves; give it another name",
        "actors is de naam van een tabel die naar buiten gaat; geef een andere naam",
    ),
    (
        partial(eco.small_multiples, REGION, []),
        "choose 1 to 20 neighbourhoods by their codes, not 0",
        "kies 1 tot 20 buurten met hun code, niet 0",
    ),
    (
        partial(eco.small_multiples, REGION, ["z"]),
        "z: not in this region, which has a, b",
        "z: niet in deze regio; die heeft a, b",
    ),
    (
        partial(eco.view_region, REGION, table=pd.DataFrame({"n": ["x", "y"]}, index=["a", "b"])),
        "no column of the table is a number, so that there is nothing to colour",
        "geen kolom van de tabel is een getal, zodat er niets te kleuren is",
    ),
]


def told(call, **asked):
    with pytest.raises((ValueError, LookupError, FileNotFoundError)) as refused:
        call(**asked)
    return str(refused.value)


@pytest.fixture
def dutch():
    before = LANG.set("nl")
    yield
    LANG.reset(before)


@pytest.mark.parametrize(("call", "en", "_"), CASES, ids=[en[:40] for _, en, _ in CASES])
def test_it_is_said_in_english(call, en, _):
    assert en in told(call)


@pytest.mark.usefixtures("dutch")
@pytest.mark.parametrize(("call", "_", "nl"), CASES, ids=[nl[:40] for *_, nl in CASES])
def test_in_a_dutch_shell_it_is_said_in_dutch(call, _, nl):
    assert nl in told(call)


@pytest.mark.parametrize(("call", "en", "nl"), IN_LANG, ids=[en[:40] for _, en, _ in IN_LANG])
def test_what_takes_a_language_refuses_in_that_language(call, en, nl):
    assert en in told(call, lang="en")
    assert nl in told(call, lang="nl")
