"""The region view: steps with their numbers, unknown apart, only what may leave, the same twice."""

import json
import re
from importlib.resources import files

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.cli import main
from ecosystem.find.phrases import number_told
from ecosystem.protect import OutgoingRegion, protect_region
from ecosystem.show.area_map.region_classes import classes, shades
from ecosystem.show.area_map.region_facts import link
from ecosystem.show.area_map.region_file import PARTS
from ecosystem.show.area_map.region_view import RegionView, view_region
from ecosystem.show.words.words import WORDS
from ecosystem.tables.neighbourhood import Region
from tests.street import street

CODES = ["a", "b", "c"]


def region(**rows):
    table = {"neighbourhood": CODES, "name": ["Aa", "Bee", None], **rows}
    return eco.load({"neighbourhoods": pd.DataFrame(table)})


def table(**columns):
    return pd.DataFrame(columns, index=CODES)


def known(shown):
    """Read what a page knows."""
    block = re.search(r'<script id="data" type="application/json">(.*?)</script>', shown.html)
    return json.loads(block[1])


def test_it_prints_as_one_line():
    shown = view_region(region(), table(lonely=[1, 2, 3], happy=[1, 2, None]))
    assert repr(shown) == "RegionView of 3 neighbourhoods by lonely, happy; shareable"


def test_a_page_knows_names_figures_and_their_steps():
    facts = known(view_region(region(), table(lonely=[0.5, 7, None]), lang="nl"))
    assert facts["names"] == ["Aa", "Bee", "c"]
    assert facts["measures"] == [
        {
            "label": "lonely",
            "few": False,
            "decimals": 1,
            "values": [0.5, 7.0, None],
            "step": [0, 1, None],
            "bounds": [[0.5, 0.5], [7.0, 7.0]],
            "colours": list(shades(2)),
        }
    ]


def test_a_neighbourhood_without_a_row_is_unknown_and_one_of_elsewhere_is_refused():
    facts = known(view_region(region(), pd.DataFrame({"neighbourhood": ["b"], "lonely": [4]})))
    assert facts["measures"][0]["values"] == [None, 4.0, None]
    with pytest.raises(ValueError, match="the table speaks of x, not in this region, which has a"):
        view_region(region(), pd.DataFrame({"lonely": [1, 2]}, index=["x", "a"]))
    with pytest.raises(ValueError, match="no row of the table is of a neighbourhood of this"):
        view_region(region(), pd.DataFrame({"lonely": [1]}, index=["Ann"]))


def test_codes_that_are_numbers_in_a_table_are_those_of_the_region():
    made = eco.load({"neighbourhoods": pd.DataFrame({"neighbourhood": ["1", "2"]})})
    facts = known(view_region(made, pd.DataFrame({"lonely": [3, 4]}, index=[2, 1])))
    assert facts["measures"][0]["values"] == [4.0, 3.0]


def test_only_numbers_leave():
    mixed = table(
        note=["canary", "x", "y"], yes=[True, False, True], day=pd.Timestamp("2026-01-01")
    )
    shown = view_region(region(), mixed)
    assert [one["label"] for one in known(shown)["measures"]] == ["yes"]
    assert known(shown)["measures"][0]["values"] == [1.0, 0.0, 1.0]
    assert "canary" not in shown.html


def test_a_table_without_numbers_or_with_a_code_twice_is_refused():
    with pytest.raises(ValueError, match="no column of the table is a number"):
        view_region(region(), table(note=["x", "y", "z"]))
    with pytest.raises(ValueError, match="'a' stands twice"):
        protect_region(pd.DataFrame({"lonely": [1, 2]}, index=["a", "a"]))
    with pytest.raises(ValueError, match="the column 'lonely' stands twice"):
        view_region(region(), pd.concat([table(lonely=1), table(lonely=2)], axis=1))
    with pytest.raises(ValueError, match="level is 'open'"):
        protect_region(table(lonely=1), level="open")


