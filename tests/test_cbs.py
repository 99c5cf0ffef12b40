from pathlib import Path

import pytest

from ecosystem.sources.cbs import cbs
from ecosystem.tables.problems import TableError, table

CBS = Path(__file__).resolve().parents[2] / "shared" / "data" / "cbs_kwb"

STATLINE = (
    "\ufeff"
    '"Wijken en buurten";"Regioaanduiding/Gemeentenaam (naam)";'
    '"Regioaanduiding/Soort regio (omschrijving)";"Regioaanduiding/Codering (code)";'
    '"Regioaanduiding/Indelingswijziging wijken en buurten (code)";'
    '"Bevolking/Aantal inwoners (aantal)";"Bevolking/Leeftijdsgroepen/65 jaar of ouder (aantal)";'
    '"Zorg/Wmo-cliënten (aantal)";"Zorg/Wmo-cliënten relatief (per 1 000 inwoners)";'
    '"Nabijheid/Afstand tot huisartsenpraktijk (km)";"Bevolking/Iets nieuws (aantal)"\n'
    '"Nederland";"Nederland ";"Land ";"NL00      ";".";1000;200;90;"90,0";"0,9";7\n'
    '"Dorp";"Dorp ";"Gemeente ";"GM0001    ";".";100;20;.;.;"1,0";7\n'
    '"Wijk 00";"Dorp ";"Wijk ";"WK000100  ";"1";100;20;10;"100,0";"1,0";7\n'
    '"Kern";"Dorp ";"Buurt ";"BU00010000";"1";60;15;10;"166,7";"0,8";7\n'
    '"Kern";"Dorp ";"Buurt ";"BU0001000A";"1";40;5;       .;.;"1,3";7\n'
)
R = (
    '"","Wijken.en.buurten","Regioaanduiding.Gemeentenaam..naam.",'
    '"Regioaanduiding.Soort.regio..omschrijving.","Regioaanduiding.Codering..code.",'
    '"Regioaanduiding.Indelingswijziging.wijken.en.buurten..code.",'
    '"Bevolking.Aantal.inwoners..aantal.",'
    '"Bevolking.Leeftijdsgroepen.65.jaar.of.ouder..aantal.","Zorg.Wmo.cliënten..aantal.",'
    '"Zorg.Wmo.cliënten.relatief..per.1.000.inwoners.",'
    '"Nabijheid.Afstand.tot.huisartsenpraktijk..km.","Bevolking.Iets.nieuws..aantal."\n'
    '"1","Dorp","Dorp ","Gemeente ","GM0001    ",".",100,"      20",NA,"       .","     1.0",7\n'
)
ODATA = (
    "ID,WijkenEnBuurten,Gemeentenaam_1,SoortRegio_2,Codering_3,AantalInwoners_5,"
    "k_65JaarOfOuder_12,WmoClienten_{n},WmoClientenRelatief_{m},AfstandTotHuisartsenpraktijk_109\n"
    "0,GM0001    ,Dorp      ,Gemeente  ,GM0001    ,100,20,-99997,,1.0\n"
)


def kwb(folder, content, name="kwb2024.csv"):
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def value(tables, code, indicator, year=2024):
    rows = tables["indicators"].set_index(["neighbourhood", "indicator", "year"])["value"]
    return rows[code, indicator, year]


def said(notices):
    return {notice.code: notice.values["count"] for notice in notices}


def test_an_area_is_a_code_also_the_nation_and_also_where_a_name_stands_twice(tmp_path):
    areas = cbs([kwb(tmp_path, STATLINE)])[0]["neighbourhoods"]
    assert areas["neighbourhood"].tolist() == [
        "BU00010000", "BU0001000A", "GM0001", "NL00", "WK000100",
    ]  # fmt: skip
    assert areas["name"].tolist() == ["Kern", "Kern", "Dorp", "Nederland", "Wijk 00"]
    assert areas["parent"].fillna("").tolist() == ["WK000100", "WK000100", "NL00", "", "GM0001"]
    assert areas["population"].tolist() == [60, 40, 100, 1000, 100]
    assert set(areas["year"]) == {2024}


def test_what_is_suppressed_is_a_row_without_a_value(tmp_path):
    tables, notices = cbs([kwb(tmp_path, STATLINE)])
    figures = tables["indicators"]
    hidden = figures[figures["value"].isna()]
    assert hidden[["neighbourhood", "indicator"]].to_numpy().tolist() == [
        ["BU0001000A", "wmo_clients"],
        ["BU0001000A", "wmo_clients_per_1000"],
        ["GM0001", "wmo_clients"],
        ["GM0001", "wmo_clients_per_1000"],
    ]
    assert set(figures["source"]) == {"cbs"}
    assert notices == []


