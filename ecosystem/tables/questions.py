"""Which questions a neighbourhood's tables can answer, and which table would answer the rest."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood


@dataclass(frozen=True)
class Question:
    """One question, in English and in Dutch, and the sets of tables each of which will do."""

    name: str
    en: str
    nl: str
    call: str
    enough: tuple[tuple[str, ...], ...]


WHO_NEEDS = ("profiles", "contacts", "requests")

QUESTIONS = (
    Question(
        "map",
        "What does the help look like as a graph?",
        "Hoe ziet de hulp eruit als netwerk?",
        "eco.network(hood)",
        (("actors",), ("ties",), ("competences",), ("attendance",), ("meetings",), ("contacts",)),
    ),
    Question(
        "view",
        "Show the neighbourhood on a map of circles.",
        "Toon de buurt als een kaart van kringen.",
        "eco.view(hood)",
        (("actors",),),
    ),
    Question(
        "page",
        "Put the neighbourhood on one A4.",
        "Zet de buurt op één A4.",
        "eco.page(hood)",
        (("actors",),),
    ),
    Question(
        "coverage",
        "Which needs can nobody meet, and who can meet each?",
        "Welke behoeften kan niemand beantwoorden, en wie kan welke?",
        "eco.coverage(hood)",
        (("competences",),),
    ),
    Question(
        "demand",
        "How many residents have each need, and how many hours fall short?",
        "Hoeveel bewoners hebben elke behoefte, en hoeveel uren komen tekort?",
        "eco.coverage(hood)",
        tuple(("competences", table) for table in WHO_NEEDS),
    ),
    Question(
        "involvement",
        "How many people stand round one resident, and how many lines run between them?",
        "Hoeveel mensen staan er om één bewoner, en hoeveel lijnen lopen er tussen hen?",
        "eco.involvement(hood)",
        (("contacts",), ("competences", "profiles")),
    ),
    Question(
        "continuity",
        "How often does a resident see the same face?",
        "Hoe vaak ziet een bewoner hetzelfde gezicht?",
        "eco.continuity(hood)",
        (("contacts",),),
    ),
    Question(
        "fewest",
        "How few professionals could do what each resident needs, and why not fewer?",
        "Hoe weinig professionals kunnen doen wat een bewoner nodig heeft, en waarom niet minder?",
        "eco.fewest(hood)",
        tuple(("competences", table) for table in WHO_NEEDS),
    ),
    Question(
        "excess",
        "How many more professionals come by than are needed?",
        "Hoeveel meer professionals komen er dan nodig zijn?",
        "eco.excess(hood)",
        (("competences", "contacts"),),
    ),
    Question(
        "core_team",
        "Which smallest group can together do everything that is asked here?",
        "Welke kleinste groep kan samen alles wat hier wordt gevraagd?",
        "eco.core_team(hood)",
        (("competences",),),
    ),
    Question(
        "flow",
        "How does each request travel: through how many hands, and how long does it wait?",
        "Hoe loopt elke hulpvraag: door hoeveel handen gaat die, en hoe lang wacht die?",
        "eco.flow(hood)",
        (("contacts",),),
    ),
    Question(
        "handovers",
        "Who takes over from whom, how long does that wait, and how often does it come back?",
        "Wie neemt over van wie, hoe lang wacht dat, en hoe vaak komt het terug?",
        "eco.handovers(hood)",
        (("contacts",),),
    ),
    Question(
        "intake",
        "How long does a question wait, who takes it in, and was it the right question?",
        "Hoe lang wacht een vraag, wie neemt die aan, en was het de goede vraag?",
        "eco.intake(hood)",
        (("requests", "contacts"),),
    ),
    Question(
        "coordination",
        "Who should coordinate and does not, and which ties does no need carry?",
        "Wie moet afstemmen en doet dat niet, en welke banden draagt geen behoefte?",
        "eco.coordination(hood)",
        (
            ("ties", "contacts"),
            ("ties", "competences", "profiles"),
            ("ties", "competences", "requests"),
        ),
    ),
    Question(
        "meetings",
        "Which meetings hold the same people, and how many hours do they take?",
        "In welke overleggen zitten dezelfde mensen, en hoeveel uren kosten ze?",
        "eco.meetings(hood)",
        (("attendance",),),
    ),
    Question(
        "pull",
        "Who asked for each tie, meeting and project, and which hours are pushed?",
        "Wie vroeg om elke verbinding, elk overleg en elk project, en welke uren zijn duwen?",
        "eco.pull(hood)",
        (("ties",), ("meetings",), ("attendance",)),
    ),
    Question(
        "ladder",
        "Is help heavier than needed, and where could something lighter do?",
        "Is hulp zwaarder dan nodig, en waar kan het lichter?",
        "eco.ladder(hood)",
        (("competences", "contacts"),),
    ),
    Question(
        "brokerage",
        "Who connects formal and informal help, and whose leaving would part them?",
        "Wie verbindt formele en informele hulp, en wiens vertrek zou ze scheiden?",
        "eco.brokerage(hood)",
        (("ties",),),
    ),
    Question(
        "gaps",
        "Where does help fall short: nobody, one person, too few hours, no coordination?",
        "Waar schiet hulp tekort: niemand, één persoon, te weinig uren, geen afstemming?",
        "eco.find_gaps(hood)",
        (("competences",),),
    ),
    Question(
        "overlaps",
        "Which ties and meetings could go, and who could stand in for whom?",
        "Welke banden en overleggen kunnen weg, en wie kan wie vervangen?",
        "eco.find_overlaps(hood)",
        (("ties",), ("attendance",), ("competences",)),
    ),
    Question(
        "detours",
        "Which links could go, where do questions go to and fro, and who has no contact point?",
        "Welke schakels kunnen weg, waar gaan vragen heen en weer, en wie mist een aanspreekpunt?",
        "eco.find_detours(hood)",
        (("contacts",),),
    ),
    Question(
        "fragile",
        "Which needs hang on one single person?",
        "Welke behoeften hangen aan één persoon?",
        "eco.find_fragile(hood)",
        (("competences",),),
    ),
    Question(
        "heavy",
        "Which heavier help could be asked of somebody lighter, and who is not asked yet?",
        "Welke zwaardere hulp kan lichter, en wie is nog niet gevraagd?",
        "eco.find_heavy(hood)",
        (("competences", "contacts"),),
    ),
    Question(
        "findings",
        "What is most worth talking about on the neighbourhood evening?",
        "Waarover moet het op de buurtavond het eerst gaan?",
        "eco.find(hood)",
        (("competences",), ("ties",), ("attendance",), ("contacts",)),
    ),
    Question(
        "broaden",
        "Who could learn what, so that the fewest professionals come to the door?",
        "Wie kan wat leren, zodat er zo weinig mogelijk professionals aan de deur komen?",
        "eco.broaden(hood)",
        tuple(("competences", table) for table in WHO_NEEDS),
    ),
    Question(
        "release",
        "What could somebody stop doing?",
        "Waarmee kan iemand stoppen?",
        "eco.release(hood)",
        tuple(("competences", table) for table in WHO_NEEDS),
    ),
    Question(
        "exchange",
        "What could two organisations hand over to each other?",
        "Wat kunnen twee organisaties aan elkaar overdragen?",
        "eco.exchange(hood)",
        tuple(("competences", "actors", table) for table in WHO_NEEDS),
    ),
    Question(
        "moves",
        "What could be done differently, and what does each move save and risk?",
        "Wat kan er anders, en wat levert elk voorstel op en wat is het risico?",
        "eco.propose(hood)",
        (("competences",), ("ties",), ("attendance",)),
    ),
    Question(
        "needs_over_time",
        "How did needs move from one round to the next?",
        "Hoe verschoven de behoeften van de ene ronde naar de volgende?",
        "eco.needs_over_time(hood)",
        tuple((table,) for table in WHO_NEEDS),
    ),
    Question(
        "teams",
        "Does everybody whom it concerns sit in the core and project teams?",
        "Zit in de kern- en projectteams iedereen die het aangaat?",
        "eco.teams(hood)",
        (("members", "teams"),),
    ),
    Question(
        "compose_team",
        "Who could make up a team for a purpose, and why is it impossible where it is?",
        "Wie kunnen een team vormen voor een doel, en waarom kan het niet waar het niet kan?",
        "eco.compose_team(hood)",
        (("competences",),),
    ),
    Question(
        "forecast",
        "How many residents and hours will be asked in the coming years?",
        "Hoeveel bewoners en uren worden de komende jaren gevraagd?",
        "eco.forecast(region)",
        (("indicators",),),
    ),
    Question(
        "survey",
        "How does each neighbourhood of the region stand, in every headline figure?",
        "Hoe staat elke buurt van de regio ervoor, in alle hoofdcijfers?",
        "eco.survey(region)",
        (("actors",), ("competences",), ("ties",), ("attendance",), *((t,) for t in WHO_NEEDS)),
    ),
)


def questions(hood: Neighbourhood, *, lang: Language = "en") -> pd.DataFrame:
    """
    List what can be asked of a neighbourhood, and which tables would unlock the rest.

    Parameters
    ----------
    hood
        A checked neighbourhood.
    lang
        Language of `asks`, `en` or `nl`.

    Returns
    -------
    questions
        One row per question, in the order of the work: `question`, `asks` (as a sentence),
        `call` (what to type), `possible` (now), and `missing` (the fewest tables that would
        make it possible, joined by |; empty where it is).

    Examples
    --------
    >>> asked = questions(street).set_index("question")
    >>> bool(asked.loc["coverage", "possible"])
    True
    >>> questions(Neighbourhood("x", "x", {})).set_index("question").loc["demand", "missing"]
    'competences|profiles'
    """
    rows = []
    for question in QUESTIONS:
        lacking = [
            [table for table in tables if table not in hood.tables] for tables in question.enough
        ]
        fewest = min(lacking, key=len)
        rows.append(
            {
                "question": question.name,
                "asks": question.nl if lang == "nl" else question.en,
                "call": question.call,
                "possible": not fewest,
                "missing": "|".join(fewest),
            }
        )
    frame = pd.DataFrame(rows)
    return frame.astype(dict.fromkeys(["question", "asks", "call", "missing"], "str"))
