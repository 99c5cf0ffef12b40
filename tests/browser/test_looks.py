"""What colour and width stand for can be chosen, and the legend says which."""

from ecosystem.show.view.view import view
from tests.browser.looking import colours
from tests.street import hood

SEVEN = [(0, 114, 178), (230, 159, 0), (0, 158, 115), (204, 121, 167)]
SEVEN += [(86, 180, 233), (213, 94, 0), (240, 228, 66)]
GREY = (141, 150, 158)


def offices(count):
    """Make organisations: the first has most actors, each next one fewer; one actor has none."""
    actors = [
        {"actor": f"a{row}_{at}", "level": "practice", "organisation": f"Office {row}"}
        for row in range(count)
        for at in range(count - row)
    ]
    return hood(actors=[*actors, {"actor": "alone", "level": "practice"}])


def legend(page):
    """Read the entries of the legend that are seen."""
    return page.locator("#legend .key:visible").all_inner_texts()


def test_colour_stands_for_the_seven_largest_organisations_and_the_legend_says_so(opened):
    page = opened(view(offices(9), level="internal"))
    page.select_option("#colour", "organisation")
    seen = colours(page)
    for colour in (*SEVEN, GREY):
        assert seen[colour] > 40, colour
    assert legend(page) == [
        "Layer unknown",
        *(f"Office {row}" for row in range(7)),
        "2 smaller organisations: grey",
        "organisation unknown",
    ]
    page.select_option("#colour", "layer")
    assert legend(page) == ["Layer unknown"]
    assert not any(colours(page)[colour] for colour in SEVEN[2:5])


def test_an_organisation_can_be_taken_away_while_colour_stands_for_it(opened):
    page = opened(view(offices(3), level="internal", lang="nl"))
    page.select_option("#colour", "organisation")
    page.locator("#legend button", has_text="Office 0").click()
    assert page.locator("#shown").inner_text() == "4 van 7 actoren getoond"
    page.select_option("#colour", "layer")
    assert page.locator("#shown").inner_text() == "7 van 7 actoren getoond"


def test_there_is_no_choice_where_there_is_nothing_to_choose(opened):
    page = opened(view(offices(1), level="internal"))
    assert page.locator("#colour").count() == 0
    assert page.locator("#wide").count() == 0


def test_width_stands_for_hours_or_for_residents_as_they_may_be_told(opened):
    needs = ["skin", "income"]
    neighbourhood = hood(
        actors=[{"actor": name, "level": "practice"} for name in "abc"],
        profiles=[
            {"profile": "many", "needs": "skin", "residents": 90},
            {"profile": "few", "needs": "income", "residents": 4},
        ],
        ties=[
            {"actor": "a", "partner": "b", "relation": "meets", "hours": 1, "need": needs[0]},
            {"actor": "b", "partner": "c", "relation": "meets", "hours": 9, "need": needs[1]},
        ],
    )
    page = opened(view(neighbourhood))
    widths = []
    for choice in ("hours", "residents"):
        page.select_option("#wide", choice)
        with page.expect_download() as download:
            page.locator(".out button", has_text="SVG").click()
        text = download.value.path().read_text("utf-8")
        lines = [
            line for line in text.split("<path ") if 'fill="none" stroke="#' in line and "Q" in line
        ]
        widths.append([float(line.split('stroke-width="')[1].split('"')[0]) for line in lines])
    assert widths[0][0] < widths[0][1]
    assert widths[1][0] > widths[1][1]
