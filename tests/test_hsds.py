import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from ecosystem.sources.hsds import hsds
from ecosystem.tables.problems import TableError, table

MIAMI = Path(__file__).resolve().parents[2] / "shared" / "data" / "miami_hsds"

VERSION_2 = {
    "organizations": "id,name\n7,Soup kitchen\n07,Night shelter\nTEST,Test\ntest,Caf\u00e9\n",
    "services": (
        "id,organization_id,name,status\n"
        's1,7,"Lunch\nand talk",\ns2,gone,Bus,active\ns3,07,Beds,\n'
        "s4,TEST,Old,inactive\ns5,,Lost,\n"
    ),
    "taxonomy": (
        "id,name,parent_id,parent_name\nB,Basic needs,,\nB-1,Meals,B,Basic needs\n"
        "B-2,Beds,B,Basic needs\nB-2,Shelter,B,Basic needs\nY,Unused,,\n"
    ),
    "services_taxonomy": (
        "id,service_id,taxonomy_id\n1,s1,B-1\n2,s1,B-1\n3,s2,T-9\n4,s3,B-2\n5,s4,B-1\n6,nowhere,B-1\n"
    ),
}
VERSION_3 = {
    "organization": "id,name\n7,Soup kitchen\n07,Night shelter\n",
    "service": "id,organization_id,name\ns1,7,Lunch\ns3,07,Beds\n",
    "taxonomy": "id,name\nairs,A list of lists\n",
    "taxonomy_term": "id,name,parent_id\nB,Basic needs,\nB-1,Meals,B\nB-2,Beds,B\n",
    "attribute": (
        "id,link_id,taxonomy_term_id,link_entity,link_type\n1,s1,B-1,service,\n"
        "2,s3,B-2,service,\n3,07,B-1,organization,\n4,x,B-1,location,\n"
        "5,s1,B-2,service,service_eligibility\n"
    ),
}


def written(folder, files):
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def said(notices):
    return {notice.code: notice.values["count"] for notice in notices}


def offered(tables):
    return list(zip(tables["competences"]["actor"], tables["competences"]["need"], strict=True))


def test_an_organisation_can_what_its_services_are_about(tmp_path):
    tables, _ = hsds(written(tmp_path, VERSION_2))
    assert offered(tables) == [("07", "B-2"), ("7", "B-1"), ("gone", "T-9")]


def test_ids_stay_as_they_are_and_an_absent_organisation_is_kept(tmp_path):
    actors = hsds(written(tmp_path, VERSION_2))[0]["actors"]
    assert actors["actor"].tolist() == ["07", "7", "TEST", "gone", "test"]
    assert actors["label"].fillna("").tolist() == [
        "Night shelter", "Soup kitchen", "Test", "", "Caf\u00e9",
    ]  # fmt: skip
    assert set(actors["level"]) == {"organisation"}
    assert actors[["layer", "hours", "step"]].isna().all(axis=None)


def test_needs_are_the_terms_by_id_under_the_name_of_their_parent(tmp_path):
    needs = hsds(written(tmp_path, VERSION_2))[0]["needs"]
    assert needs["need"].tolist() == ["B", "B-1", "B-2", "T-9", "Y"]
    assert needs["label_en"].fillna("").tolist() == ["Basic needs", "Meals", "Beds", "", "Unused"]
    assert needs["domain"].fillna("").tolist() == ["", "Basic needs", "Basic needs", "", ""]


def test_the_directory_is_one_neighbourhood(tmp_path):
    tables, _ = hsds(written(tmp_path, VERSION_2), neighbourhood="miami")
    assert tables["neighbourhoods"]["neighbourhood"].tolist() == ["miami"]
    assert set(tables["actors"]["neighbourhood"]) == {"miami"}


def test_everything_odd_is_noticed_once(tmp_path):
    _, notices = hsds(written(tmp_path, VERSION_2))
    assert said(notices) == {
        "source_id_again": 1,
        "hsds_closed": 1,
        "hsds_nobody": 1,
        "hsds_organisation_absent": 1,
        "hsds_link_again": 1,
        "hsds_service_without_term": 1,
        "hsds_service_absent": 1,
        "hsds_term_absent": 1,
        "hsds_term_unused": 2,
    }


