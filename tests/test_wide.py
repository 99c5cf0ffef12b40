from pathlib import Path

import pandas as pd
import pytest

from ecosystem.region.heads import heads
from ecosystem.sources.wide import wide
from ecosystem.tables import sheet_xml
from ecosystem.tables.neighbourhood import Neighbourhood
from ecosystem.tables.problems import TableError, table

HAGUE = Path(__file__).resolve().parents[2] / "shared" / "data" / "hague"

SUPPLY_MAP = """
source = "town"
[area]
code = "wijk"
[[indicator]]
column = "artsen"
name = "gps"
[[indicator]]
column = "patienten"
name = "gp_patients"
zero = "unknown"
[[check]]
flag = "shared"
same = ["artsen", "patienten"]
within = 6
[[check]]
flag = "implausible"
outlier = ["artsen", "praktijken"]
[[check]]
flag = "nobody"
zero = ["artsen"]
though = "praktijken"
"""
SUPPLY = (
    "wijk;artsen;praktijken;patienten\n"
    "WK000101;3;2;4.000,0\nWK000102;3;2;4.000,0\nWK000201;3;2;4.000,0\n"  # 0201: another town
    "WK000103;1;1;0\nWK000104;1;1;0\nWK000105;90;91;5\nWK000106;0;1;9\n"
)
DEMAND_MAP = """
[area]
code = "code"
name = "naam"
year = "jaar"
population = "inwoners"
[[indicator]]
column = "oud"
name = "over_80"
times = "inwoners"
[[indicator]]
column = "wmo"
name = "wmo_users"
times = 10
zero_year = "unknown"
"""
DEMAND = (
    "code,naam,jaar,inwoners,oud,wmo\n"
    "WK000101, Kern,2019,100,0.1,0.0\nWK000102,Rand,2019,200,0.2,0.0\n"
    "WK000101, Kern,2020,110,0.1,2.0\nWK000102,Rand,2020,200,0.2,0.0\n"
    "WK000103,Bos,2020,50,0.1,3.0\nWK000106,Duin,2020,80,0.5,1.0\n"
)


def written(folder, **texts):
    for name, text in texts.items():
        stem, _, ending = name.rpartition("_")
        (folder / f"{stem}.{ending}").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def town(tmp_path):
    written(
        tmp_path,
        supply_csv=SUPPLY,
        supply_toml=SUPPLY_MAP,
        demand_csv=DEMAND,
        demand_toml=DEMAND_MAP,
    )
    names = ("supply", "demand")
    files, maps = ([tmp_path / f"{name}.{end}" for name in names] for end in ("csv", "toml"))
    return wide(files, maps)


def value(tables, indicator, code, year=None):
    rows = tables["indicators"].set_index(["neighbourhood", "indicator"]).loc[[(code, indicator)]]
    rows = rows[rows["year"].isna() if year is None else rows["year"] == year]
    return rows["value"].item()


def carrying(tables, flag):
    figures = tables["indicators"]
    return figures["neighbourhood"][figures["indicator"] == flag].tolist()


def hoods(tables):
    for row in tables["neighbourhoods"].to_dict("records"):
        own = tables["indicators"]["neighbourhood"] == row["neighbourhood"]
        figures = tables["indicators"][own].reset_index(drop=True)
        yield Neighbourhood(row["neighbourhood"], str(row["name"]), {"indicators": figures})


def test_files_are_joined_on_the_code_of_the_area(town):
    areas = town[0]["neighbourhoods"].set_index("neighbourhood")
    assert areas.index.tolist() == [
        "WK000101", "WK000102", "WK000103", "WK000104", "WK000105", "WK000106", "WK000201",
    ]  # fmt: skip
    assert areas["name"].fillna("").tolist() == ["Kern", "Rand", "Bos", "", "", "Duin", ""]
    assert areas["population"].fillna(-1).tolist() == [110, 200, 50, -1, -1, 80, -1]


def test_a_share_times_the_population_is_people(town):
    assert value(town[0], "over_80", "WK000101", 2019) == 10
    assert value(town[0], "wmo_users", "WK000101", 2020) == 20


