"""Residents come in by pseudonym: keyed, the same for one delivery, and never made twice."""

import base64
import hashlib
import hmac
import os

import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.cli import main
from ecosystem.sources.event_log import event_log
from ecosystem.sources.imported import make
from ecosystem.sources.synthetic import synthetic
from ecosystem.tables.arrow_rows import arrow_rows
from ecosystem.tables.key import VARIABLE, in_git, key, new_key
from ecosystem.tables.partition import open_parquet
from ecosystem.tables.pseudonyms import pseudonym, rows_with_pseudonyms
from ecosystem.tables.save import save

KEY = bytes(range(32))
MADE = "a pseudonym made of what is in this delivery"
CONTACTS = pd.DataFrame(
    {
        "neighbourhood": ["north", "north", "south", "south"],
        "resident": ["Client 1", "client 2", "client 2", None],
        "request": ["q1", "q2", "q3", "q4"],
        "actor": ["nurse"] * 4,
    }
)
REQUESTS = pd.DataFrame(
    {
        "neighbourhood": ["north", "south"],
        "request": ["q1", "q3"],
        "resident": ["client  1", "client 2"],
    }
)


@pytest.fixture
def keyed(tmp_path, monkeypatch):
    path = tmp_path / "region.key"
    path.write_bytes(KEY)
    path.chmod(0o600)
    monkeypatch.setenv(VARIABLE, str(path))
    return path


def _by_hand(resident, secret=KEY):
    digest = hmac.new(secret, b"ecosystem resident\0" + resident.encode(), hashlib.sha256).digest()
    return "r_" + base64.b32encode(digest[:10]).decode().lower()


def _residents(region):
    return [one for hood in region for one in hood.contacts["resident"]]


def test_a_pseudonym_is_the_first_80_bits_of_a_keyed_hash():
    assert pseudonym("client 2", KEY) == _by_hand("client 2")
    assert len(_by_hand("client 2")) == 18
    assert pseudonym("client 2", bytes(32)) != _by_hand("client 2")


@pytest.mark.usefixtures("keyed")
def test_one_resident_is_one_pseudonym_in_every_table_and_delivery():
    region = eco.load({"contacts": CONTACTS, "requests": REQUESTS})
    one, two = _by_hand("client 1"), _by_hand("client 2")
    assert region["north"].contacts["resident"].tolist() == [one, two]
    assert region["south"].contacts["resident"].tolist()[0] == two
    assert region["south"].contacts["resident"].isna().tolist() == [False, True]
    assert region["north"].requests["resident"].tolist() == [one]
    assert "no_key" not in region.notices["code"].tolist()
    later = eco.load({"contacts": CONTACTS.iloc[2:3]})
    assert later["south"].contacts["resident"].tolist() == [two]


def test_without_a_key_a_delivery_makes_its_own_and_says_so_once():
    regions = [eco.load({"contacts": CONTACTS}) for _ in range(2)]
    assert _residents(regions[0]) == _residents(regions[1])
    told = regions[0].notices
    assert told.loc[told["code"] == "no_key", ["file", "message"]].to_numpy().tolist() == [
        [
            "contacts",
            f"2 resident(s) have {MADE}: another delivery gives them another.",
        ]
    ]
    shuffled = eco.load({"contacts": CONTACTS.iloc[[3, 1, 2, 0]]})
    assert set(_residents(shuffled)) == set(_residents(regions[0]))
    fewer = eco.load({"contacts": CONTACTS.iloc[1:]})
    assert not set(_residents(fewer)[:1]) & set(_residents(regions[0]))