def test_counts_of_residents_are_shared_as_shown_and_internal_as_they_are():
    counts = table(residents_lonely=[3, 23, None], requests=[0, 10, 12])
    shared = known(view_region(region(), counts))["measures"]
    assert [one["values"] for one in shared] == [[0.0, 25.0, None], [0.0, 10.0, 10.0]]
    assert [one["few"] for one in shared] == [True, True]
    kept = known(view_region(region(), counts, level="internal"))["measures"]
    assert [one["values"] for one in kept] == [[3.0, 23.0, None], [0.0, 10.0, 12.0]]
    assert [one["few"] for one in kept] == [False, False]


def test_a_count_of_residents_that_hides_changes_no_byte():
    pages = {view_region(region(), table(residents=[few, 40, None])).html for few in range(10)}
    assert len(pages) == 1


def test_an_average_over_few_residents_is_not_shared():
    figures = table(people_a_resident=[3.14, 2.55, 4], people_a_resident_of=[9, 12, None])
    shared = known(view_region(region(), figures))["measures"][0]
    assert shared["values"] == [None, 3.0, None]  # 31 is told as 30, 12 as 10
    kept = known(view_region(region(), figures, level="internal"))["measures"][0]
    assert kept["values"] == [3.14, 2.55, 4.0]


def test_infinite_numbers_are_unknown():
    values = known(view_region(region(), table(rate=[float("inf"), 1, float("nan")])))
    assert values["measures"][0]["values"] == [None, 1.0, None]


def test_it_takes_only_what_protect_made():
    with pytest.raises(TypeError, match="protect_region"):
        RegionView(table(lonely=1), None)


def test_the_same_region_is_the_same_page_and_picture():
    one, other = (view_region(region(), table(lonely=[1, 2, None]).iloc[::way]) for way in (1, -1))
    assert one.html == other.html
    assert one.png == other.png
    assert one.png[1:4] == b"PNG"


def test_what_is_given_stays_as_it_was():
    figures = table(residents=[3, 23, None])
    before = figures.copy()
    assert view_region(region(), figures).html
    pd.testing.assert_frame_equal(figures, before)


def test_the_first_figures_of_a_region_are_its_map():
    hoods = {"street": street()}
    shown = view_region(Region(("street",), hoods.__getitem__, pd.DataFrame(), pd.DataFrame()))
    labels = [one["label"] for one in known(shown)["measures"]]
    assert labels[0] == "professionals round a resident"
    assert "residents with contacts" in labels


def test_few_different_numbers_are_a_step_each():
    made = classes(pd.Series([2, 1, 2, None], dtype="Float64"))
    assert made.bounds == ((1, 1), (2, 2))
    assert made.step == (1, 0, 1, None)
    assert made.colour(None) == "#ffffff"


def test_equal_numbers_are_never_in_two_steps():
    made = classes(pd.Series([0] * 50 + list(range(1, 21)), dtype="Float64"))
    assert len(made.bounds) <= 5
    assert made.bounds[0] == (0, 0)
    flat = [edge for bound in made.bounds for edge in bound]
    assert flat == sorted(flat)


@pytest.mark.parametrize(
    ("numbers", "decimals"),
    [([1, 2], 0), ([0.5, 7], 1), ([0.0312, 0.0318], 4), ([1234.56, 99000.5], 0), ([2.5, 2.5], 1)],
)
def test_numbers_have_as_many_decimals_as_tell_them_apart(numbers, decimals):
    assert classes(pd.Series(numbers, dtype="Float64")).decimals == decimals


def test_nothing_known_has_no_steps():
    made = classes(pd.Series([None, None], dtype="Float64"))
    assert (made.bounds, made.step) == ((), (None, None))
    assert known(view_region(region(), table(lonely=pd.array([None] * 3, "Float64"))))


def test_a_link_leads_beside_the_page_and_nowhere_else():
    shown = view_region(region(), table(lonely=1), links={"a": "a.html", "z": "z.html"})
    assert known(shown)["links"] == ["./a.html", None, None]
    assert link("//host/x") == ".///host/x"
    assert link("java\nscript:run()") == "./java%0Ascript%3Arun%28%29"
    assert link('"><script>') == "./%22%3E%3Cscript%3E"