def test_a_year_of_zeros_is_unknown_and_one_zero_is_a_figure(town):
    assert pd.isna(value(town[0], "wmo_users", "WK000102", 2019))
    assert value(town[0], "wmo_users", "WK000102", 2020) == 0


def test_a_zero_that_stands_for_unknown_is_unknown(town):
    assert pd.isna(value(town[0], "gp_patients", "WK000103"))
    assert value(town[0], "gp_patients", "WK000101") == 4000


def test_repeated_figures_are_a_problem_only_near_by_and_when_known(town):
    assert carrying(town[0], "shared") == ["WK000101", "WK000102"]


def test_an_area_far_above_the_others_is_an_artefact(town):
    assert carrying(town[0], "implausible") == ["WK000105"]


def test_a_practice_without_anybody_is_doubted(town):
    assert carrying(town[0], "nobody") == ["WK000106"]


def test_every_doubt_is_told_in_dutch_too(town):
    told = table(town[1], "nl").set_index(["file", "code"])["message"]
    assert told["supply.csv", "wide_same"] == (
        "2 gebieden herhalen de cijfers van een buur (artsen, patienten): WK000101 = WK000102. "
        "Gelijke cijfers in totaal, ook bij toeval, ver uiteen of deels onbekend: 5."
    )
    assert told["supply.csv", "wide_outlier"] == (
        "1 gebieden liggen ver boven alle andere in artsen, praktijken: WK000105: 90, 91."
    )
    assert told["supply.csv", "wide_nobody"] == (
        "1 gebieden hebben 0 in artsen terwijl ze wel praktijken hebben: WK000106."
    )
    assert told["demand.csv", "wide_zero"] == "Nullen die onbekend betekenen: 2 (jaren: 2019)."
    assert told["demand.csv", "wide_absent"] == (
        "Gebieden uit de andere bestanden die hier ontbreken: 3 (WK000104, WK000105, WK000201)."
    )


def test_heads_are_ranked_scarcest_first_and_what_is_doubted_stands_apart(town):
    ranked = heads(
        hoods(town[0]), of=["gps"], people=["over_80", "wmo_users"], leave_out=["shared"]
    )
    assert ranked["rank"].dropna().to_dict() == {"WK000106": 1, "WK000103": 2}
    assert ranked.loc["WK000103", ["heads", "people"]].tolist() == [1, 5 + 30]
    assert ranked.loc["WK000103", "per_1000"] == round(1000 / 35, 6)
    assert ranked["left_out"].dropna().to_dict() == {
        "WK000101": "shared",
        "WK000102": "shared",
        "WK000104": "unknown",
        "WK000105": "unknown",
        "WK000201": "unknown",
    }


def test_the_year_can_be_asked_for(town):
    ranked = heads(hoods(town[0]), of=["gps"], people=["over_80"], year=2019)
    assert ranked["per_1000"].dropna().to_dict() == {"WK000102": 75, "WK000101": 300}


def test_heads_become_actors_with_hours_and_competences(tmp_path):
    how = """
    [area]
    code = "wijk"
    year = 2024
    [[actor]]
    column = "artsen"
    profession = "gp"
    layer = "first_line"
    needs = ["circulation", "pain"]
    hours_each = 40
    """
    written(tmp_path, supply_csv=SUPPLY, supply_toml=how)
    with pytest.raises(TableError, match="lacks 'indicator'"):
        wide(
            [tmp_path / "supply.csv"],
            [written(tmp_path, empty_toml="[area]\ncode='wijk'") / "empty.toml"],
        )
    tables, _ = wide([tmp_path / "supply.csv"], [tmp_path / "supply.toml"])
    first = tables["actors"].iloc[0]
    assert first[["actor", "layer", "profession", "neighbourhood", "hours", "level"]].tolist() == [
        "WK000101 gp", "first_line", "gp", "WK000101", 120, "group",
    ]  # fmt: skip
    assert "WK000106 gp" not in set(tables["actors"]["actor"])
    assert tables["competences"]["need"].tolist()[:2] == ["circulation", "pain"]


