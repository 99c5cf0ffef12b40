"""Every word the view says, in English and in Dutch, in one catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from ecosystem.protect import Outgoing
from ecosystem.tables.problems import Language

WORDS: dict[str, tuple[str, str]] = {
    "shareable": ("shareable", "deelbaar"),
    "internal": ("internal: do not forward", "intern: niet doorsturen"),
    "actors": ("actors", "actoren"),
    "ties": ("ties", "verbindingen"),
    "findings": ("findings", "bevindingen"),
    "residents": ("residents", "bewoners"),
    "came": ("professionals a resident who came", "professionals per bewoner die kwamen"),
    "search": ("Search a name or need  ( / )", "Zoek naam of behoefte  ( / )"),
    "search_name": ("Search", "Zoeken"),
    "only_findings": ("only findings", "alleen bevindingen"),
    "shown": ("{shown} of {all} actors shown", "{shown} van {all} actoren getoond"),
    "only_changes": ("only what changes", "alleen wat verandert"),
    "filters": ("Filters", "Filters"),
    "clear": ("Clear filters", "Filters wissen"),
    "hits": ("Suggestions", "Suggesties"),
    "no_hits": ("Nothing found", "Niets gevonden"),
    "theme": ("Theme", "Thema"),
    "theme_all": ("All themes", "Alle thema's"),
    "kind": ("Kind of finding", "Soort bevinding"),
    "kind_all": ("All kinds of finding", "Alle soorten bevindingen"),
    "move_kind": ("Kind of move", "Soort voorstel"),
    "move_kind_all": ("All kinds of move", "Alle soorten voorstellen"),
    "need_all": ("All needs", "Alle behoeften"),
    "organisation_all": ("All organisations", "Alle organisaties"),
    "organisation_unknown": ("organisation unknown", "organisatie onbekend"),
    "way": ("Who asked for it", "Wie erom vroeg"),
    "way_all": ("Push and pull", "Push en pull"),
    "way_pull": ("pull: asked for", "pull: om gevraagd"),
    "way_push": ("push: not asked for", "push: niet om gevraagd"),
    "way_unknown": ("unknown who asked", "onbekend wie vroeg"),
    "nearer": ("Zoom in", "Inzoomen"),
    "further": ("Zoom out", "Uitzoomen"),
    "loosen": ("Loosen", "Losmaken"),
    "loosen_how": (
        "Let ties pull who works together to each other; again puts everybody back",
        "Laat verbindingen trekken wie samenwerkt; nog eens zet iedereen terug",
    ),
    "fit": ("Show everything", "Alles tonen"),
    "back": ("All findings", "Alle bevindingen"),
    "map": ("Map of {name}", "Kaart van {name}"),
    "keys": (
        "Arrows go along the ties, Enter tells what is known, slash searches, Escape goes back.",
        "Pijltjes volgen verbindingen, Enter vertelt wat bekend is, / zoekt, Escape gaat terug.",
    ),
    "details": ("Details", "Details"),
    "said_ties": ("{count} ties", "{count} verbindingen"),
    "to_discuss": ("Findings, as questions to discuss", "Bevindingen, als vragen om te bespreken"),
    "more": (
        "The first {few} of {all} are on the map; choose another one to see it there.",
        "De eerste {few} van {all} staan op de kaart; kies een andere om die daar te zien.",
    ),
    "fewer": ("{some} of {all} fit the filters.", "{some} van {all} passen bij de filters."),
    "no_findings": (
        "No findings here. Click on someone to see what they do and with whom.",
        "Zonder bevindingen. Klik op iemand om te zien wat die doet en met wie.",
    ),
    "how": (
        "Near the middle is near to residents. Click on anyone, or on a number.",
        "Dicht bij het midden is dicht bij de bewoner. Klik op iemand, of op een nummer.",
    ),
    "can_meet": ("Can help with", "Kan helpen bij"),
    "can_nothing": (
        "Nothing is recorded of what they can help with.",
        "Er is niets vastgelegd over waarbij zij kunnen helpen.",
    ),
    "works_with": ("Works with", "Werkt samen met"),
    "works_alone": ("No tie is recorded.", "Er is geen verbinding vastgelegd."),
    "in_findings": ("In findings", "In bevindingen"),
    "sits_in": ("Sits in", "Zit in"),
    "members": ("Who sits in it", "Wie erin zit"),
    "who_can": ("Who can help with this", "Wie hierbij kan helpen"),
    "nobody": ("Nobody in this neighbourhood.", "Niemand in deze buurt."),
    "organisation": ("Organisation", "Organisatie"),
    "profession": ("Profession", "Beroep"),
    "available": ("Available", "Beschikbaar"),
    "hours_a_week": ("Hours a week", "Uren per week"),
    "hours_week": ("{hours} hours a week", "{hours} uur per week"),
    "hours_month": ("{hours} hours a month", "{hours} uur per maand"),
    "hours_unknown": ("hours unknown", "uren onbekend"),
    "count_residents": ("{residents} residents", "{residents} bewoners"),
    "few": ("fewer than {number}", "minder dan {number}"),
    "helps": ("Residents helped", "Geholpen bewoners"),
    "both": ("{residents} residents helped by both", "{residents} bewoners van beiden"),
    "hours": ("{hours} hours", "{hours} uur"),
    "need": ("Need", "Behoefte"),
    "meeting": ("Meeting", "Overleg"),
    "no_tie": ("There is no tie", "Er is geen verbinding"),
    "ring_need": ("needs short of help", "behoeften met te weinig hulp"),
    "ring_informal": ("around the resident", "rond de bewoner"),
    "ring_collective": ("together in the neighbourhood", "samen in de buurt"),
    "ring_generalist": ("near and broad", "dichtbij en breed"),
    "ring_one_field": ("near, one field", "dichtbij, één vak"),
    "ring_specialist": ("further away, specialised", "verder weg, gespecialiseerd"),
    "layer_informal": ("Informal network", "Informeel netwerk"),
    "layer_collective": ("Collective", "Collectief"),
    "layer_welfare": ("Welfare", "Welzijn"),
    "layer_first_line": ("First line", "Eerste lijn"),
    "layer_specialist": ("Specialist", "Specialist"),
    "layer_unknown": ("Layer unknown", "Laag onbekend"),
    "relation_meets": ("meets", "overlegt"),
    "relation_refers": ("refers", "verwijst"),
    "relation_consults": ("consults", "raadpleegt"),
    "relation_knows": ("knows", "kent"),
    "relation_shares_residents": ("shares residents", "deelt bewoners"),
    "relation_unknown": ("works together", "werkt samen"),
    "finding_uncovered": ("Nobody can help with this", "Niemand kan hierbij helpen"),
    "finding_no_backup": ("Critical, without backup", "Kritiek, zonder achtervang"),
    "finding_hours_short": ("Too few hours", "Te weinig uren"),
    "finding_fragile": ("Hangs on one", "Hangt aan één"),
    "finding_missing_tie": ("Both needed, no tie", "Beiden nodig, geen verbinding"),
    "finding_missing_bridge": (
        "Formal and informal, no tie",
        "Formeel en informeel, geen verbinding",
    ),
    "finding_bridge": ("One single link", "Eén enkele schakel"),
    "finding_heavier": ("Heavier than needed?", "Zwaarder dan nodig?"),
    "finding_unused_offer": ("Light help, not yet used", "Lichte hulp, nog niet gebruikt"),
    "finding_pushed_meeting": ("Nobody asked for it", "Niemand vroeg erom"),
    "finding_no_contact_point": ("Complex, no contact point", "Complex, geen aanspreekpunt"),
    "finding_long_path": ("Simple, a long way", "Eenvoudig, een lange weg"),
    "finding_skippable_link": ("A link that could go", "Een schakel die weg kan"),
    "finding_loop": ("To and fro", "Heen en weer"),
    "finding_unreasoned_handover": (
        "A handover without a reason",
        "Een overdracht zonder reden",
    ),
    "finding_long_wait": ("A long wait", "Lang wachten"),
    "finding_contained_meeting": ("A meeting within a meeting", "Een overleg in een overleg"),
    "finding_idle_tie": ("A tie no need carries", "Een verbinding zonder vraag"),
    "finding_substitutable": ("Two who do the same", "Twee die hetzelfde doen"),
    "finding_same_offer": ("The same offer", "Hetzelfde aanbod"),
    "legend_missing": ("missing tie", "ontbrekende verbinding"),
    "legend_alike": ("can do the same", "kunnen hetzelfde"),
    "legend_idle": ("tie no need carries", "verbinding zonder vraag"),
    "legend_fragile": ("hangs on one", "hangt aan één"),
    "legend_need": ("need nobody can meet", "behoefte zonder hulp"),
    "legend_short": ("need with too few hours", "behoefte met te weinig uren"),
    "legend": ("Legend; choose one to hide it", "Legenda; kies er een om die te verbergen"),
    "now": ("Now", "Nu"),
    "after": ("After", "Straks"),
    "difference": ("Difference", "Verschil"),
    "when": (
        "Show the neighbourhood now, after the moves, or the difference",
        "Toon de buurt nu, na de voorstellen, of het verschil",
    ),
    "moves": ("moves", "voorstellen"),
    "moves_to_discuss": ("Moves, as proposals to discuss", "Voorstellen om te bespreken"),
    "no_moves": (
        "No moves were handed in; the map shows what differs.",
        "Er zijn geen voorstellen meegegeven; de kaart toont wat verschilt.",
    ),
    "moves_together": (
        "Together these make the neighbourhood after; one in place of another is not counted.",
        "Samen maken deze de buurt van straks; een in plaats van een ander telt niet mee.",
    ),
    "in_moves": ("In moves", "In voorstellen"),
    "back_moves": ("All moves", "Alle voorstellen"),
    "instead": ("in place of {number}", "in plaats van {number}"),
    "learns": ("Learns", "Leert erbij"),
    "stops": ("Stops doing", "Stopt met"),
    "joins": ("Joins", "Komt erbij in"),
    "leaves": ("No longer sits in", "Zit niet meer in"),
    "goes": ("goes", "gaat weg"),
    "comes": ("comes", "komt erbij"),
    "move_learn": ("{who}: learn {what}", "{who}: {what} erbij leren"),
    "move_exchange": ("{who}: hand {what} over to {to}", "{who}: {what} overdragen aan {to}"),
    "move_exchange_several": (
        "{who}: hand over what others do too",
        "{who}: overdragen wat een ander ook doet",
    ),
    "move_consult": ("{who}: advise {to} on {what}", "{who}: {to} adviseren over {what}"),
    "move_merge_meetings": ("Bring {what} into {to}", "{what} onderbrengen in {to}"),
    "move_stop_meeting": ("Stop {what}", "Stoppen met {what}"),
    "move_stop_tie": (
        "{who} and {to}: stop working together",
        "{who} en {to}: stoppen met samenwerken",
    ),
    "move_release": ("{who}: stop doing {what}", "{who}: stoppen met {what}"),
    "move_shorten": ("{who}: leave {what} to {to}", "{who}: {what} overlaten aan {to}"),
    "move_name_contact_point": ("{who}: be the contact point", "{who}: aanspreekpunt zijn"),
    "move_meet": ("{who} and {to}: meet", "{who} en {to}: elkaar spreken"),
    "move_people_saved": (
        "{number} professionals at the door",
        "{number} professionals aan de deur",
    ),
    "move_people_saved_1": (
        "{number} professional at the door",
        "{number} professional aan de deur",
    ),
    "move_hours_saved": ("{number} hours a month", "{number} uur per maand"),
    "move_hours_saved_1": ("{number} hour a month", "{number} uur per maand"),
    "move_days": ("{number} days to learn", "{number} dagen leren"),
    "move_days_1": ("{number} day to learn", "{number} dag leren"),
    "asked_by": ("asked for by", "gevraagd door"),
    "asked_resident": ("residents", "bewoners"),
    "asked_informal": ("informal helpers", "informele helpers"),
    "asked_professional": ("professionals", "professionals"),
    "asked_manager": ("managers", "leidinggevenden"),
    "asked_policy": ("policy", "beleid"),
    "asked_none": ("nobody", "niemand"),
    "asked_unknown": ("unknown", "onbekend"),
    "column_number": ("Number", "Nummer"),
    "column_move": ("Move", "Voorstel"),
    "column_because": ("Because", "Omdat"),
    "column_saves": ("Saves", "Levert op"),
    "column_asked_by": ("Asked for by", "Gevraagd door"),
    "column_risk": ("Mind", "Let op"),
    "column_undo": ("To undo it", "Terugdraaien"),
    "figure_people_a_resident": ("professionals per resident", "professionals per bewoner"),
    "figure_enough": ("would do", "zijn genoeg"),
    "figure_came": ("would do; {number} come today", "zijn genoeg; nu komen er {number}"),
    "figure_meeting_hours": ("meeting hours a month", "uur overleg per maand"),
    "figure_ties": ("pairs who work together", "paren die samenwerken"),
    "figure_uncovered": ("needs without help", "behoeften zonder hulp"),
    "legend_goes": ("goes", "gaat weg"),
    "legend_comes": ("comes", "komt erbij"),
    "legend_role": ("can take this on", "kan dit erbij doen"),
    "legend_way": ("leaves it to the other", "laat het aan de ander"),
    "legend_meeting_goes": ("meeting that stops", "overleg dat stopt"),
    "legend_filled": ("need that gets help", "behoefte die hulp krijgt"),
    "colour": ("What colour stands for", "Waar kleur voor staat"),
    "colour_layer": ("colour: layer", "kleur: laag"),
    "colour_organisation": ("colour: organisation", "kleur: organisatie"),
    "wide": ("What the width of a line stands for", "Waar de breedte van een lijn voor staat"),
    "wide_hours": ("width: hours", "breedte: uren"),
    "wide_residents": (
        "width: residents with the need it is for",
        "breedte: bewoners met de behoefte waarvoor",
    ),
    "wide_both": ("width: residents both help", "breedte: bewoners die beiden helpen"),
    "organisation_other": (
        "{count} smaller organisations: grey",
        "{count} kleinere organisaties: grijs",
    ),
    "as_table": ("As a table", "Als tabel"),
    "save_png": ("Save the picture as PNG", "Bewaar het beeld als PNG"),
    "save_svg": ("Save the picture as SVG", "Bewaar het beeld als SVG"),
    "save_csv": ("Save who is shown as CSV", "Bewaar wie te zien is als CSV"),
    "table": ("The same facts as a table", "Dezelfde feiten als tabel"),
    "actor": ("Actor", "Actor"),
    "layer": ("Layer", "Laag"),
    "region": ("{count} neighbourhoods", "{count} buurten"),
    "region_1": ("{count} neighbourhood", "{count} buurt"),
    "region_map": (
        "Map of {count} neighbourhoods by {measure}. The arrow keys walk from one to the next.",
        "Kaart van {count} buurten naar {measure}. De pijltjes lopen van de ene naar de volgende.",
    ),
    "region_map_1": (
        "Map of {count} neighbourhood by {measure}.",
        "Kaart van {count} buurt naar {measure}.",
    ),
    "region_colour": ("Colour by", "Kleur naar"),
    "region_search": ("Search a neighbourhood   ( / )", "Zoek een buurt   ( / )"),
    "region_search_name": ("Search a neighbourhood", "Zoek een buurt"),
    "region_none": ("No neighbourhood is called that.", "Geen buurt heet zo."),
    "region_unknown": ("unknown", "onbekend"),
    "region_few": ("fewer than 10", "minder dan 10"),
    "region_span": ("{least} to {most}", "{least} tot en met {most}"),
    "region_shown": (
        "{shown} of {all} neighbourhoods shown",
        "{shown} van {all} buurten getoond",
    ),
    "region_shown_1": ("{shown} of {all} neighbourhood shown", "{shown} van {all} buurt getoond"),
    "region_middle": (
        "The middle neighbourhood has {value}.",
        "De middelste buurt heeft {value}.",
    ),
    "region_all_unknown": ("Not known of any neighbourhood.", "Van geen buurt bekend."),
    "region_steps": (
        "Each step holds about as many neighbourhoods. Choose one to hide it.",
        "Elke stap telt ongeveer evenveel buurten. Kies er een om die te verbergen.",
    ),
    "region_choose": (
        "Point at a neighbourhood, or walk over the map with the arrow keys.",
        "Wijs een buurt aan, of loop met de pijltjes over de kaart.",
    ),
    "region_open": ("Open this neighbourhood", "Deze buurt openen"),
    "region_beside": (
        "A saved map opens {file} here, which is to stand beside it.",
        "Een opgeslagen kaart opent hier {file}, dat ernaast moet staan.",
    ),
    "region_part": ("part of {parent}", "deel van {parent}"),
    "region_hexagons": (
        "In the order of their codes: where a hexagon stands means nothing.",
        "Op volgorde van code: waar een zeshoek staat, betekent niets.",
    ),
    "region_circles": (
        "At their centres, moved apart where circles would overlap.",
        "Op hun middelpunt, uit elkaar geschoven waar cirkels zouden overlappen.",
    ),
    "region_strays": ("{count} without a place on the map", "{count} zonder plaats op de kaart"),
    "region_table": ("The same figures as a table", "Dezelfde cijfers als tabel"),
    "region_neighbourhood": ("Neighbourhood", "Buurt"),
    "region_code": ("Code", "Code"),
    "region_parent": ("Part of", "Deel van"),
    "multiples_1": ("{count} neighbourhood", "{count} buurt"),
    "multiples": ("{count} neighbourhoods side by side", "{count} buurten naast elkaar"),
    "multiples_how": (
        "All at one scale. Near the middle is near to residents; each shape is someone.",
        "Alle op één schaal. Dicht bij het midden is dicht bij de bewoner; elke figuur is iemand.",
    ),
    "multiples_drawing": (
        "Drawing of who helps in {name}",
        "Tekening van wie er helpt in {name}",
    ),
    "static": (
        "A still picture. Run the cell for the view that can be searched.",
        "Een stilstaand beeld. Voer de cel uit voor het beeld waarin u kunt zoeken.",
    ),
    "old": (
        "This browser is too old for the map; the table below has the same facts.",
        "Deze browser is te oud voor de kaart; de tabel hieronder heeft dezelfde feiten.",
    ),
    "script": (
        "This page draws with JavaScript, which is switched off here.",
        "Deze pagina tekent met JavaScript, en dat staat hier uit.",
    ),
}


def phrase(words: Mapping[str, tuple[str, str]], key: str, lang: Language, **filled: object) -> str:
    """
    Say one thing of a small catalogue in a language.

    Parameters
    ----------
    words
        English and Dutch, by key.
    key
        What to say.
    lang
        `en` or `nl`.
    **filled
        What stands in its braces.

    Returns
    -------
    phrase
        The words.

    Examples
    --------
    >>> phrase({"count": ("{n} people", "{n} mensen")}, "count", "nl", n=3)
    '3 mensen'
    """
    return words[key][("en", "nl").index(lang)].format(**filled)


def say(key: str, lang: Language) -> str:
    """
    Say one thing in a language.

    Parameters
    ----------
    key
        What to say.
    lang
        `en` or `nl`.

    Returns
    -------
    words
        Text, in which `{...}` are still to be filled in.

    Examples
    --------
    >>> say("residents", "nl")
    'bewoners'
    """
    return WORDS[key][("en", "nl").index(lang)]


def several(key: str, count: int, lang: Language) -> str:
    """
    Say how many there are, of one as of one.

    Examples
    --------
    >>> several("region", 1, "en"), several("region", 2, "nl")
    ('1 neighbourhood', '2 buurten')
    """
    return say(f"{key}_1" if count == 1 else key, lang).format(count=count)


OF_REGIONS = ("region", "multiples")
"""How words begin that are of more neighbourhoods than one."""


def catalogue(lang: Language) -> dict[str, str]:
    """Give everything the view of one neighbourhood can say, in a language."""
    return {key: say(key, lang) for key in WORDS if not key.startswith(OF_REGIONS)}


def residents(outgoing: Outgoing) -> tuple[str, str]:
    """
    Say what stands in the middle: how many people live there, where that is known.

    Parameters
    ----------
    outgoing
        What may leave.

    Returns
    -------
    number, word
        The number is empty where it is unknown.

    Examples
    --------
    >>> residents(eco.protect(street))
    ('', 'residents')
    """
    table = outgoing.tables["neighbourhoods"]
    known = table["population"].dropna()
    comma = "." if outgoing.lang == "nl" else ","
    number = f"{int(known.sum()):,}".replace(",", comma) if len(known) else ""
    return number, say("residents", outgoing.lang)
