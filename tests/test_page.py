"""The page: one A4 whatever is in the data, the same twice, and only what may leave."""

import io
import re
import string
import sys
from html import escape

import numpy as np
import pandas as pd
import pytest
from PIL import Image

import ecosystem as eco
from ecosystem.find.because import KINDS
from ecosystem.propose.moves import COLUMNS
from ecosystem.protect import LEVELS
from ecosystem.protect.moves import KINDS as MOVES
from ecosystem.show.drawing.drawing import draw
from ecosystem.show.drawing.lettering import lines
from ecosystem.show.page import page as room
from ecosystem.show.page.map_names import names
from ecosystem.show.page.page import Page, page
from ecosystem.show.page.page_figures import figures, quarters
from ecosystem.show.page.page_words import PHRASES, plain, short
from ecosystem.show.page.standing import chosen, standing, tried
from ecosystem.show.words.told import told as told_of
from ecosystem.show.words.words import WORDS
from tests.crowd import crowd, findings
from tests.street import hood, shuffled, street
from tests.test_compared import village

HOSTILE = [
    "W" * 200,
    "naam " * 40 + "einde",
    "#panic(1) $x$ *b* _i_ `c` \\ @ref <label> #{1+1} // /* ",
    "<script>window.ran=1</script>",
    "{{ 7*7 }} {% raw %} ${x} %s {name}",
    "\u202eتجربة من اليمين\u202c עברית",
    "🎈👩\u200d👩\u200d👧 漢字 ﷽",
    "zero\u200bwidth\u2028line\u2029end\x00\x02bel\x07",
]


def stranger(*texts, count=8):
    """A neighbourhood in which every text is a strange one, of each kind in turn."""
    text = texts[0]
    ids = [f"{texts[number % len(texts)]} {number}" for number in range(count)]
    layers = ["first_line", "welfare", "specialist", "informal", "collective"]
    return hood(
        name=text,
        code=text[:50] or "x",
        neighbourhoods=[{"neighbourhood": text[:50] or "x", "name": text, "population": 10**9}],
        needs=[{"need": f"{text}{n}", "label_nl": text, "label_en": text} for n in range(3)],
        actors=[
            {
                "actor": one,
                "label": one,
                "layer": layers[at % 5],
                "organisation": one,
                "level": "practice",
                "profession": text,
                "hours": 1,
            }
            for at, one in enumerate(ids)
        ],
        competences=[{"actor": one, "need": f"{text}{n}"} for n, one in enumerate(ids[:2])],
        profiles=[{"profile": "a", "needs": f"{text}0|{text}1|{text}2", "residents": 12345678}],
        ties=[{"actor": ids[0], "partner": other, "hours": 999} for other in ids[1:]],
        meetings=[
            {"meeting": f"{text}{n}", "label": text, "times": 900, "hours": 9 - n} for n in range(2)
        ],
        attendance=[
            {"meeting": f"{text}{n}", "actor": one} for n in range(2) for one in ids[: 5 - n]
        ],
    )


