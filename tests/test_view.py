"""The view: one page with nothing from outside, the same twice, and only what may leave."""

import inspect
import json
import re
from importlib.resources import files

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.find.because import KINDS
from ecosystem.protect import protect
from ecosystem.show.drawing.drawing import draw
from ecosystem.show.drawing.shapes import DASHES, FAMILIES, FEW, LINES, MARKS
from ecosystem.show.view.view import View, view
from ecosystem.show.view.view_file import PARTS, script
from ecosystem.show.words.words import WORDS, catalogue
from ecosystem.tables.schema import LAYERS, RELATIONS
from tests.crowd import crowd, findings
from tests.street import hood, shuffled, street


def data(shown):
    """Read what a page knows."""
    block = re.search(r'<script id="data" type="application/json">(.*?)</script>', shown.html)
    return json.loads(block[1])


def test_it_prints_as_one_line_that_says_how_much_is_shown_and_to_whom():
    table = findings(("uncovered", "", "transport"))
    assert repr(view(street(), findings=table)) == (
        "View of The street: 5 actors, 5 ties, 1 findings, shareable"
    )
    assert "internal" in repr(view(street(), level="internal"))


@pytest.mark.parametrize("other", [None, "a page", pd.DataFrame(), street()])
def test_it_takes_only_what_protect_made(other):
    with pytest.raises(TypeError, match=r"protect\(hood\)"):
        View(other)


def test_the_same_neighbourhood_is_the_same_page():
    table = findings(("missing_tie", "actor_001|actor_002", "skin"))
    pages = {
        view(neighbourhood, findings=table, level="internal").html
        for neighbourhood in (crowd(30), crowd(30), shuffled(crowd(30), 5))
    }
    assert len(pages) == 1


def test_the_same_neighbourhood_is_the_same_picture():
    assert view(street()).png == view(shuffled(street(), 3)).png


def test_the_neighbourhood_and_the_findings_stay_as_they_were():
    neighbourhood, table = street(), findings(("idle_tie", "gp|social", ""))
    before = {name: frame.copy() for name, frame in neighbourhood.tables.items()}, table.copy()
    assert view(neighbourhood, findings=table).html
    for name, frame in neighbourhood.tables.items():
        pd.testing.assert_frame_equal(frame, before[0][name])
    pd.testing.assert_frame_equal(table, before[1])


@pytest.mark.parametrize(
    ("level", "lang", "words"),
    [
        ("shareable", "en", "shareable"),
        ("internal", "en", "internal: do not forward"),
        ("shareable", "nl", "deelbaar"),
        ("internal", "nl", "intern: niet doorsturen"),
    ],
)
def test_the_page_says_its_level_and_language(level, lang, words):
    page = view(street(), level=level, lang=lang).html
    assert f'<html lang="{lang}">' in page
    assert f"<title>The street · {words}</title>" in page


def test_names_of_persons_do_not_leave_in_a_shareable_view():
    neighbourhood = hood(
        actors=[
            {"actor": "canary_id", "label": "Canary Name", "layer": "welfare", "level": "person"},
            {"actor": "canary_son", "label": "Canary Son", "layer": "informal", "level": "person"},
        ],
        ties=[{"actor": "canary_id", "partner": "canary_son", "hours": 1}],
    )
    table = findings(("missing_tie", "canary_id|canary_son", ""))
    table["because"] = "Canary Name does nothing"
    shown = view(neighbourhood, findings=table)
    assert "anary" not in shown.html + shown._repr_html_() + repr(shown)
    assert "Canary Name" in view(neighbourhood, level="internal").html


def test_the_page_asks_nothing_of_any_host():
    page = files("ecosystem.show.view") / "view_page"
    own = script() + "".join(
        (page / name).read_text("utf-8") for name in ("view.css", "template.html")
    )
    assert set(re.findall(r"https?://[^\s\"']+", own)) == {"http://www.w3.org/2000/svg"}
    html = view(street()).html
    assert "sourceMappingURL" not in html
    assert re.search(r"<(link|img|iframe|object|embed)\b", html) is None
    assert re.search(r"<script[^>]*\bsrc", html) is None


def test_the_page_runs_two_scripts_by_their_fingerprint_and_nothing_else():
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', view(street()).html)[1]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert policy.count("sha256-") == 2
    assert "unsafe-inline" not in policy.split("style-src")[0]
    assert "unsafe-eval" not in policy


def test_every_part_of_the_script_is_in_the_page_once_and_short():
    folder = files("ecosystem.show.view") / "view_page" / "script"
    assert sorted(f"{part}.js" for part in PARTS) == sorted(p.name for p in folder.iterdir())
    for part in PARTS:
        own = (folder / f"{part}.js").read_text("utf-8")
        assert own.startswith("/* "), part
        assert own.count("\n") <= 120, part
        assert script().count(own) == 1, part


