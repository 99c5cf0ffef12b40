"""Which questions a neighbourhood's tables can answer, and which table would answer the rest."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import Language


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
        "fragile",
        "Which needs hang on one single person?",
        "Welke behoeften hangen aan één persoon?",
        "eco.find_fragile(hood)",
        (("competences",),),
    ),
    Question(
        "findings",
        "What is most worth talking about on the neighbourhood evening?",
        "Waarover moet het op de buurtavond het eerst gaan?",
        "eco.find(hood)",
        (("competences",), ("ties",), ("attendance",)),
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