def test_a_workbook_is_read_like_a_text_file(tmp_path):
    pd.DataFrame(
        {"wijk": ["WK000101"], "artsen": [3], "praktijken": [2], "patienten": [1.5]}
    ).to_excel(tmp_path / "supply.xlsx", index=False)
    written(tmp_path, supply_toml=SUPPLY_MAP)
    tables, _ = wide([tmp_path / "supply.xlsx"], [tmp_path / "supply.toml"])
    assert value(tables, "gp_patients", "WK000101") == 1.5


def test_a_title_above_the_headings_is_passed_over(tmp_path):
    written(tmp_path, supply_csv=f"Huisartsen in de stad;;;\n;;;\n{SUPPLY}", supply_toml=SUPPLY_MAP)
    tables, _ = wide([tmp_path / "supply.csv"], [tmp_path / "supply.toml"])
    assert value(tables, "gps", "WK000101") == 3


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ("[area]\ncode='wijk'\n[[indicator]]\ncolum='artsen'\nname='x'", "Did you mean column?"),
        ("[area]\ncode='wijk'\n[[indicator]]\ncolumn='artsen'", "[indicator] lacks 'name'"),
        ("[[indicator]]\ncolumn='artsen'\nname='x'", "[TOML] lacks 'area'"),
        ("[area\n", "This is not TOML in UTF-8"),
        ("[area]\ncode='wijk'\n[[indicator]]\ncolumn='dokters'\nname='x'", "no column dokters"),
    ],
)
def test_a_map_that_cannot_be_used_says_where(tmp_path, how, message):
    written(tmp_path, supply_csv=SUPPLY, supply_toml=how)
    with pytest.raises(TableError) as refused:
        wide([tmp_path / "supply.csv"], [tmp_path / "supply.toml"])
    assert message in str(refused.value)


def test_files_and_maps_that_are_not_there_are_named_together(tmp_path):
    with pytest.raises(TableError) as refused:
        wide([tmp_path / "a.csv"], [tmp_path / "b.toml"])
    assert refused.value.problems[["file", "code"]].to_numpy().tolist() == [
        ["a.csv", "source_no_file"],
        ["b.toml", "source_no_file"],
    ]
    with pytest.raises(TableError, match="2 bestanden en 3 maps"):
        wide(["a", "b"], ["a", "b", "c"], lang="nl")


@pytest.fixture(scope="module")
def hague():
    if not HAGUE.is_dir():
        pytest.skip("needs ../shared/data/hague, which is not beside this checkout")
    files = [HAGUE / f"df_{name}_CLUSTERED_3.csv" for name in ("supply", "demand")]
    return wide(files, ["hague_supply", "hague_demand"])


def test_the_hague_shows_its_shared_practices_merged_wijken_and_artefact(hague):
    tables, notices = hague
    assert len(tables["neighbourhoods"]) == 91 + 4
    assert len(set(carrying(tables, "shared_practices"))) == 18
    assert set(carrying(tables, "implausible_supply")) == {"WK051810", "WK051811"}
    assert set(carrying(tables, "merged")) == {
        "WK051801", "WK051802", "WK051835", "WK051836", "WK191601", "WK191607",
    }  # fmt: skip
    assert len(set(carrying(tables, "practice_without_staff"))) == 8
    same = [vars(notice)["values"] for notice in notices if notice.code == "wide_same"]
    assert [(told["areas"], told["all"]) for told in same] == [(14, 39), (18, 46), (6, 6)]


def test_the_ten_wijken_of_the_hague_with_the_fewest_heads_for_their_people(hague):
    tables, _ = hague
    ranked = heads(
        hoods(tables),
        of=["gps", "practice_nurses"],
        people=["over_80", "wmo_users"],
        leave_out=["shared_practices", "merged", "implausible_supply"],
    )
    ten = ranked[ranked["rank"] <= 10]
    assert ten["per_1000"].round(2).to_dict() == {
        "WK051823": 0,
        "WK191606": 0,
        "WK051818": 1.05,
        "WK060308": 1.33,
        "WK051822": 2.83,
        "WK051816": 3.2,
        "WK051832": 4.53,
        "WK051815": 5.33,
        "WK062900": 5.49,
        "WK191604": 6.25,
    }
    assert ten["per_1000"].to_numpy() == pytest.approx(straight_from_the_files().loc[ten.index])
    assert set(carrying(tables, "practice_without_staff")) & set(ten.index) == {
        "WK051823", "WK191606",
    }  # fmt: skip