def test_without_a_key_who_guesses_every_id_cannot_make_the_pseudonyms():
    guessed = CONTACTS.assign(actor=["nurse", "nurse", "nurse", "gp"])
    pair = [eco.load({"contacts": table}) for table in (CONTACTS, guessed)]
    assert not set(_residents(pair[0])[:2]) & set(_residents(pair[1]))


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_what_was_saved_is_loaded_as_it_was(tmp_path, kind):
    region = eco.load({"contacts": CONTACTS, "requests": REQUESTS})
    place = tmp_path / ("one.xlsx" if kind == "xlsx" else "one")
    again = tmp_path / ("two.xlsx" if kind == "xlsx" else "two")
    save(region, place, format=kind)
    loaded = eco.load(place)
    assert sorted(_residents(loaded), key=str) == sorted(_residents(region), key=str)
    assert loaded.notices.empty
    save(loaded, again, format=kind)
    files = [place] if kind == "xlsx" else sorted(place.iterdir())
    twins = [again] if kind == "xlsx" else sorted(again.iterdir())
    assert [one.read_bytes() for one in files] == [one.read_bytes() for one in twins]


def test_ids_in_parquet_that_did_not_come_by_the_door_become_pseudonyms_when_read(
    tmp_path, keyed, monkeypatch
):
    raw = {
        "contacts": make("contacts", dict(CONTACTS)),
        "requests": make("requests", dict(REQUESTS)),
    }
    save(raw, tmp_path / "raw", format="parquet")
    one, two = sorted([_by_hand("Client 1"), _by_hand("client 2")])
    region = open_parquet(tmp_path / "raw")
    assert region["north"].contacts["resident"].tolist() == [one, two]
    keyed.unlink()
    with pytest.raises(eco.TableError, match="is not there"):
        region["north"]
    monkeypatch.delenv(VARIABLE)
    bare = _residents(region)
    assert bare[:3] == _residents(open_parquet(tmp_path / "raw"))[:3]
    assert len(set(bare[:3])) == 2
    assert not {one, two, "client 2"} & set(bare)


def test_patients_and_relatives_in_a_team_are_residents_and_actors_are_not(keyed):
    seats = {
        "team": ["t"] * 4,
        "member": ["nurse", "client 2", "son", "carer"],
        "role": ["provider", "patient", "partner", "partner"],
    }
    actors = pd.DataFrame({"actor": ["nurse", "carer"]})
    region = eco.load({"actors": actors, "members": pd.DataFrame(seats), "contacts": CONTACTS[:0]})
    member = region["all"].members["member"].tolist()
    assert member == ["nurse", _by_hand("client 2"), _by_hand("son"), "carer"]
    assert keyed.exists()


@pytest.mark.usefixtures("keyed")
def test_a_log_is_written_with_pseudonyms(tmp_path, capsys):
    (tmp_path / "log.csv").write_text(
        "case,activity,timestamp,resident,resource\nq7,visit,2025-01-01 10:00,client 2,Ann\n"
    )
    tables, _ = event_log(tmp_path / "log.csv")
    assert tables["contacts"]["resident"].tolist() == [_by_hand("client 2")]
    assert tables["requests"]["resident"].tolist() == [_by_hand("client 2")]
    assert tables["contacts"]["actor"].tolist() == ["Ann"]
    assert main(["import", "log", str(tmp_path / "log.csv"), "--out", str(tmp_path / "out")]) == 0
    written = "".join(file.read_text() for file in (tmp_path / "out").iterdir())
    assert "client 2" not in written + "".join(capsys.readouterr())


def test_the_fictional_residents_have_the_form_of_pseudonyms_in_the_order_of_their_number():
    hood = next(iter(synthetic(1, residents=40)))
    region = eco.load({name: hood.tables[name] for name in ("contacts", "requests", "members")})
    assert region.notices["code"].isin(["no_key"]).sum() == 0
    for name in ("contacts", "requests"):
        ids = hood.tables[name]["resident"]
        assert ids.str.fullmatch(r"r_[a-z2-7]{16}").all()
    assert hood.contacts["resident"].is_monotonic_increasing


