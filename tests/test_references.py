"""Ids across tables: matched and reported, never merged where two exist, near ones suggested."""

import pandas as pd
import pytest

import ecosystem as eco


def _table(**columns):
    return pd.DataFrame(columns, dtype="str")


def _codes(notices):
    return notices[["file", "code"]].agg(" ".join, axis=1).tolist()


def _load(**tables):
    region = eco.load(tables)
    return region[region.codes[0]], region.notices


@pytest.mark.parametrize(
    "written", ["GP_1", "gp_1 ", "\u00a0gp_1", "gp_\u200b1", "Gp_1"]
)  # fmt: skip
def test_an_id_written_otherwise_is_matched_and_reported(written):
    hood, notices = _load(
        actors=_table(actor=["gp_1", "nurse"]), ties=_table(actor=[written], partner=["nurse"])
    )
    assert hood.ties["actor"].tolist() == ["gp_1"]
    assert notices["code"].isin(["matched", "tidied"]).all()
    assert len(notices) == 1


def test_accents_and_forms_of_letters_are_matched():
    hood, notices = _load(
        actors=_table(actor=["Café De Linde"]),
        competences=_table(actor=["CAFE DE LINDE"], need="skin"),
    )
    assert hood.competences["actor"].tolist() == ["Café De Linde"]
    assert notices["message"].tolist()[-1] == (
        "'CAFE DE LINDE' (1 times) is read as 'Café De Linde', as it stands in actors."
    )


def test_two_ids_that_both_exist_are_never_merged():
    actors = _table(actor=["TEST", "test"])
    hood, notices = _load(actors=actors, ties=_table(actor=["TEST"], partner=["test"]))
    assert hood.ties.loc[0, ["actor", "partner"]].tolist() == ["TEST", "test"]
    assert _codes(notices) == ["actors alike"]


def test_an_id_that_may_be_either_of_two_is_refused():
    problems, _, _ = eco.check(
        {"actors": _table(actor=["TEST", "test"]), "ties": _table(actor=["Test"], partner=["test"])}
    )
    assert problems["code"].tolist() == ["ambiguous_id"]
    assert "'TEST' / 'test'" in problems.loc[0, "message"]


def test_spaces_that_keep_two_ids_apart_stay():
    hood, _ = _load(actors=_table(actor=["gp", "gp "]))
    assert hood.actors["actor"].tolist() == ["gp", "gp "]


def test_without_an_own_table_the_first_table_is_followed_and_never_within_one():
    hood, notices = _load(
        competences=_table(actor=["GP", "gp", "Nurse"], need=["a", "a", "a"]),
        ties=_table(actor=["gp", "nurse"], partner=["Nurse", "GP"]),
    )
    assert hood.competences["actor"].tolist() == ["GP", "gp", "Nurse"]
    assert hood.ties["actor"].tolist() == ["gp", "nurse"]
    assert "ties alike" in _codes(notices)


def test_an_unknown_id_gets_the_nearest_known_one():
    problems, _, _ = eco.check(
        {
            "actors": _table(actor=["huisarts_1", "gp12"]),
            "ties": _table(actor=["huisrats_1", "gp13"], partner=["gp12", "nobody"]),
        }
    )
    told = problems[["row", "column", "code"]].to_numpy().tolist()
    assert told == [
        [1, "actor", "unknown_id_near"],
        [2, "actor", "unknown_id"],
        [2, "partner", "unknown_id"],
    ]
    assert problems.loc[0, "advice"] == "Did you mean 'huisarts_1'?"


def test_numbers_that_lost_their_zeros_are_suggested_not_mended():
    problems, _, _ = eco.check(
        {"actors": _table(actor=["007", "008"]), "ties": _table(actor=["7"], partner=["008"])}
    )
    assert problems[["code", "advice"]].to_numpy().tolist() == [
        ["unknown_id_near", "Did you mean '007'?"]
    ]


def test_a_code_is_mended_where_one_area_can_be_meant():
    hood, notices = _load(
        neighbourhoods=_table(neighbourhood=["BU00030001", "BU00030002"]),
        actors=_table(actor=["a", "b"], neighbourhood=["30001", "00030001"]),
    )
    assert hood.actors["neighbourhood"].tolist() == ["BU00030001", "BU00030001"]
    assert notices["code"].tolist() == ["code_mended", "code_mended"]


def test_a_code_that_fits_two_areas_is_refused_with_both():
    problems, _, _ = eco.check(
        {
            "neighbourhoods": _table(neighbourhood=["BU00030001", "WK030001"]),
            "actors": _table(actor=["a"], neighbourhood=["30001"]),
        }
    )
    assert problems["code"].tolist() == ["lost_zeros"]
    assert "'BU00030001' / 'WK030001'" in problems.loc[0, "message"]


def test_among_whole_codes_a_bare_one_is_mended_or_refused():
    hood, _ = _load(neighbourhoods=_table(neighbourhood=["BU00030001", "99990101"]))
    assert eco.load({"neighbourhoods": _table(neighbourhood=["BU00030001", "99990101"])}).codes == (
        "BU00030001",
        "BU99990101",
    )
    assert hood.code == "BU00030001"
    problems, _, _ = eco.check({"neighbourhoods": _table(neighbourhood=["BU00030001", "30002"])})
    assert problems["code"].tolist() == ["lost_zeros"]