def test_data_cannot_end_the_element_it_stands_in():
    evil = "</script><script>alert(1)</script><!--"
    shown = view_region(region(parent=[evil] * 3), table(**{evil: [1, 2, 3]}))
    assert evil not in shown.html
    assert "<script>alert" not in shown.html.replace("\\u003c", "")
    assert known(shown)["parents"] == [evil] * 3


def test_the_page_runs_one_script_by_its_fingerprint_and_asks_nothing():
    html = view_region(region(), table(lonely=1)).html
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert policy.count("sha256-") == 1
    assert "unsafe-inline" not in policy.split("style-src")[0]
    assert set(re.findall(r"https?://[^\s\"']+", html)) == {"http://www.w3.org/2000/svg"}
    folder = files("ecosystem.show.area_map") / "region_page" / "script"
    assert sorted(f"{part}.js" for part in PARTS) == sorted(f.name for f in folder.iterdir())
    for part in PARTS:
        for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert way not in (folder / f"{part}.js").read_text("utf-8")


def test_every_word_the_script_says_is_in_the_catalogue_and_the_other_way_round():
    folder = files("ecosystem.show.area_map") / "region_page" / "script"
    own = "".join((folder / f"{part}.js").read_text("utf-8") for part in PARTS)
    said = set(re.findall(r'say\("(\w+)"', own))
    counted = set(re.findall(r'several\("(\w+)"', own))
    said |= counted | {f"{word}_1" for word in counted}
    said |= {"region_circles", "region_hexagons", "shareable", "internal", "nearer", "further"}
    told = set(known(view_region(region(), table(lonely=1)))["words"])
    assert said <= told
    assert {word for word in WORDS if word.startswith("region")} <= said


def test_a_notebook_shows_a_sandboxed_frame_and_a_picture_where_it_may_not():
    shown = view_region(region(), table(lonely=[1, 2, 3]))
    made = shown._repr_html_()
    assert 'sandbox="allow-scripts" srcdoc=' in made
    assert 'class="ecosystem-still"' in made
    assert "data:image/png;base64," in made


def test_only_protect_region_makes_what_a_map_takes():
    outgoing = protect_region(table(lonely=1))
    assert isinstance(outgoing, OutgoingRegion)
    assert outgoing.table.columns.tolist() == ["name", "parent", "lonely"]


def test_a_map_from_a_shell_opens_the_views_that_stand_beside_it(tmp_path, capsys):
    eco.save({"neighbourhoods": pd.DataFrame({"neighbourhood": CODES})}, tmp_path / "source")
    (tmp_path / "b.html").write_text("")
    asked = ["map", str(tmp_path / "source"), "--lang", "nl", "--out"]
    assert main([*asked, str(tmp_path / "kaart")]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'kaart.html'}\n"
    made = (tmp_path / "kaart.html").read_text("utf-8")
    assert '"links":[null,"./b.html",null]' in made
    assert main([*asked, str(tmp_path / "naast.html"), "--side-by-side", "c", "a"]) == 0
    assert "2 buurten naast elkaar" in (tmp_path / "naast.html").read_text("utf-8")
    assert main([*asked, str(tmp_path / "x.html"), "--side-by-side", "q"]) == 1


def test_a_shared_average_is_rounded_as_the_page_rounds_it():
    figures = table(people_a_resident=[3.45, 2.35, 4.0], people_a_resident_of=[100, 100, 100])
    shared = protect_region(figures).table["people_a_resident"].tolist()
    assert shared == [3.5, 2.4, 4.0]
    assert [number_told(number, "en") for number in (3.45, 2.35, 4.0)] == ["3.5", "2.4", "4"]


def test_own_figures_without_headings_are_refused_in_words(tmp_path, capsys):
    (tmp_path / "actors.csv").write_text("actor\ngp\n")
    (tmp_path / "own.txt").write_text(";;\n1;2;3\n")
    asked = ["map", str(tmp_path / "actors.csv"), "--table", str(tmp_path / "own.txt"), "--out"]
    assert main([*asked, str(tmp_path / "a.html")]) == 1
    assert "own.txt" in capsys.readouterr().err


