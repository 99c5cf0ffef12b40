"""What one takes along: the picture as PNG and SVG, who is seen as CSV, and a page of paper."""

import csv
import io
import re
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from ecosystem.show.view.view import view
from tests.crowd import crowd, findings
from tests.street import hood, street

SVG = "{http://www.w3.org/2000/svg}"
EVIL = [
    '=HYPERLINK("https://example.org")',
    "+1",
    "-1",
    "@SUM(A1)",
    " =1",
    "\t=1",
    'say "so", or; not',
    "<b>&amp;</b>\u0001\ufffe",
    "]]></svg><script>window.ran=1</script>",
]


def saved(page, ending):
    """Save by the button, and give the name of the file and what is in it."""
    with page.expect_download() as download:
        page.locator(".out button", has_text=ending.upper()).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def told(content):
    """Give the lines of text of an SVG, the parts of a name joined."""
    texts = ET.fromstring(content).iter(f"{SVG}text")  # noqa: S314 (we made it ourselves)
    return [" ".join(part for part in text.itertext() if part) for text in texts]


def test_the_picture_is_saved_with_its_title_names_numbers_and_legend(opened):
    table = findings(("uncovered", "", "transport"), ("idle_tie", "gp|social", ""))
    page = opened(view(street(), findings=table, level="internal", lang="nl"))
    name, content = saved(page, "svg")
    assert name == "street_internal.svg"
    texts = told(content)
    assert texts[:2] == ["The street", "intern: niet doorsturen · 5 van 5 actoren getoond"]
    for text in ("Choir", "District nurse", "Vervoer", "1", "2", "bewoners", "Eerste lijn"):
        assert text in texts
    tree = ET.fromstring(content)  # noqa: S314 (idem)
    assert len([path for path in tree.iter(f"{SVG}path") if path.get("fill") == "none"]) >= 5


def test_what_is_filtered_away_is_not_in_the_picture_and_the_picture_says_so(opened):
    page = opened(view(street(), level="internal"))
    page.select_option("#by_organisation", label="Homecare")
    texts = told(saved(page, "svg")[1])
    assert texts[1] == "internal: do not forward · 1 of 5 actors shown · Homecare"
    assert "District nurse" in texts
    assert "Choir" not in texts
    assert "Collective" not in texts


def test_the_same_view_is_saved_as_the_same_bytes(opened):
    page = opened(view(street(), level="internal"))
    assert saved(page, "svg") == saved(page, "svg")


def test_the_png_is_the_same_picture_twice_as_fine(opened):
    page = opened(view(street(), level="internal"))
    name, content = saved(page, "png")
    tree = ET.fromstring(saved(page, "svg")[1])  # noqa: S314 (idem)
    assert name == "street_internal.png"
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (2 * int(tree.get("width")), 2 * int(tree.get("height")))
        colours = {colour for _, colour in picture.convert("RGB").getcolors(2**24)}
    assert {(0, 114, 178), (0, 158, 115), (230, 159, 0), (29, 35, 41)} <= colours


def test_the_table_of_who_is_seen_opens_in_a_dutch_excel(opened):
    page = opened(view(street(), level="internal", lang="nl"))
    page.select_option("#by_organisation", label="Homecare")
    name, content = saved(page, "csv")
    assert name == "street_internal.csv"
    heads = "Actor;Laag;Beroep;Organisatie;Uren per week;Kan helpen bij;Werkt samen met;Zit in"
    nurse = (
        "District nurse;Eerste lijn;Wijkverpleegkundige;Homecare;30;Huid;"
        '"Daughter, GP";"Monday meeting, Wound talk";'
    )
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines == [f"{heads};In bevindingen", nurse, ""]


def test_no_cell_is_a_live_formula_and_hostile_names_are_valid_xml(opened):
    actors = [
        {"actor": f"a{at}", "label": text, "level": "group", "organisation": text}
        for at, text in enumerate(EVIL)
    ]
    page = opened(view(hood(code="../e vil/é", name=EVIL[-1], actors=actors), level="internal"))
    name, content = saved(page, "csv")
    assert re.fullmatch(r"[\w.]+\.csv", name, re.ASCII)
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    labels = {row[0] for row in rows[1:]}
    assert labels == {f"'{text}" for text in EVIL[:6]} | set(EVIL[6:])
    assert not [text for row in rows for text in row if text.lstrip()[:1] in {*"=+-@"}]
    texts = told(saved(page, "svg")[1])
    assert texts[0] == EVIL[-1]
    assert 'say "so", or; not' in texts
    assert "<b>&amp;</b>" in texts
    assert page.evaluate("window.ran") is None


def test_in_a_notebook_one_can_save_too(browser, tmp_path):
    page = browser.new_page()
    path = tmp_path / "notebook.html"
    path.write_text(f"<!doctype html>{view(street())._repr_html_()}", encoding="utf-8")
    page.goto(path.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("html[data-drawn]").wait_for(state="attached")
    for ending in ("png", "svg", "csv"):
        with page.expect_download() as download:
            frame.locator(".out button", has_text=ending.upper()).click()
        assert download.value.suggested_filename == f"street_shareable.{ending}"
        assert download.value.path().stat().st_size > 100
    page.close()


def test_on_paper_are_the_map_its_legend_and_the_findings_and_no_buttons(opened):
    rows = [("missing_tie", f"actor_{n:03d}|actor_{n + 5:03d}", "skin") for n in range(4)]
    page = opened(view(crowd(12), findings=findings(*rows), level="internal"))
    paper = page.pdf(prefer_css_page_size=True)
    wide, high = re.search(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", paper).groups()
    assert (round(float(wide)), round(float(high))) == (842, 595)
    assert re.findall(rb"/Count (\d+)", paper) == [b"1"]
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for gone in ("#bar", "#map", "#legend", ".zoom", "#facts"):
        assert page.locator(gone).is_hidden(), gone
    assert page.locator("#paper svg").is_visible()
    assert "missing tie" in page.locator("#paper svg").text_content()
    assert page.locator("#panel .found").count() == 4
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.locator("#paper svg").count() == 0


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_fifty_findings_are_the_map_on_one_page_and_two_pages_of_findings(opened, lang):
    rows = [("missing_tie", f"actor_{n:03d}|actor_{n + 30:03d}", "skin|income") for n in range(54)]
    page = opened(view(crowd(90), findings=findings(*rows), level="internal", lang=lang))
    pages = re.findall(rb"/Count (\d+)", page.pdf(prefer_css_page_size=True))
    assert pages == [b"3"]
    page.locator(".found").first.click()
    page.keyboard.press("/")
    page.fill("#search", "Huisarts")
    page.keyboard.press("Enter")
    assert page.locator("#panel.most").count() == 0