@pytest.mark.parametrize(
    "content", [STATLINE, R, ODATA.format(n=86, m=87), ODATA.format(n=93, m=94)]
)
def test_every_layout_and_yearly_number_gives_the_same_names(tmp_path, content):
    tables, _ = cbs([kwb(tmp_path, content)])
    assert value(tables, "GM0001", "population") == 100
    assert value(tables, "GM0001", "age_65_plus") == 20
    assert value(tables, "GM0001", "distance_gp") == 1.0


@pytest.mark.parametrize("content", [STATLINE, R])
def test_an_unknown_heading_keeps_its_words(tmp_path, content):
    tables, _ = cbs([kwb(tmp_path, content)])
    assert value(tables, "GM0001", "bevolking_iets_nieuws") == 7


def test_in_odata_the_areas_have_no_name_of_their_own(tmp_path):
    areas = cbs([kwb(tmp_path, ODATA.format(n=86, m=87))])[0]["neighbourhoods"]
    assert areas["name"].isna().all()


@pytest.mark.parametrize(
    ("name", "above", "year"),
    [
        ("kwb2019_dorp.csv", "", 2019),
        ("85618NED.csv", "", 2023),
        ("export_20250101.csv", "Kerncijfers wijken en buurten 2021\n\n", 2021),
    ],
)
def test_the_year_is_found_in_the_title_the_name_or_the_table(tmp_path, name, above, year):
    tables, _ = cbs([kwb(tmp_path, above + STATLINE.lstrip("\ufeff"), name)])
    assert set(tables["indicators"]["year"]) == {year}


def test_a_year_that_nothing_tells_is_asked_for(tmp_path):
    path = kwb(tmp_path, STATLINE, "download.csv")
    with pytest.raises(TableError, match="Nergens staat van welk jaar dit is"):
        cbs([path], lang="nl")
    assert set(cbs([path], year=2022)[0]["indicators"]["year"]) == {2022}


def test_years_stand_side_by_side_and_a_name_is_the_last(tmp_path):
    old = kwb(tmp_path, STATLINE.replace('"Dorp"', '"Gehucht"'), "kwb2017.csv")
    tables, notices = cbs([kwb(tmp_path, STATLINE), old])
    assert value(tables, "NL00", "population", 2017) == 1000
    assert set(tables["indicators"]["year"]) == {2017, 2024}
    assert "Gehucht" not in set(tables["neighbourhoods"]["name"])
    assert notices == []


def test_a_year_given_twice_with_other_figures_is_noticed(tmp_path):
    other = kwb(tmp_path, STATLINE.replace(";60;", ";61;"), "again_2024.csv")
    tables, notices = cbs([kwb(tmp_path, STATLINE), other])
    assert value(tables, "BU00010000", "population") == 60
    assert said(notices) == {"source_figure_again": 1}


def test_codes_together_are_one_neighbourhood_of_sums(tmp_path):
    tables, notices = cbs(
        [kwb(tmp_path, STATLINE)], codes=["BU0001000A", "BU00010000"], neighbourhood="kern"
    )
    areas = tables["neighbourhoods"].set_index("neighbourhood")
    assert areas.index.tolist() == ["NL00", "kern"]
    assert areas.loc["kern", ["codes", "population"]].tolist() == ["BU00010000|BU0001000A", 100]
    assert value(tables, "kern", "age_65_plus") == 20
    assert value(tables, "kern", "wmo_clients") != value(tables, "kern", "wmo_clients")  # unknown
    assert set(tables["indicators"]["indicator"]) == {"population", "age_65_plus", "wmo_clients"}
    assert said(notices) == {"cbs_not_added": 3, "cbs_part_missing": 1}


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        (["BU00010000", "WK000100"], "cbs_codes_overlap"),
        (["GM0001", "BU0001000A"], "cbs_codes_overlap"),
        (["NL00", "GM0001"], "cbs_codes_overlap"),
        (["BU00010000", "BU99999999"], "cbs_codes_absent"),
    ],
)
def test_codes_that_overlap_or_are_nowhere_are_refused(tmp_path, codes, code):
    with pytest.raises(TableError) as refused:
        cbs([kwb(tmp_path, STATLINE)], codes=codes)
    assert refused.value.problems["code"].tolist() == [code]