def test_nothing_of_the_script_can_make_markup_of_data():
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert way not in script()


def test_data_cannot_end_the_element_it_stands_in():
    evil = "</script><script>alert(1)</script><!--"
    shown = view(
        hood(name=evil, actors=[{"actor": evil, "label": evil, "organisation": evil}]),
        level="internal",
    )
    assert "alert(1)</script>" not in shown.html
    assert shown.html.count("<!--") == 0
    assert shown.html.count("</script>") == 3
    assert data(shown)["nodes"]["label"] == [evil]


def test_an_uncovered_need_is_a_hollow_node_with_the_number_of_the_finding():
    table = findings(("uncovered", "", "transport"), ("fragile", "gp", "skin"))
    drawing = draw(protect(street(), findings=table, level="internal"))
    needs = [node for node in drawing.nodes if node.kind == "need"]
    assert [(node.label, node.uncovered) for node in needs] == [("Transport", True)]
    where = {mark.numbers: drawing.nodes[mark.node].key for mark in drawing.marks}
    assert where == {(1,): "transport", (2,): "gp"}


def test_a_missing_tie_is_drawn_and_is_not_counted_as_a_tie():
    table = findings(("missing_tie", "choir|gp", "skin"))
    shown = view(street(), findings=table, level="internal")
    (missing,) = [tie for tie in shown._drawing.ties if tie.found]
    ends = {shown._drawing.nodes[end].key for end in (missing.a, missing.b)}
    assert ends == {"choir", "gp"}
    assert missing.family == "gap"
    assert " 5 ties" in repr(shown)


def test_a_tie_no_need_carries_has_a_mark_besides_its_colour():
    table = findings(("idle_tie", "gp|social", ""))
    ties = data(view(street(), findings=table, level="internal"))["ties"]
    barred = [row for row, bar in enumerate(ties["bar"]) if bar]
    assert len(barred) == 1
    assert ties["color"][barred[0]] == LINES["overlap"]


def test_a_contained_meeting_is_a_node_among_who_sits_in_it():
    table = findings(("contained_meeting", "wounds|monday", ""))
    drawing = draw(protect(street(), findings=table, level="internal"))
    meetings = [node.label for node in drawing.nodes if node.kind == "meeting"]
    assert meetings == ["Monday meeting", "Wound talk"]
    assert drawing.nodes[drawing.marks[0].node].label == "Wound talk"


def test_two_relations_of_the_same_two_are_two_lines():
    drawing = draw(protect(street(), level="internal"))
    keys = [node.key for node in drawing.nodes]
    both = [tie for tie in drawing.ties if {keys[tie.a], keys[tie.b]} == {"gp", "nurse"}]
    assert [(tie.relation, tie.hours) for tie in both] == [("consults", 4.0), ("meets", 2.0)]
    assert both[0].bend != both[1].bend


def test_a_tie_reported_by_both_sides_is_one_line_with_its_hours_once():
    neighbourhood = hood(
        actors=[{"actor": "a", "level": "group"}, {"actor": "b", "level": "group"}],
        ties=[
            {"actor": "a", "partner": "b", "relation": "meets", "hours": 2},
            {"actor": "b", "partner": "a", "relation": "meets", "hours": 3},
        ],
    )
    (tie,) = draw(protect(neighbourhood)).ties
    assert tie.hours == 3.0


def test_a_number_on_the_map_is_that_of_the_table():
    rows = [("missing_tie", f"actor_{n:03d}|actor_{n + 20:03d}", "skin") for n in range(FEW + 3)]
    shown = view(crowd(40), findings=findings(*rows), level="internal")
    known = data(shown)
    for finding, (_, subject, _) in zip(known["findings"], rows, strict=True):
        ends = {shown._drawing.nodes[row].key for row in finding["nodes"]}
        assert ends == set(subject.split("|"))
    assert [finding["number"] for finding in known["findings"]] == list(range(1, FEW + 4))


def test_findings_are_worded_in_the_language_of_the_page():
    table = findings(("uncovered", "", "transport"))
    (finding,) = data(view(street(), findings=table, lang="nl"))["findings"]
    assert finding["title"] == "Niemand kan hierbij helpen"
    assert finding["because"].startswith("Vervoer: niemand hier kan dit")