def test_a_map_from_a_shell_is_coloured_by_own_figures(tmp_path, capsys):
    eco.save({"neighbourhoods": pd.DataFrame({"neighbourhood": CODES})}, tmp_path / "source")
    own = tmp_path / "eigen.csv"
    own.write_text(
        "buurtcode;naam;eenzaam;residents\na;Noord;12,5;<10\nb;Oost;.;25\nc;West;veel;30\n",
        encoding="utf-8",
    )
    asked = ["map", str(tmp_path / "source"), "--table", str(own), "--out"]
    assert main([*asked, str(tmp_path / "kaart.html")]) == 0
    assert (
        capsys.readouterr().err == "eenzaam: 1 of 3 are no number, as in row 4: shown as unknown\n"
    )
    made = (tmp_path / "kaart.html").read_text("utf-8")
    told = json.loads(re.search(r'type="application/json">(.*?)</script>', made).group(1))
    assert [one["values"] for one in told["measures"]] == [[12.5, None, None], [0, 25, 30]]
    own.write_text("code,lonely\nz,1\n", encoding="utf-8")
    assert main([*asked, str(tmp_path / "kaart.html")]) == 1
    assert (
        "no row of the table is of a neighbourhood of this region, which has"
        in capsys.readouterr().err
    )
    assert main([*asked[:-2], str(tmp_path / "none.csv"), "--out", str(tmp_path / "k.html")]) == 1
    assert "none.csv" in capsys.readouterr().err


@pytest.mark.parametrize(("lang", "one"), [("en", "1 neighbourhood"), ("nl", "1 buurt")])
def test_one_neighbourhood_is_said_as_one(lang, one):
    made = eco.load({"neighbourhoods": pd.DataFrame({"neighbourhood": ["a"]})})
    shown = view_region(made, pd.DataFrame({"lonely": [1]}, index=["a"]), lang=lang)
    assert repr(shown) == "RegionView of 1 neighbourhood by lonely; shareable"
    assert f"<title>{one} ·" in shown.html
    assert repr(eco.small_multiples(made, lang=lang)).splitlines()[0] == one


def test_a_survey_says_where_each_lies_so_that_no_neighbourhood_is_opened():
    def closed(code):
        raise AssertionError(code)

    place = {"name": ["Aa", "Bee", "Cee"], "parent": ["w", "w", None], "x": [1.0, 2, 3]}
    rows = table(**place, y=[3.0, 1, 2], lonely=[1, 2, 3])
    opened = eco.load(
        {
            "neighbourhoods": rows.rename_axis("neighbourhood").reset_index()[
                ["neighbourhood", *place, "y"]
            ]
        }
    )
    shut = Region(tuple(CODES), closed, pd.DataFrame(), pd.DataFrame())
    lonely = rows[["lonely"]]
    assert view_region(shut, rows).html == view_region(opened, lonely).html
    assert view_region(shut, rows.drop(columns="x")).html != view_region(opened, lonely).html


def test_what_could_be_gained_is_told_of_ten_residents_and_rounded():
    gains = table(gain=[7, 33, 12], gain_of=[3, 41, 10], gain_a_resident=[2.33, 0.8, 1.2])
    shared = protect_region(gains)
    columns = ["gain", "gain_of", "gain_a_resident"]
    assert shared.table[columns].fillna(-1).to_numpy().tolist() == [
        [-1, 0, -1],
        [35, 40, 0.9],  # 32.8 is told as 35
        [10, 10, 1],
    ]
    assert shared.few == {"gain_of"}
    assert protect_region(gains.drop(columns="gain_of")).table["gain"].isna().all()
    assert protect_region(gains, level="internal").table["gain"].tolist() == [7, 33, 12]


def test_a_roll_up_of_true_counts_is_not_drawn_to_be_shared():
    rows = table(residents=[41, 4, 30]).assign(unknown_in="")
    with pytest.raises(ValueError, match="dit is een optelling van ware aantallen"):
        protect_region(rows, lang="nl")
    assert protect_region(rows, level="internal").table["residents"].tolist() == [41, 4, 30]
