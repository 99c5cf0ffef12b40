"""What is written appears whole or not at all, and nothing else is touched."""

import os
import time
from pathlib import Path

import pytest

from ecosystem.tables import files, folders
from ecosystem.tables.files import names_after, write_beside
from ecosystem.tables.folders import instead_of, together


def there(folder):
    """Name what stands in a folder, with what it holds."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def write_all(folder, names):
    """Write files that appear together."""
    with together(folder) as part:
        for name in names:
            (part / name).write_text("later")


def test_a_file_takes_the_place_of_an_earlier_one_with_its_permissions(tmp_path):
    (tmp_path / "a").write_text("earlier")
    (tmp_path / "a").chmod(0o600)
    assert write_beside(tmp_path / "a", b"later") == tmp_path / "a"
    assert there(tmp_path) == {"a": "later"}
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


def test_what_a_link_leads_to_is_written_and_the_link_stays(tmp_path):
    (tmp_path / "real").write_text("earlier")
    (tmp_path / "link").symlink_to("real")
    write_beside(tmp_path / "link", b"later")
    assert (tmp_path / "link").is_symlink()
    assert there(tmp_path) == {"link": "later", "real": "later"}


def test_a_device_is_not_replaced_by_a_file(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path / "pipe", Path("/dev/null")):
        with pytest.raises(FileExistsError, match="no ordinary file"):
            write_beside(place, b"x")
    assert [path.is_fifo() for path in tmp_path.iterdir()] == [True]


def test_a_file_in_the_place_of_a_folder_and_the_other_way_round(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("mine")
    with pytest.raises(IsADirectoryError, match="is a folder; name a file"):
        write_beside(tmp_path / "folder", b"x")
    with pytest.raises(NotADirectoryError, match="is a file, not a folder"):
        write_beside(tmp_path / "file" / "x", b"x")
    with (
        pytest.raises(NotADirectoryError, match="is a file, not a folder"),
        together(tmp_path / "file"),
    ):
        pass
    assert there(tmp_path) == {"file": "mine"}


def test_what_killed_runs_left_is_taken_away_when_it_is_old_and_ours(tmp_path):
    old, young, theirs = ".a.0123abcd.part", ".a.ffffffff.part", ".a.letter.part"
    for name in (old, young, theirs, ".b.0123abcd.part"):
        (tmp_path / name).write_text("half")
    for name in (old, theirs):
        os.utime(tmp_path / name, (0, 0))
    write_beside(tmp_path / "a", b"")
    assert sorted(there(tmp_path)) == [young, theirs, ".b.0123abcd.part", "a"]


def test_files_appear_together_or_not_at_all_and_others_stay(tmp_path):
    (tmp_path / "a").write_text("earlier")
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "b").mkdir()
    with pytest.raises(IsADirectoryError):
        write_all(tmp_path, "ab")
    assert there(tmp_path) == {"a": "earlier", "notes.txt": "mine"}
    (tmp_path / "b").rmdir()
    write_all(tmp_path, "ab")
    assert there(tmp_path) == {"a": "later", "b": "later", "notes.txt": "mine"}


def test_the_next_run_brings_to_its_place_what_a_killed_one_had_whole(tmp_path):
    (tmp_path / ".files.whole").mkdir()
    (tmp_path / ".files.whole" / "index.html").write_text("later")
    (tmp_path / "index.html").write_text("earlier")
    (tmp_path / "a").write_text("later, already moved")
    with pytest.raises(KeyboardInterrupt), together(tmp_path):
        raise KeyboardInterrupt
    assert there(tmp_path) == {"a": "later, already moved", "index.html": "later"}


def test_a_run_that_finds_another_moving_its_files_helps_it_first(tmp_path):
    with together(tmp_path) as part:
        (part / "a").write_text("second")
        (tmp_path / ".files.whole").mkdir()
        for name in "ab":
            (tmp_path / ".files.whole" / name).write_text("first")
    assert there(tmp_path) == {"a": "second", "b": "first"}


def test_ctrl_c_while_files_are_moved_waits_until_all_are(tmp_path, monkeypatch):
    real, moved = Path.replace, []

    def replace(self, target):
        moved.append(target)
        if len(moved) == 2:
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        write_all(tmp_path, "abc")
    assert there(tmp_path) == {"a": "later", "b": "later", "c": "later"}


@pytest.mark.parametrize("at_once", [True, False])
def test_a_folder_takes_the_place_of_another(tmp_path, monkeypatch, at_once):
    if not at_once:
        monkeypatch.setattr(folders, "_exchange", lambda *_: False)
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "a").write_text("earlier")
    (tmp_path / "x").chmod(0o700)
    with instead_of(tmp_path / "x", "ab") as part:
        (part / "b").write_text("later")
    assert there(tmp_path) == {"x/b": "later"}
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o700
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_folders_change_places_in_one_step_on_linux(tmp_path):
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / "of").write_text(name)
    assert folders._exchange(tmp_path / "a", tmp_path / "b")
    assert there(tmp_path) == {"a/of": "b", "b/of": "a"}
    assert not folders._exchange(tmp_path / "a", tmp_path / "nowhere")


def test_what_somebody_puts_in_a_folder_meanwhile_stays(tmp_path):
    (tmp_path / "x").mkdir()
    with instead_of(tmp_path / "x", "a") as part:
        (part / "a").write_text("later")
        (tmp_path / "x" / "notes.txt").write_text("mine")
    assert there(tmp_path) == {"x/a": "later", "x/notes.txt": "mine"}


def test_a_folder_that_was_put_aside_by_a_killed_run_is_put_back(tmp_path):
    (tmp_path / ".x.0123abcd.part.old").mkdir()
    (tmp_path / ".x.0123abcd.part.old" / "a").write_text("earlier")
    with pytest.raises(KeyboardInterrupt), instead_of(tmp_path / "x", "a"):
        raise KeyboardInterrupt
    assert there(tmp_path) == {"x/a": "earlier"}


def test_two_runs_that_find_no_folder_both_end_well(tmp_path):
    with instead_of(tmp_path / "x", "a") as second:
        (second / "a").write_text("second")
        with instead_of(tmp_path / "x", "a") as first:
            (first / "a").write_text("first")
    assert there(tmp_path) == {"x/a": "second"}
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_no_two_codes_give_one_name_and_no_name_leads_elsewhere():
    codes = [
        "BU1",
        "bu1",
        "../x",
        "a/b",
        "a:b",
        "\u00e9",
        "e\u0301",
        "",
        "index",
        "CON",
        "x" * 300,
        "a\0b",
    ]
    names = names_after(codes)
    assert len({name.lower() for name in names.values()}) == len(codes)
    assert all(set(name) <= files_may for name in names.values())
    assert names["BU1"] == "BU1"
    assert {"index", "CON"}.isdisjoint(names.values())
    assert max(map(len, names.values())) < 100


files_may = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def test_a_disk_that_is_full_when_the_folder_is_settled_still_has_the_earlier_file(
    tmp_path, monkeypatch
):
    (tmp_path / "a").write_text("earlier")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_beside(tmp_path / "a", b"later")
    assert there(tmp_path) == {"a": "earlier"}


def test_a_name_has_eighty_signs_of_a_code_at_most():
    assert names_after(["x" * 80]) == {"x" * 80: "x" * 80}
    (long,) = names_after(["x" * 81]).values()
    assert long[:81] == "x" * 80 + "-"
    assert len(long) == 89


@pytest.mark.parametrize(("age", "stays"), [(86_300, True), (86_410, False)])
def test_what_a_run_left_is_another_run_s_for_a_day(tmp_path, age, stays):
    left = tmp_path / ".a.csv.0123abcd.part"
    left.write_bytes(b"half")
    os.utime(left, (time.time() - age,) * 2)
    write_beside(tmp_path / "a.csv", b"whole")
    assert left.exists() is stays


def test_what_a_run_writes_beside_a_file_is_known_as_ours_a_day_later(tmp_path):
    part = files.beside(tmp_path / "a")
    part.write_text("half")
    os.utime(part, (0, 0))
    again = files.beside(tmp_path / "a")
    assert there(tmp_path) == {}
    assert part.name != again.name


def test_the_file_by_which_people_come_to_the_others_comes_last(tmp_path, monkeypatch):
    moved, real = [], Path.replace
    monkeypatch.setattr(Path, "replace", lambda self, to: moved.append(to.name) or real(self, to))
    write_all(tmp_path, ["z", "index.html", "a"])
    assert moved == ["a", "z", "index.html"]


def replace_all(folder, inside=()):
    """Let a folder with a file `a`, and one in a folder `parts`, take the place of another."""
    with instead_of(folder, ["a"], lambda _: inside) as part:
        (part / "parts").mkdir()
        for place in (part / "a", part / "parts" / "a"):
            place.write_text("later")


def test_a_folder_is_replaced_only_where_all_in_it_may_go(tmp_path):
    (tmp_path / "x" / "parts").mkdir(parents=True)
    (tmp_path / "x" / "parts" / "a").write_text("earlier")
    with pytest.raises(FileExistsError, match="x holds parts, which is not a table of ours"):
        replace_all(tmp_path / "x")
    (tmp_path / "x" / "parts" / "z").write_text("mine")
    with pytest.raises(FileExistsError, match="x holds z, which is not a table of ours"):
        replace_all(tmp_path / "x", ["parts"])
    assert there(tmp_path) == {"x/parts/a": "earlier", "x/parts/z": "mine"}
    (tmp_path / "x" / "parts" / "z").unlink()
    replace_all(tmp_path / "x", ["parts"])
    assert there(tmp_path) == {"x/a": "later", "x/parts/a": "later"}
    with pytest.raises(FileExistsError, match="a is a file, not a folder; give the name of a"):
        replace_all(tmp_path / "x" / "a")
    assert there(tmp_path) == {"x/a": "later", "x/parts/a": "later"}


def test_a_folder_is_made_where_there_was_none_also_above_it(tmp_path):
    replace_all(tmp_path / "x" / "y" / "z", ["parts"])
    write_all(tmp_path / "v" / "w", "b")
    write_beside(tmp_path / "t" / "u" / "c", b"later")
    assert there(tmp_path) == {
        "t/u/c": "later",
        "v/w/b": "later",
        "x/y/z/a": "later",
        "x/y/z/parts/a": "later",
    }


@pytest.mark.parametrize("system", ["darwin", "linux"])
def test_where_the_system_cannot_exchange_folders_they_change_places_in_steps(
    system, tmp_path, monkeypatch
):
    def nothing(_):
        raise OSError(2, "no such library")

    monkeypatch.setattr(folders.sys, "platform", system)
    monkeypatch.setattr(folders.ctypes, "CDLL", nothing)
    assert folders._exchange(tmp_path, tmp_path) is False
    for text in ("earlier", "later"):
        with instead_of(tmp_path / "x", "a") as part:
            (part / "a").write_text(text)
    assert there(tmp_path) == {"x/a": "later"}


@pytest.mark.parametrize("step", ["rename", "rmdir"])
def test_a_failure_that_no_other_run_explains_is_not_hidden(step, tmp_path, monkeypatch):
    def fails(*_):
        raise OSError(5, "Input/output error")

    (tmp_path / "y").mkdir()
    monkeypatch.setattr(Path, step, fails)
    with pytest.raises(OSError, match="Input/output"):
        write_all(tmp_path / "y", "a")
    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(OSError, match="Input/output"), instead_of(tmp_path / "x", "a") as part:
        (part / "a").write_text("later")
    assert not (tmp_path / "x").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_that_leads_to_itself_is_no_place_for_a_folder(tmp_path):
    (tmp_path / "x").symlink_to(tmp_path / "x")
    with pytest.raises(OSError, match=r"Not a directory|not a directory"):
        replace_all(tmp_path / "x")
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="asks Linux what is open")
@pytest.mark.parametrize("way", ["one file", "together", "instead of"])
def test_all_is_on_the_disk_before_it_takes_its_place_and_the_place_after_it(
    way, tmp_path, monkeypatch
):
    place, synced = tmp_path / "made", []
    seen = {
        "one file": place.exists,
        "together": lambda: (place / "b").exists() or (place / ".files.whole").exists(),
        "instead of": (place / "b").exists,
    }[way]

    def fsync(handle):
        synced.append((Path(f"/proc/self/fd/{handle}").readlink().name, seen()))

    monkeypatch.setattr(os, "fsync", fsync)
    if way == "one file":
        write_beside(place, b"later")
        (first, there_first), *after = synced
        assert first.startswith(".made.")
        assert not there_first
        assert after == [(tmp_path.name, True)]
        return
    if way == "together":
        write_all(place, ["a", "b"])
    else:
        with instead_of(place, ["a", "b"]) as part:
            for name in ("a", "b"):
                (part / name).write_text("later")
    before = sorted(name for name, taken in synced if not taken)
    assert before[1:] == ["a", "b"]
    assert before[0].endswith(".part"), "the folder itself"
    assert [name for name, taken in synced if taken] == [
        place.name if way == "together" else tmp_path.name
    ]