def test_a_question_that_names_who_could_take_over_stays_where_names_may():
    table = findings(("uncovered", "", "transport"))
    table["because"] = "Transport: nobody here can help with this; it is about 25 residents."
    table["question"] = "Could Wim take this on?"
    (told,) = data(view(street(), findings=table, level="internal"))["findings"]
    assert told["question"] == "Could Wim take this on?"
    (told,) = data(view(street(), findings=table, level="internal", lang="nl"))["findings"]
    assert told["question"].startswith("Kan iemand die er al komt")


def test_a_finding_of_a_kind_we_do_not_know_is_listed_in_its_own_words():
    table = findings(("heavy_help", "gp", ""))
    table["because"] = "Too heavy."
    (told,) = data(view(street(), findings=table, level="internal"))["findings"]
    assert (told["title"], told["because"]) == ("heavy help", "Too heavy.")


def test_every_word_is_there_in_both_languages_with_the_same_gaps():
    for key, (english, dutch) in WORDS.items():
        assert english.strip(), key
        assert dutch.strip(), key
        assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", dutch)), key
    assert catalogue("en").keys() == catalogue("nl").keys()


def test_every_word_the_script_says_is_in_the_catalogue():
    own = script()
    said = set(re.findall(r'say\("(\w+)"', own)) | set(re.findall(r'"(legend_\w+)"\]', own))
    assert len(said) > 50
    assert said <= set(WORDS)


def test_no_word_of_the_catalogue_is_idle():
    show = files("ecosystem.show")
    parts = [*show.glob("**/*.py"), *show.glob("**/*.js")]
    own = [part.read_text("utf-8") for part in parts if part.name != "words.py"]
    sources = "".join(own)
    families = {*re.findall(r"say\(`(\w+_)\$\{", sources), *re.findall(r'f"(\w+_)\{', sources)}
    families |= {f"{word}_" for word in ("colour", "wide", "theme", "kind", "need", "organisation")}
    idle = {word for word in WORDS if not re.search(rf"""["'.]{word}\b""", sources)}
    assert {"finding_", "ring_", "layer_", "relation_", "way_"} <= families
    idle -= {f"{word}_1" for word in {*WORDS} - idle}
    assert {word for word in idle if not word.startswith(tuple(families))} == set()


def test_every_kind_layer_and_relation_has_its_look_and_its_word():
    assert set(KINDS) <= set(FAMILIES)
    assert set(FAMILIES.values()) <= set(MARKS)
    assert {f"finding_{kind}" for kind in KINDS} <= set(WORDS)
    assert {f"layer_{layer}" for layer in LAYERS} <= set(WORDS)
    assert set(RELATIONS) <= set(DASHES)
    assert {f"relation_{relation}" for relation in DASHES} <= set(WORDS)


def test_a_saved_page_is_the_page_in_utf_8_and_leaves_nothing_beside_it(tmp_path):
    shown = view(hood(name="Wijk é ☂", actors=[{"actor": "gp"}]))
    path = shown.save(tmp_path / "map.html")
    assert path.read_bytes().decode("utf-8") == shown.html
    assert [file.name for file in tmp_path.iterdir()] == ["map.html"]


def test_an_untrusted_notebook_keeps_the_picture_which_a_live_view_hides():
    shown = view(street())._repr_html_()
    style, picture, frame = (shown.index(part) for part in ("<style>", "<img ", "<iframe "))
    assert style < picture < frame
    assert 'src="data:image/png;base64,' in shown
    assert 'sandbox="allow-scripts allow-downloads" srcdoc=' in shown
    assert "allow-same-origin" not in shown
    kept = re.sub(r"<style>.*?</style>|<iframe.*</iframe>", "", shown, flags=re.DOTALL)
    assert "<img " in kept
    assert "display:none" not in kept


def test_a_name_cannot_break_out_of_the_frame():
    shown = view(hood(name="'\"><script>alert(1)</script>"), level="internal")._repr_html_()
    assert "<script>alert(1)" not in shown
    assert shown.count("'") == 2


def test_a_dollar_in_a_name_is_not_mathematics():
    odd = hood(name="$x$", actors=[{"actor": "$\\frac{1}{$", "label": "$\\frac{1}{$"}])
    assert view(odd, level="internal").png.startswith(b"\x89PNG")


def test_two_views_fit_in_a_notebook_and_one_in_the_mail():
    rows = [("missing_tie", f"actor_{n:03d}|actor_{n + 20:03d}", "skin") for n in range(30)]
    notebook = view(crowd(75), findings=findings(*rows), level="internal", lang="nl")
    assert 2 * len(json.dumps(notebook._repr_html_())) < 1_100_000
    large = view(crowd(150), findings=findings(*rows), level="internal", lang="nl")
    assert len(large.html.encode()) < 500_000


def test_the_door_of_the_library_leads_here():
    assert inspect.unwrap(eco.view) is view