def pages(pdf):
    """Count the pages of a PDF."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def ink_outside(png):
    """Count the dots that are not white within 9 mm of an edge."""
    image = np.asarray(Image.open(io.BytesIO(png)).convert("L"))
    edge = round(9 / 25.4 * 110)
    inside = np.zeros_like(image, dtype=bool)
    inside[edge:-edge, edge:-edge] = True
    return int((image[~inside] < 250).sum())


def quick(neighbourhood, **options):
    return page(neighbourhood, resamples=0, **options)


def test_it_is_one_a4_the_same_twice_whatever_the_order_of_the_rows():
    made = {quick(one).pdf for one in (street(), shuffled(street(), 1), shuffled(street(), 2))}
    assert len(made) == 1
    assert pages(made.pop()) == 1


def test_the_page_for_a_browser_is_the_same_twice():
    assert quick(street()).html == quick(shuffled(street(), 3)).html


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_pdf_is_tagged_and_says_its_title_language_and_what_the_map_shows(lang):
    pdf = quick(street(), lang=lang).pdf
    title = {"en": "The street: fewer people", "nl": "The street: met minder mensen"}[lang]
    for mark in (b"/StructTreeRoot", b"/MarkInfo", b"/Marked true", b"pdfuaid:part", b"/Alt"):
        assert mark in pdf, mark
    assert re.search(rf"/Lang\s*\({lang}\)".encode(), pdf)
    assert title.encode() in pdf
    assert b"/Figure" in pdf
    assert b"CreationDate" not in pdf


@pytest.mark.parametrize(
    "texts", [HOSTILE[:1], HOSTILE[1:2], HOSTILE[2:]], ids=["long", "many", "strange"]
)
def test_it_stays_one_page_within_its_margins_whatever_a_name_is(texts):
    neighbourhood = stranger(*texts)
    one, other = neighbourhood.actors["actor"].head(2)
    table = findings(("uncovered", "", f"{texts[0]}0"), ("idle_tie", f"{one}|{other}", ""))
    made = quick(neighbourhood, findings=table, level="internal", lang="nl")
    assert len(made._content["moves"]["rows"]) == 3
    assert pages(made.pdf) == 1
    assert ink_outside(made.png) == 0


def test_a_crowd_and_everything_found_in_it_stays_one_page():
    made = quick(crowd(150), level="internal")
    assert pages(made.pdf) == 1
    assert ink_outside(made.png) == 0


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize(
    "tables", [[], ["actors"], ["actors", "ties"], ["competences"], ["meetings", "attendance"]]
)
def test_what_tables_do_not_tell_is_said_in_place_of_a_number(tables, lang):
    whole = street()
    few = eco.Neighbourhood("x", "x", {name: whole.tables[name] for name in tables})
    made = quick(few, lang=lang)
    said = made._content
    assert pages(made.pdf) == 1
    assert said["numbers"][0]["value"] == ""
    assert "contacts" in said["numbers"][0]["says"]
    assert {"en": "unknown", "nl": "onbekend"}[lang] in made.html
    assert "contacts" in said["feet"][1]["says"]
    assert "0" not in [one["value"] for one in said["numbers"]]


def test_nothing_from_the_data_is_markup():
    name = "<script>window.ran=1</script> #panic(1)"
    made = quick(hood(name=name, actors=[{"actor": "gp", "label": name, "level": "practice"}]))
    assert "<script" not in made.html
    assert "&lt;script&gt;" in made.html
    assert b"#panic" in made.pdf.replace(b"\\(", b"(")


def test_names_of_persons_do_not_leave_in_a_shareable_page():
    made = quick(street())
    assert "Daughter" not in made.html
    assert "Daughter" in quick(street(), level="internal").html


def test_the_neighbourhood_findings_and_moves_stay_as_they_were():
    neighbourhood, found, moves = street(), eco.find(street()), eco.propose(street())
    before = {name: frame.copy() for name, frame in neighbourhood.tables.items()}
    assert quick(neighbourhood, moves=moves, findings=found).html
    for name, frame in neighbourhood.tables.items():
        pd.testing.assert_frame_equal(frame, before[name])
    pd.testing.assert_frame_equal(moves, eco.propose(street()))
    pd.testing.assert_frame_equal(found, eco.find(street()))


def moves_of(*rows):
    columns = ["move", "people_saved", "hours_saved", "instead_of"]
    frame = pd.DataFrame(rows, columns=columns)
    frame = frame.astype({"hours_saved": "Float64", "instead_of": "Int64"})
    return frame.set_axis(pd.RangeIndex(1, len(frame) + 1, name="number"))


def test_the_moves_of_a_page_are_the_first_the_one_of_most_hours_and_the_next_of_a_new_kind():
    table = moves_of(
        ("learn", 9, None, None),
        ("learn", 8, None, None),
        ("consult", 5, -1.0, None),
        ("stop_tie", 0, 4.0, None),
        ("stop_meeting", 0, 11.0, None),
    )
    assert chosen(table).index.tolist() == [1, 3, 5]
    assert chosen(table.loc[[2, 4]]).index.tolist() == [2, 4]


def test_of_two_moves_that_exclude_each_other_one_stands_on_the_page():
    table = moves_of(
        ("learn", 9, None, None),
        ("exchange", 8, None, 1),
        ("learn", 7, None, None),
        ("learn", 6, None, None),
    )
    assert chosen(table).index.tolist() == [1, 3, 4]


def test_the_figures_of_the_street_can_be_counted_by_hand():
    log = {"resident": ["r1", "r1", "r2"], "actor": ["gp", "nurse", "gp"], "need": "skin"}
    seen = street().replace(contacts=street().contacts.reindex(range(3)).assign(**log))
    told = figures(told_of(seen, after=seen, level="internal", lang="en"))
    assert told["now"] == 1.5
    assert told["hours"] == 4.0
    assert (told["people"], told["people_no_hours"]) == (3, 0)
    assert (told["ties"], told["ties_no_hours"]) == (4, 2)


def test_the_quarters_of_contacts_stand_below_the_title():
    days = pd.to_datetime(["2025-02-03", "2025-11-30"] * 10 + ["2019-01-01"] * 9)
    who = [f"r{at // 2}" for at in range(20)] + [f"r{at}" for at in range(9)]
    seen = street().replace(
        contacts=street().contacts.reindex(range(29)).assign(start=days, actor="gp", resident=who)
    )
    assert quarters(seen) == {"first": 20251, "last": 20254}  # in 2019 nine residents
    assert quarters(seen, "internal") == {"first": 20191, "last": 20254}
    assert quarters(street()) == {"first": None, "last": None}
    said = quick(seen, lang="nl")._content["sub"]
    assert said.startswith("contacten K1 2025 – K4 2025 · ")


def test_moves_that_are_handed_in_stand_on_the_page_with_their_own_number():
    neighbourhood = street()
    moves = eco.propose(neighbourhood)
    said = quick(neighbourhood, moves=moves.loc[[2]], level="internal")._content["moves"]
    assert [row["number"] for row in said["rows"]] == ["2"]
    assert said["rows"][0]["step"] == "Wound talk becomes part of Monday meeting"


def test_what_saves_nothing_does_not_stand_on_the_page():
    table = eco.propose(street())
    none = table.assign(people_saved=0, hours_saved=[-1.0, None], fewer_today=pd.NA)
    said = quick(street(), moves=none)._content["moves"]
    assert said["rows"] == []
    assert "none was found that saves something and holds" in said["none"]
    one = table.assign(people_saved=0, hours_saved=[-1.0, 0.5])
    rows = quick(street(), moves=one, level="internal")._content["moves"]["rows"]
    assert [row["number"] for row in rows] == ["2"]


def given(held):
    """A stand-in for `robustness`, which gives each row the share it is told."""

    def told(_, table, **__):
        shares = [held(row) for row in table.to_dict("records")]
        return table.assign(survives=pd.array(shares, dtype="Float64"))

    return told


def test_a_move_that_holds_in_no_resample_gives_its_place_to_the_next(monkeypatch):
    asked = []

    def held(row):
        asked.append((row["move"], row["people_saved"]))
        return 0.0 if row["people_saved"] == 9 else 0.5

    monkeypatch.setattr(sys.modules[standing.__module__], "robustness", given(held))
    table = moves_of(
        ("learn", 9, None, None),
        ("learn", 8, None, None),
        ("consult", 5, -1.0, None),
        ("stop_tie", 0, 4.0, None),
        ("stop_tie", 0, 2.0, None),
        ("meet", 0, -2.0, None),
    )
    stands = standing(street(), table, 10)
    assert stands.index.tolist() == [2, 3, 4]
    assert stands["survives"].tolist() == [0.5] * 3
    # Only what may stand there is tried, and each once.
    assert asked == [("learn", 9), ("consult", 5), ("stop_tie", 0), ("learn", 8)]


def test_only_findings_of_kinds_that_stand_on_the_page_are_tried(monkeypatch):
    kinds = ["uncovered", "fragile", "bridge", "heavier", "pushed_meeting", "idle_tie"]
    table = findings(*((kind, "gp", "skin") for kind in kinds))
    asked = []

    def held(row):
        asked.append(row["finding"])
        return 0.0 if row["finding"] in ("fragile", "idle_tie") else 1.0

    monkeypatch.setattr(sys.modules[standing.__module__], "robustness", given(held))
    found = tried(street(), table, 10, "internal").set_index("finding")["survives"]
    assert asked == ["uncovered", "fragile", "bridge", "pushed_meeting", "idle_tie", "heavier"]
    assert found.tolist() == [1, 0, 1, 1, 1, 0]
    asked.clear()
    counted = table.assign(residents=[3, 4, None, 5, None, None])
    tried_of = tried(street(), counted, 10, "shareable")["survives"]
    assert tried_of.notna().tolist() == [False, False, True, False, True, False]
    assert asked == ["bridge", "pushed_meeting"]


LEARN = {"move": "learn", "who": "sw", "what": "skin", "to": "", "people_saved": 0}


def village_page(residents, level, lang="en"):
    moves = pd.DataFrame([LEARN | {"people_saved": residents}], index=pd.Index([1], name="number"))
    moves = moves.reindex(columns=list(COLUMNS)).astype(COLUMNS)
    return quick(village(residents), moves=moves, level=level, lang=lang)


def test_what_moves_save_is_the_difference_of_two_totals_that_are_shown():
    shared, own = (village_page(43, level)._content["moves"] for level in LEVELS)
    # 86 and 43 professionals at the door, in the house; rounded to 5 outside.
    assert "86 professionals at the door, all residents added up, to 43: 43 fewer." in own["of"]
    assert "85 professionals at the door, all residents added up, to 45: 40 fewer." in shared["of"]
    assert own["rows"][0]["saves"] == ["43 fewer at the door"]
    assert shared["rows"][0]["saves"] == ["fewer at the door"]
    told = village_page(43, "shareable")._outgoing.tables
    people = told["comparison"].set_index("measure").loc["people"]
    assert people[["now", "after", "change"]].tolist() == [85, 45, -40]
    assert told["moves"]["people_saved"].isna().all()
    assert told["moves"]["because"].item() == (
        "Social worker 1 can learn Skin; how many fewer come to the door is shared of all moves "
        "together only."
    )


def test_a_small_difference_is_not_told_apart_and_of_few_residents_there_is_none():
    few = village(100).profiles.assign(needs=["skin|income"], residents=[8])
    alone = few.assign(profile="r", needs="skin", residents=20)
    rest = few.assign(profile="q", needs="income", residents=100)
    able = village(100).competences
    able = pd.concat([able, able.iloc[:1].assign(need="grief")])  # which some may have
    mixed = village(100).replace(
        profiles=pd.concat([few, alone, rest], ignore_index=True), competences=able
    )
    hidden = mixed.replace(profiles=pd.concat([few, rest], ignore_index=True))
    moves = pd.DataFrame([LEARN | {"people_saved": 8}], index=pd.Index([1], name="number"))
    moves = moves.reindex(columns=list(COLUMNS)).astype(COLUMNS)
    of = quick(mixed, moves=moves)._content["moves"]["of"]
    assert "135 professionals at the door, all residents added up, to 130: <10 fewer." in of
    of = quick(hidden, moves=moves)._content["moves"]["of"]
    assert of.startswith("How many fewer come to the door is not told: "), "it is of the eight"
    unknown = village_page(4, "shareable", "nl")._content["moves"]["of"]
    assert unknown.startswith("Hoeveel minder er aan de deur komen, staat er niet: ")


@pytest.mark.parametrize(("lang", "told"), [("en", "not shared"), ("nl", "niet gedeeld")])
def test_what_stays_in_the_house_is_called_so_and_not_unknown(lang, told):
    """Of four residents nothing is told; of twelve not who came, as of one it would follow."""
    few = village_page(4, "shareable", lang)._content
    assert told in few["lead"][0][0]
    seen = [
        {"resident": f"r{at}", "request": f"q{at}", "actor": who, "need": "skin"}
        for at in range(12)
        for who in (("gp", "sw") if at < 7 else ("gp",))
    ]
    place = village(12).replace(contacts=hood(contacts=seen).contacts)
    for level, says in (
        ("shareable", told),
        ("internal", {"en": "unknown", "nl": "onbekend"}[lang]),
    ):
        now = quick(place, level=level, lang=lang)._content["numbers"][0]
        assert now["unknown"] == says
        assert bool(now["value"]) == (level == "internal")


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_it_is_said_why_the_internal_and_the_shareable_page_differ(lang):
    for level in LEVELS:
        says = quick(street(), level=level, lang=lang)._content["feet"][0]["says"]
        assert says.startswith(PHRASES[f"counted_{level}"][lang])


def test_whoever_a_move_is_about_has_a_name_on_the_map_however_full_it_is():
    full = crowd(60)
    drawn = draw(eco.protect(full, level="internal"))
    about = [row for row, node in enumerate(drawn.nodes) if node.kind == "actor"][:40]
    bare, named = ("".join(names(drawn, steps)) for steps in ({}, {1: about[:25], 2: about[25:]}))
    for row in about:
        assert all(f">{escape(part)}<" in named for part in lines(drawn.nodes[row].label)), row
    assert 'class="lead"' in named
    assert 'class="lead"' not in bare


def test_how_firmly_it_holds_stands_beside_with_how_often_it_was_tried():
    said = page(street(), resamples=3, level="internal")._content
    assert all(re.fullmatch(r"\d+ %", row["sure"]) for row in said["moves"]["rows"])
    assert "3 resamples" in said["feet"][0]["says"]
    assert "not tried" in quick(street())._content["feet"][0]["says"]


def test_it_is_written_as_pdf_or_as_html_by_its_ending(tmp_path):
    made = quick(street())
    assert made.save(tmp_path / "a.pdf").read_bytes() == made.pdf
    assert made.save(tmp_path / "a.html").read_text(encoding="utf-8") == made.html


def test_without_typst_it_is_html(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "can_print", lambda: False)
    made = quick(street())
    assert made.save(tmp_path / "a.pdf") == tmp_path / "a.html"
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == made.html
    shown = made._repr_mimebundle_()
    assert "image/png" not in shown
    assert "<iframe sandbox " in shown["text/html"]


def test_in_a_notebook_it_is_a_picture_and_one_line():
    made = quick(street())
    assert repr(made) == "Page of street: 2 gaps, 2 to stop, 2 moves, shareable"
    shown = made._repr_mimebundle_()
    assert shown.keys() == {"text/plain", "text/html"}
    assert re.match(
        r'<img alt="The street: [^"]+\. [^"]+" src="data:image/png;base64,', shown["text/html"]
    )


@pytest.mark.parametrize("other", [None, "a page", street()])
def test_it_takes_only_what_protect_made(other):
    with pytest.raises(TypeError, match=r"protect\(hood\)"):
        Page(other)


def test_what_cannot_be_asked_is_refused():
    with pytest.raises(ValueError, match="resamples is -1"):
        page(street(), resamples=-1)
    with pytest.raises(ValueError, match="lang"):
        page(street(), lang="fr")


def test_every_phrase_is_in_both_languages_with_the_same_words_to_fill_in():
    for key, phrase in PHRASES.items():
        assert set(phrase) == {"en", "nl"}, key
        slots = [
            {slot for _, slot, _, _ in string.Formatter().parse(one) if slot}
            for one in phrase.values()
        ]
        assert slots[0] == slots[1], key


def test_every_kind_of_move_and_finding_has_its_words():
    assert set(MOVES) <= set(PHRASES)
    assert {f"finding_{kind}" for kind in KINDS} <= set(WORDS)


def test_labels_on_the_map_keep_apart_and_within_the_drawing():
    svg = quick(crowd(60), level="internal")._content["map"]["svg"]
    left, top, wide, high = map(float, re.search(r'viewBox="([^"]+)"', svg)[1].split())
    boxes = [
        tuple(map(float, found))
        for found in re.findall(r'<rect x="(\S+)" y="(\S+)" width="(\S+)" height="(\S+)"', svg)
    ]
    assert len(boxes) > 10
    for at, (x, y, w, h) in enumerate(boxes):
        assert (left <= x, x + w <= left + wide) == (True, True)
        assert (top <= y, y + h <= top + high) == (True, True)
        for ox, oy, ow, oh in boxes[:at]:
            assert x + w <= ox or ox + ow <= x or y + h <= oy or oy + oh <= y


def test_a_name_is_cut_with_a_mark_and_what_cannot_be_printed_is_a_mark():
    assert short("Wijkverpleging Merenbuurt", 15) == "Wijkverpleging…"
    assert short("  two\nlines ") == "two lines"
    assert plain("Café 🎈🎈 Zon") == "Café □ Zon"
    assert plain("a" * 25) == "\u200b".join("a" * 25)


def test_the_picture_has_few_colours_and_they_are_those_of_the_page():
    with Image.open(io.BytesIO(quick(street()).png)) as picture:
        counted = picture.convert("RGB").getcolors()
    there = [colour for _, colour in counted]
    assert len(there) <= 128
    for layer in ("#d55e00", "#009e73", "#56b4e9", "#e69f00", "#0072b2"):
        wanted = [int(layer[at : at + 2], 16) for at in (1, 3, 5)]
        assert min(max(abs(a - b) for a, b in zip(one, wanted, strict=True)) for one in there) < 6