def straight_from_the_files():
    """Heads per 1,000 people over 80 and Wmo users in 2020, with nothing of ours between."""
    supply = pd.read_csv(HAGUE / "df_supply_CLUSTERED_3.csv", index_col="WKC")
    demand = pd.read_csv(HAGUE / "df_demand_CLUSTERED_3.csv").query("YEAR == 2020").set_index("WKC")
    people = demand["Total_Population"] * (demand["%_Above80"] + demand["%_WMO_user"])
    return 1000 * (supply["Doctors"] + supply["Nurses"]) / people


LATER = """wkc ; year;total population;%_above80;% WMO user;%_WLZ_user;Something_New
WK051801;2019.0;8000;0.05;0.031;0.010;x
WK051801;2021;8100;0.06;0.033;0.012;x
WK051801;2024;8200;0.07;0.035;0.013;y
"""
MAP = """[area]
code = "WKC"
year = "YEAR"
population = "Total_Population"
[[indicator]]
column = "%_Above80"
name = "over_80"
times = "Total_Population"
[[indicator]]
column = "%_WMO_user"
name = "wmo_users"
times = "Total_Population"
zero_year = "unknown"
"""


def later(tmp_path, text=LATER):
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")
    (tmp_path / "later.csv").write_text(text, encoding="utf-8")
    return wide([tmp_path / "later.csv"], [tmp_path / "map.toml"])


def test_later_years_with_more_columns_and_headings_in_other_capitals_come_in(tmp_path):
    tables, notices = later(tmp_path)
    assert [problem.code for problem in notices] == []
    rows = tables["indicators"][["indicator", "year", "value"]].to_numpy().tolist()
    assert rows == [
        ["over_80", 2019, 400.0],
        ["over_80", 2021, 486.0],
        ["over_80", 2024, 574.0],
        ["wmo_users", 2019, 248.0],
        ["wmo_users", 2021, 267.3],
        ["wmo_users", 2024, 287.0],
    ]
    assert tables["neighbourhoods"]["population"].tolist() == [8200]


def test_of_two_headings_that_differ_in_signs_only_neither_is_guessed(tmp_path):
    twice = LATER.replace("Something_New", "% above80").replace("%_above80", "%_ABOVE80")
    with pytest.raises(TableError) as refused:
        later(tmp_path, twice)
    assert "%_Above80" in str(refused.value)


def test_a_sheet_of_too_many_signs_is_too_wide_without_a_single_cell(monkeypatch):
    monkeypatch.setattr(sheet_xml, "_MOST_CELLS", 2)
    assert not sheet_xml.too_wide(b"<a/>" * 6)
    assert sheet_xml.too_wide(b"<a/>" * 7)


@pytest.mark.parametrize(
    ("text", "row"), [(b'[area]\ncode = "a', None), (b"a = =", 1), (b"\xff", None)]
)
def test_a_map_that_is_no_toml_is_told_with_its_line(tmp_path, text, row):
    (tmp_path / "a.toml").write_bytes(text)
    (tmp_path / "a.csv").write_text(SUPPLY, encoding="utf-8")
    with pytest.raises(TableError, match="This is not TOML") as refused:
        wide([tmp_path / "a.csv"], [tmp_path / "a.toml"])
    problem = refused.value.problems.loc[0]
    assert problem["code"] == "wide_not_toml"
    assert (None if pd.isna(problem["row"]) else problem["row"]) == row


def test_no_neighbourhood_has_no_indicator():
    with pytest.raises(ValueError, match="gps"):
        heads([], of=["gps"], people=["everybody"])