def test_the_names_of_version_3_are_read(tmp_path):
    tables, notices = hsds(written(tmp_path, VERSION_3))
    assert offered(tables) == [("07", "B-1"), ("07", "B-2"), ("7", "B-1")]
    assert tables["needs"]["domain"].fillna("").tolist() == ["", "Basic needs", "Basic needs"]
    assert said(notices) == {"hsds_other_link": 2, "hsds_term_unused": 1}


def test_a_notice_reads_in_both_languages(tmp_path):
    _, notices = hsds(written(tmp_path, VERSION_2))
    absent = [notice for notice in notices if notice.code == "hsds_organisation_absent"]
    assert table(absent)["message"].item() == (
        "Services whose organisation is not in organizations.csv: 1, of 1 organisations (gone)."
    )
    assert table(absent, "nl")["message"].item() == (
        "Diensten waarvan de organisatie niet in organizations.csv staat: 1, "
        "van 1 organisaties (gone)."
    )


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(TableError, match="Deze map is er niet"):
        hsds(tmp_path / "nowhere", lang="nl")


def test_a_wrong_folder_names_every_file_it_lacks(tmp_path):
    with pytest.raises(TableError) as refused:
        hsds(tmp_path)
    assert refused.value.problems["message"].tolist() == [
        "The folder lacks organization.csv.",
        "The folder lacks service.csv.",
        "The folder lacks service_taxonomy.csv / attribute.csv / service_attribute.csv / link_taxonomy.csv.",  # noqa: E501
        "The folder lacks taxonomy_term.csv / taxonomy.csv.",
    ]


@pytest.mark.parametrize(
    ("file", "content", "code", "row"),
    [
        ("organizations", b"", "source_empty", None),
        ("organizations", b"name\nx\n", "source_no_column", None),
        ("services", b"id,organization_id\ns1,7,Lunch, and talk\n", "source_too_wide", 2),
        ("taxonomy", b"\xff\xfe\x00", "bad_encoding", None),
        ("services_taxonomy", b"id,service_id\n1,s1\n", "source_no_column", None),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path, file, content, code, row):
    (written(tmp_path, VERSION_2) / f"{file}.csv").write_bytes(content)
    with pytest.raises(TableError) as refused:
        hsds(tmp_path)
    found = refused.value.problems
    assert found[["file", "code"]].to_numpy().tolist() == [[f"{file}.csv", code]]
    assert found["row"].notna().any() == (row is not None)


def test_every_encoding_a_spreadsheet_writes_is_read(tmp_path):
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        written(tmp_path, VERSION_2)
        (tmp_path / "organizations.csv").write_bytes(
            VERSION_2["organizations"].replace(",", ";").encode(encoding)
        )
        labels = hsds(tmp_path)[0]["actors"]["label"]
        assert labels.iloc[-1] == "Caf\u00e9", encoding


@pytest.fixture(scope="module")
def miami():
    if not MIAMI.is_dir():
        pytest.skip("needs ../shared/data/miami_hsds, which is not beside this checkout")
    return hsds(MIAMI)


def counted_by_hand():
    """Organisations by term, worked out with nothing but the csv module."""
    with (MIAMI / "services.csv").open(encoding="utf-8", newline="") as file:
        whose = {row["id"]: row["organization_id"] for row in csv.DictReader(file)}
    by_term = defaultdict(set)
    with (MIAMI / "services_taxonomy.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            by_term[row["taxonomy_id"]].add(whose[row["service_id"]])
    return Counter(map(len, by_term.values()))


def test_miami_comes_in_whole(miami):
    tables, notices = miami
    assert {name: len(frame) for name, frame in tables.items()} == {
        "neighbourhoods": 1,
        "actors": 1074 + 82,
        "needs": 1991,
        "competences": 9848,
    }
    assert tables["actors"]["label"].notna().sum() == 1074
    assert said(notices) == {
        "source_id_again": 1994 - 1991,
        "hsds_organisation_absent": 447,
        "hsds_link_again": 9155,
        "hsds_service_without_term": 500,
        "hsds_term_unused": 7,
    }


def test_miami_has_881_needs_that_hang_on_one_organisation(miami):
    tables, _ = miami
    per_need = tables["competences"].groupby("need")["actor"].nunique()
    assert Counter(per_need) == counted_by_hand()
    assert (per_need == 1).sum() == 881
    assert set(tables["needs"]["need"]) - set(per_need.index) == {
        "B", "D", "F", "H", "L", "R", "Y",
    }  # fmt: skip