def test_a_buurt_without_its_wijk_and_a_row_without_a_code_are_noticed(tmp_path):
    lines = [line for line in STATLINE.splitlines() if "WK000100" not in line]
    lines += ['"Bron: CBS"', '"Kern";"Dorp";"Buurt";"BU1";"1";60;15;10;1;1;7', lines[-1]]
    lines += ['"x";"Dorp";"Buurt";"BU00010002";"1";veel;15;10;1;1;7']
    _, notices = cbs([kwb(tmp_path, "\n".join(lines))])
    assert said(notices) == {
        "cbs_no_code": 1,
        "cbs_no_parent": 3,
        "source_id_again": 1,
        "source_no_figure": 1,
    }
    orphans = "BU00010000, BU0001000A, BU00010002"
    assert table(notices, "nl")["message"].tolist() == [
        "Cellen die geen cijfer zijn: 1 (veel).",
        "Rijen waarvan de code geen NL-, GM-, WK- of BU-code is: 1 (BU1).",
        f"Gebieden waarvan het grotere gebied niet in het bestand staat: 3 ({orphans}).",
        "Rijen met een id dat er al staat: 1 (BU0001000A).",
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "source_empty"),
        ("naam;inwoners\nx;1\n", "source_no_column"),
        ("Codering_3;AantalInwoners_5\nx;1\n", "source_no_column"),
    ],
)
def test_a_file_that_is_no_kerncijfers_is_refused(tmp_path, content, code):
    with pytest.raises(TableError) as refused:
        cbs([kwb(tmp_path, content), tmp_path / "nowhere.csv"])
    assert refused.value.problems["code"].tolist() == [code, "source_no_file"]


def published(name):
    if not CBS.is_dir():
        pytest.skip("needs ../shared/data/cbs_kwb, which is not beside this checkout")
    figures = cbs([CBS / name])[0]["indicators"]
    figures["kind"] = figures["neighbourhood"].str[:2]
    return figures.groupby(["indicator", "kind"])["value"]


def test_the_published_totals_of_2024_come_out():
    figures = published("kwb2024_nederland_alle_regios_bevolking_leeftijd.csv")
    assert figures.sum()["population"].to_dict() == {
        "BU": 17_942_915, "GM": 17_942_942, "NL": 17_942_942, "WK": 17_942_715,
    }  # fmt: skip
    assert figures.sum()["age_65_plus"].to_dict() == {
        "BU": 3_676_980, "GM": 3_677_228, "NL": 3_677_228, "WK": 3_677_230,
    }  # fmt: skip
    assert figures.size()["population"].to_dict() == {
        "BU": 14_574, "GM": 342, "NL": 1, "WK": 3_393,
    }  # fmt: skip


def test_amsterdam_of_2019_comes_out_with_what_was_suppressed():
    figures = published("kwb2019_amsterdam_volledig.csv")
    expected = {
        "population": (862_965, 862_635, 0),
        "age_65_plus": (107_980, 107_985, 0),
        "wmo_clients": (70_295, 68_480, 100),
        "youth_care": (20_735, 18_500, 142),
    }
    hidden = figures.size() - figures.count()
    assert {
        name: (figures.sum()[name, "GM"], figures.sum()[name, "BU"], hidden[name, "BU"])
        for name in expected
    } == expected


def test_amsterdam_of_2017_has_other_columns_and_the_same_names():
    figures = published("kwb2017_amsterdam_volledig.csv")
    assert figures.sum()["population", "GM"] == 844_947
    assert figures.sum()["population_density", "NL"] == 507
    assert "wmo_clients" not in figures.sum().index.levels[0]


def test_a_workbook_of_another_program_is_refused_by_its_kind(tmp_path):
    (tmp_path / "kwb2024.ods").write_bytes(b"whatever")
    for lang, says in (("en", "Save it as .xlsx or as .csv."), ("nl", "Bewaar het als .xlsx")):
        with pytest.raises(TableError, match=says) as caught:
            cbs([tmp_path / "kwb2024.ods"], lang=lang)
        assert caught.value.problems["code"].tolist() == ["other_format"]


def test_a_population_that_is_no_whole_number_is_rounded_and_one_beyond_counting_unknown(tmp_path):
    text = STATLINE.replace(";100;20;10;", ";100,6;20;10;").replace(";60;15;", f";{'9' * 30};15;")
    tables, notices = cbs([kwb(tmp_path, text)])
    areas = tables["neighbourhoods"].set_index("neighbourhood")["population"]
    assert areas["WK000100"] == 101
    assert str(areas["BU00010000"]) == "<NA>"
    assert "source_no_figure" in said(notices)


def test_of_a_file_without_codes_the_headings_are_told_but_for_what_may_be_an_id(tmp_path):
    with pytest.raises(TableError, match="there are: AantalInwoners_5, need, •••"):
        cbs([kwb(tmp_path, "AantalInwoners_5;need;zzq9x9\n1;2;3\n")])