def test_a_new_key_is_for_its_owner_alone_and_never_takes_the_place_of_another(tmp_path):
    path = new_key(tmp_path / "region.key")
    content = path.read_bytes()
    assert len(content) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError, match="stays as it is"):
        new_key(path)
    with pytest.raises(FileExistsError, match="blijft zoals het is"):
        new_key(path, lang="nl")
    assert path.read_bytes() == content


def test_a_key_stands_outside_git_also_by_a_link(tmp_path):
    (tmp_path / "code" / ".git").mkdir(parents=True)
    (tmp_path / "code" / "deep").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "code" / "deep")
    for place in ("code/region.key", "code/deep/region.key", "link/region.key"):
        with pytest.raises(ValueError, match="inside a folder of git"):
            new_key(tmp_path / place)
    assert not in_git(tmp_path / "region.key")


@pytest.mark.parametrize(
    ("lang", "says"), [("en", "There is a file already"), ("nl", "Er is al een bestand")]
)
def test_a_link_to_itself_is_no_place_for_a_key(tmp_path, monkeypatch, capsys, lang, says):
    (tmp_path / "loop").symlink_to("loop")
    assert main(["new-key", str(tmp_path / "loop"), "--lang", lang]) == 1
    assert says in capsys.readouterr().err
    monkeypatch.setenv(VARIABLE, str(tmp_path / "loop"))
    assert key().code == "key_absent"


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_key_that_cannot_be_used_stops_in_words(tmp_path, monkeypatch, keyed, lang):
    (tmp_path / "code" / ".git").mkdir(parents=True)
    places = {
        "key_absent": tmp_path / "nothing",
        "key_in_git": tmp_path / "code" / "key",
        "key_short": tmp_path / "short",
    }
    places["key_in_git"].write_bytes(KEY)
    places["key_short"].write_bytes(KEY[1:])
    places["key_short"].chmod(0o600)
    if os.name == "posix":
        places["key_open"] = tmp_path / "open"
        places["key_open"].write_bytes(KEY)
        places["key_open"].chmod(0o640)
    for code, place in places.items():
        monkeypatch.setenv(VARIABLE, str(place))
        with pytest.raises(eco.TableError) as caught:
            eco.load({"contacts": CONTACTS}, lang=lang)
        problems = caught.value.problems
        assert problems["code"].tolist() == [code]
        assert problems["advice"].str.len().tolist() > [10]
        assert eco.check({"contacts": CONTACTS})[0]["code"].tolist() == [code]
    assert eco.load({"actors": pd.DataFrame({"actor": ["a"]})}).codes == ("all",)
    monkeypatch.setenv(VARIABLE, "")
    assert key() is None
    assert keyed.exists()


def test_the_command_makes_a_key_and_says_how_to_use_it(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["new-key", "region.key", "--lang", "nl"]) == 0
    assert f"export {VARIABLE}={tmp_path / 'region.key'}" in capsys.readouterr().out
    assert main(["new-key", "region.key", "--lang", "nl"]) == 1
    assert "blijft zoals het is" in capsys.readouterr().err


def test_rows_of_nobody_known_stay_so_and_a_pseudonym_stays_as_it_is():
    residents = ["anna", None, "r_abcdefghijklmnop", "anna", "bea"]
    rows = arrow_rows("requests", {"resident": pd.array(residents, dtype="str")})
    made = rows_with_pseudonyms("requests", rows, lambda: b"secret")
    anna, bea = (pseudonym(one, b"secret") for one in ("anna", "bea"))
    assert made["resident"].to_pylist() == [*sorted([anna, anna, bea, residents[2]]), None]
    kept = rows_with_pseudonyms("requests", made, lambda: pytest.fail("no key is needed"))
    assert kept["resident"].to_pylist() == made["resident"].to_pylist()
    nobody = arrow_rows("requests", {"resident": pd.array([None, None], dtype="str")})
    assert rows_with_pseudonyms("requests", nobody, bytes)["resident"].to_pylist() == [None] * 2