def test_bare_codes_throughout_are_kept_and_noticed():
    region = eco.load({"neighbourhoods": _table(neighbourhood=["30001", "30002"])})
    assert region.codes == ("30001", "30002")
    assert region.notices["code"].tolist() == ["numeric_codes"]


def test_professions_and_organisations_are_matched_and_need_not_be_known():
    hood, notices = _load(
        actors=_table(actor=["a"], profession=["Bakker"], organisation=["De Linde"]),
        tariffs=_table(profession=["bakker", "smid"], euro=["60", "20"]),
    )
    assert hood.tariffs["profession"].tolist() == ["Bakker", "smid"]
    assert _codes(notices) == ["actors own_profession", "tariffs matched"]


def test_professions_written_as_they_are_called_are_read_as_their_slug():
    hood, notices = _load(
        actors=_table(actor=["a", "b", "c"], profession=["Huisarts", "GP", "bakker"]),
        teachable=_table(profession=["huisarts", "Bakker"], need=["skin", "skin"]),
    )
    assert hood.actors["profession"].tolist() == ["gp", "gp", "bakker"]
    assert hood.teachable["profession"].tolist() == ["gp", "bakker"]
    assert _codes(notices) == [
        *["actors matched"] * 2,
        "actors own_profession",
        *["teachable matched"] * 2,
    ]


def test_needs_written_as_they_are_called_are_read_as_their_slug_in_lists_too():
    hood, notices = _load(
        competences=_table(actor=["a", "b", "c"], need=["Pijn", "pijn", "pain"]),
        profiles=_table(profile=["p"], needs=["Pijn|Sociaal contact|knitting"], residents=["4"]),
    )
    assert hood.competences["need"].tolist() == ["pain"] * 3
    assert hood.profiles["needs"].tolist() == ["pain|social_contact|knitting"]
    assert _codes(notices) == [
        *["competences matched"] * 2,
        *["profiles matched"] * 2,
        "profiles own_need",
    ]


def test_a_need_of_the_own_table_keeps_its_name_and_a_label_is_read_only_as_one_that_is_there():
    hood, notices = _load(
        needs=_table(need=["Pijn", "skin"]),
        competences=_table(actor=["a", "a"], need=["Pijn", "huid"]),
    )
    assert hood.competences["need"].tolist() == ["Pijn", "skin"]
    assert _codes(notices) == ["competences matched"]
    problems, _, _ = eco.check(
        {
            "needs": _table(need=["skin"]),
            "competences": _table(actor=["a"], need=["Pijn"]),
        }
    )
    assert problems["code"].tolist() == ["unknown_id"]


def test_needs_outside_the_vocabulary_are_free_but_a_slip_is_told():
    hood, notices = _load(
        competences=_table(
            actor=["a", "a", "a", "a"],
            need=["social_contcat", "Sociaal contact", "knitting", "mobility"],
        )
    )
    assert len(hood.competences) == 4
    assert notices[["row", "code"]].to_numpy().tolist() == [
        [1, "near_name"],
        [2, "matched"],
        [3, "own_need"],
    ]


def test_lists_are_matched_part_by_part():
    hood, _ = _load(
        needs=_table(need=["skin", "pain"]),
        profiles=_table(profile=["p1"], needs=["Skin| PAIN "], residents=["3"]),
    )
    assert hood.profiles["needs"].tolist() == ["skin|pain"]
    problems, _, _ = eco.check(
        {
            "needs": _table(need=["skin", "pain"]),
            "profiles": _table(profile=["p1"], needs=["skni|hope"], residents=["3"]),
        }
    )
    assert problems["code"].tolist() == ["unknown_id", "unknown_id_near"]


def test_what_a_resident_is_called_is_never_repeated():
    problems, notices, _ = eco.check(
        {
            "actors": _table(actor=["gp_1"]),
            "requests": _table(request=["q1"], resident=["Jansen"], requested_by=["GEHEIM"]),
            "contacts": _table(
                resident=["JANSEN"], actor=["Pietersen"], minutes=["GEHEIM"], start=["GEHEIM"]
            ),
        }
    )
    words = " ".join(pd.concat([problems, notices])[["message", "advice"]].to_numpy().ravel())
    assert not any(name in words for name in ("Jansen", "JANSEN", "GEHEIM", "Pietersen"))
    assert problems["code"].tolist() == [
        "not_a_number",
        "not_a_date",
        "unknown_id",
        "not_a_choice",
    ] or set(problems["code"]) == {"not_a_number", "not_a_date", "unknown_id", "not_a_choice"}
    assert "matched_some" in notices["code"].tolist()


def test_needs_that_stand_in_one_cell_are_refused_with_each_by_itself():
    problems, _, _ = eco.check(
        {"competences": _table(actor=["a", "b"], need=["skin|pain", "skin"])}
    )
    assert problems[["row", "code"]].to_numpy().tolist() == [[1, "needs_in_one_cell"]]
    assert "skin|pain" in problems.loc[0, ["message", "advice"]].str.cat()
    hood, notices = _load(profiles=_table(profile=["p"], needs=["skin|pain"], residents=["4"]))
    assert hood.profiles["needs"].tolist() == ["skin|pain"]
    assert notices["code"].tolist() == []
