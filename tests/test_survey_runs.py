"""A survey is the same bytes whatever ran it, and goes on where it was cut off."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

import ecosystem as eco
from ecosystem.cli import main
from ecosystem.region.survey import parts, running
from ecosystem.region.survey.workers import processes, scheduler
from ecosystem.tables.key import new_key
from ecosystem.tables.neighbourhood import Region
from ecosystem.tables.problems import TableError
from tests.street import hood

CODES = tuple(f"b{number}" for number in range(6))
MEASURES = ["professionals", "people_a_resident", "coc", "profile"]


def made(code):
    """Make a neighbourhood of two actors, and as many contacts as its number says."""
    contacts = [
        {"neighbourhood": code, "resident": f"r{at % 3}", "actor": ("gp", "nurse")[at % 2]}
        | {"need": "skin", "start": pd.Timestamp(2025, 1, 1) + pd.Timedelta(days=at)}
        for at in range(2 + int(code[1:]))
    ]
    return hood(
        code,
        f"Buurt {code}",
        neighbourhoods=[{"neighbourhood": code, "name": f"Buurt {code}"}],
        actors=[{"actor": who, "layer": "first_line"} for who in ("gp", "nurse")],
        contacts=contacts,
    )


@pytest.fixture(scope="module")
def whole():
    return Region(CODES, made, pd.DataFrame(), pd.DataFrame())


@pytest.fixture
def folder(whole, tmp_path):
    """Write a region of six as Parquet."""
    eco.save(whole, tmp_path / "region", format="parquet")
    return tmp_path / "region"


@pytest.fixture(scope="module")
def pool():
    with processes(2) as executor:
        yield executor


@pytest.fixture(scope="module")
def address():
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        yield cluster.scheduler_address


def surveyed(region, out, **asked):
    """Give a survey and the bytes that it wrote."""
    table = eco.survey(region, measures=MEASURES, out=out, **asked)
    assert not out.with_name(f"{out.name}.parts").exists()
    return table, out.read_bytes()


@pytest.mark.filterwarnings("ignore")
def test_workers_of_this_machine_and_of_dask_give_the_same_bytes(
    folder, whole, pool, address, tmp_path
):
    region = eco.load(folder)
    plain = eco.survey(whole, measures=MEASURES)
    table, here = surveyed(region, tmp_path / "here.csv")
    pd.testing.assert_frame_equal(table, plain)
    assert surveyed(region, tmp_path / "pool.csv", client=pool)[1] == here
    assert surveyed(whole, tmp_path / "passing.csv", client=pool)[1] == here
    with ThreadPoolExecutor(2) as threads:
        assert surveyed(region, tmp_path / "threads.csv", client=threads)[1] == here
    with scheduler(address) as client:
        assert surveyed(region, tmp_path / "dask.csv", client=client)[1] == here


@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
def test_the_file_is_as_its_name_says_and_the_same_twice(kind, folder, tmp_path):
    region = eco.load(folder)
    once, twice = (surveyed(region, tmp_path / f"{at}.{kind}") for at in "ab")
    assert once[1] == twice[1]
    read = {"csv": pd.read_csv, "parquet": pd.read_parquet, "xlsx": pd.read_excel}[kind]
    engine = {"engine": "calamine"} if kind == "xlsx" else {}
    back = read(tmp_path / f"a.{kind}", **engine).set_index("neighbourhood")
    assert back.columns.tolist() == once[0].columns.tolist()
    assert back["coc"].astype("Float64").tolist() == once[0]["coc"].tolist()


def test_a_file_of_another_kind_is_refused_before_anything_is_done(whole, tmp_path):
    with pytest.raises(ValueError, match=r"survey\.txt: the name of the file ends in \.csv, "):
        eco.survey(whole, out=tmp_path / "survey.txt")
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(IsADirectoryError, match="is a folder"):
        eco.survey(whole, out=tmp_path / "a.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_client_is_an_executor_or_has_one(whole):
    with pytest.raises(TypeError, match="client is a str; it is an executor of"):
        eco.survey(whole, client="tcp://127.0.0.1:8786")


@pytest.fixture
def counting(monkeypatch):
    """Tell which neighbourhoods are surveyed, and stop before those that are named."""
    done, stops = [], {}
    real = parts.row_of

    def row_of(read, code, *asked):
        if code in stops:
            raise stops[code]
        done.append(code)
        return real(read, code, *asked)

    monkeypatch.setattr(parts, "row_of", row_of)
    return done, stops


def test_a_run_that_was_stopped_goes_on_and_says_how_many_it_took_over(
    folder, tmp_path, counting, capsys
):
    done, stops = counting
    region, out = eco.load(folder), tmp_path / "out.csv"
    stops["b4"] = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        eco.survey(region, measures=MEASURES, out=out)
    assert not out.exists()
    assert f"what is done stands in {out}.parts; asked again" in capsys.readouterr().err
    stops.clear()
    done.clear()
    _, resumed = surveyed(region, out)
    assert done == ["b4", "b5"]
    assert "4 of 6 neighbourhoods taken over from an earlier run" in capsys.readouterr().err
    assert resumed == surveyed(region, tmp_path / "afresh.csv")[1]


def test_what_lies_there_is_only_taken_over_as_it_was_left(folder, tmp_path, counting):
    done, stops = counting
    region, out = eco.load(folder), tmp_path / "out.csv"
    stops["b5"] = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        eco.survey(region, measures=MEASURES, out=out)
    stops.clear()
    files = sorted((tmp_path / "out.csv.parts").iterdir())
    if os.name == "posix":  # figures as they are, whatever level was asked for
        assert (tmp_path / "out.csv.parts").stat().st_mode & 0o077 == 0
    files[0].write_text(files[0].read_text("utf-8").replace("Buurt", "Burt"), "utf-8")
    files[1].write_bytes(files[1].read_bytes()[:-9])
    files[2].write_bytes(b"\xff\x00")
    done.clear()
    _, resumed = surveyed(region, out)
    assert len(done) == 4
    assert resumed == surveyed(region, tmp_path / "afresh.csv")[1]


@pytest.mark.parametrize("changed", ["tables", "measures", "version", "language", "key"])
def test_what_was_done_for_something_else_is_done_again(
    changed, folder, whole, counting, monkeypatch
):
    done, stops = counting
    out = folder.with_name("out.csv")
    stops["b5"] = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        eco.survey(eco.load(folder), measures=["coc"], out=out)
    stops.clear()
    done.clear()
    asked = {"measures": ["coc"], "lang": "en"}
    if changed == "tables":
        more = made("b1")
        more = more.replace(actors=more.actors.assign(hours=7.0))
        hoods = {code: made(code) for code in CODES} | {"b1": more}
        later = Region(CODES, hoods.__getitem__, whole.notices, whole.accounting)
        eco.save(later, folder, format="parquet")
    elif changed == "measures":
        asked["measures"] = ["coc", "upc"]
    elif changed == "version":
        monkeypatch.setattr(parts, "_version", lambda: "another")
    elif changed == "key":
        monkeypatch.setenv("ECOSYSTEM_KEY_FILE", str(new_key(folder.with_name("own.key"))))
    else:
        asked["lang"] = "nl"
    eco.survey(eco.load(folder), out=out, **asked)
    assert done == (["b1", "b5"] if changed == "tables" else list(CODES))


def test_a_run_that_is_killed_leaves_what_it_did(folder, tmp_path):
    out = tmp_path / "out.csv"
    code = (
        "import ecosystem as eco, os, sys\n"
        "from ecosystem.region.survey import parts\n"
        "real = parts.row_of\n"
        "def row_of(read, code, *asked):\n"
        "    if code == 'b3': os.kill(os.getpid(), 9)\n"
        "    return real(read, code, *asked)\n"
        "parts.row_of = row_of\n"
        f"eco.survey(eco.load(sys.argv[1]), measures={MEASURES}, out=sys.argv[2])\n"
    )
    gone = subprocess.run([sys.executable, "-c", code, str(folder), str(out)], check=False)
    assert gone.returncode == -signal.SIGKILL
    assert len(list((tmp_path / "out.csv.parts").glob("*.part.json"))) == 3
    assert surveyed(eco.load(folder), out)[1] == surveyed(eco.load(folder), tmp_path / "b.csv")[1]


def test_a_worker_that_is_killed_changes_no_byte(folder, tmp_path, capsys):
    here = surveyed(eco.load(folder), tmp_path / "here.csv")[1]
    with processes(1) as executor:
        executor.submit(os.getpid).result()
        executor.submit(time.sleep, 60)
        (worker,) = executor._processes
        os.kill(worker, signal.SIGKILL)
        there = surveyed(eco.load(folder), tmp_path / "there.csv", client=executor)[1]
    assert there == here
    assert "6 of 6 neighbourhoods were surveyed in this process" in capsys.readouterr().err


def test_workers_that_leave_no_file_are_told_of_and_the_work_is_done_here(folder, tmp_path, capsys):
    class Elsewhere(ThreadPoolExecutor):
        def submit(self, _, codes):
            return super().submit(len, codes)

    here = surveyed(eco.load(folder), tmp_path / "here.csv")[1]
    with Elsewhere(1) as executor:
        assert surveyed(eco.load(folder), tmp_path / "there.csv", client=executor)[1] == here
    assert "does every worker see" in capsys.readouterr().err


def test_a_full_disk_stops_with_its_reason_and_keeps_what_is_done(
    folder, tmp_path, monkeypatch, capsys
):
    out, real, written = tmp_path / "out.csv", parts._write, []

    def write(path, text):
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        written.append(path)
        real(path, text)

    monkeypatch.setattr(parts, "_write", write)
    asked = ["survey", str(folder), "--out", str(out), "--measures", "coc"]
    assert main(asked) == 1
    assert "the disk is full; make room, or write elsewhere" in capsys.readouterr().err
    monkeypatch.setattr(parts, "_write", real)
    assert main(asked) == 0
    assert "2 of 6 neighbourhoods taken over" in capsys.readouterr().err


@pytest.mark.parametrize(("count", "sizes"), [(6, [1] * 6), (170, [20] * 8 + [10])])
def test_many_neighbourhoods_go_out_in_batches_of_twenty_and_few_are_shared_out(count, sizes):
    class Seen(ThreadPoolExecutor):
        def submit(self, _, codes):
            return super().submit(len, codes)

    run = running._Run(None, [str(at) for at in range(count)])
    with Seen(1) as executor:
        batches = list(run._by_workers(executor))
    assert sorted(map(len, batches), reverse=True) == sizes
    assert run.taken_over == count


def test_a_damaged_row_group_is_a_row_with_its_file_and_the_rest_is_delivered(folder, tmp_path):
    file = folder / "actors.parquet"
    content = bytearray(file.read_bytes())
    column = pq.ParquetFile(file).metadata.row_group(0).column(1)
    content[column.data_page_offset + column.total_compressed_size - 1] ^= 0xFF
    file.write_bytes(content)
    table = surveyed(eco.load(folder), tmp_path / "out.csv")[0]
    assert table["failed"].notna().tolist() == [True] + [False] * 5
    assert table.loc["b0", "failed"].startswith("could not be read: actors.parquet: This is not")
    assert table["professionals"].tolist()[1:] == [2] * 5


def test_a_file_without_its_index_is_left_out_and_named(folder, tmp_path, capsys):
    file = folder / "actors.parquet"
    file.write_bytes(file.read_bytes()[:-5])
    out = tmp_path / "out.csv"
    asked = ["survey", str(folder), "--out", str(out), "--measures", "requests", "professionals"]
    assert main([*asked, "--level", "internal"]) == 1
    assert "actors.parquet was left out: This is not a whole" in capsys.readouterr().err
    rows = pd.read_csv(out)
    assert rows["unknown"].str.startswith("actors.parquet was left out: ").all()
    assert rows["unknown"].str.contains("professionals: no actors").all()
    assert rows["failed"].isna().all()


def test_a_scheduler_that_is_not_there_is_told_with_the_way_out():
    with (
        pytest.raises(ConnectionError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:1 "),
        scheduler("tcp://127.0.0.1:1", patience=1),
    ):
        pass
    with pytest.raises(ConnectionError, match="geen Dask-scheduler"), scheduler("x", lang="nl"):
        pass


def test_the_command_says_so_too_and_writes_nothing(folder, tmp_path, capsys):
    out = tmp_path / "out.csv"
    asked = ["survey", str(folder), "--out", str(out), "--scheduler", "127.0.0.1:1"]
    assert main([*asked, "--lang", "nl"]) == 1
    assert "gebruikt --workers N deze machine" in capsys.readouterr().err
    assert not out.exists()


def test_the_command_runs_on_workers_of_this_machine(folder, tmp_path, capsys):
    out = tmp_path / "out.csv"
    asked = ["survey", str(folder), "--out", str(out), "--level", "internal", "--measures", "coc"]
    assert main([*asked, "--workers", "1"]) == 0
    assert capsys.readouterr().out == f"{out}\n"
    there = out.read_bytes()
    assert main(asked) == 0
    assert out.read_bytes() == there


def test_two_threads_never_share_an_open_file(folder):
    work = parts.Work(eco.load(folder).read, ("coc",), "en", Path())
    with ThreadPoolExecutor(1) as other:
        elsewhere = other.submit(work.opened).result()
    assert work.opened() is not elsewhere
    assert work.opened() is work.opened()


@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
@pytest.mark.parametrize("codes", [(), ("b1",)], ids=["none", "one"])
def test_a_region_of_none_or_one_is_written_too(codes, kind, tmp_path):
    few = Region(codes, made, pd.DataFrame(), pd.DataFrame())
    with ThreadPoolExecutor(1) as threads:
        table, content = surveyed(few, tmp_path / f"there.{kind}", client=threads)
    assert table.index.tolist() == list(codes)
    assert content == surveyed(few, tmp_path / f"here.{kind}")[1]


def test_of_a_region_that_is_not_in_parquet_one_that_fails_is_named_too(tmp_path):
    def read(code):
        if code == "b1":
            raise KeyError("anna")
        place = made(code)
        return place.replace(actors=place.actors.drop(columns="layer")) if code == "b2" else place

    some = Region(CODES[:4], read, pd.DataFrame(), pd.DataFrame())
    table, _ = surveyed(some, tmp_path / "out.csv")
    assert table["failed"].dropna().to_dict() == {
        "b1": "could not be surveyed: KeyError in running.py",
        "b2": "could not be surveyed: TypeError in running.py",
    }
    assert table["professionals"].dropna().to_dict() == {"b0": 2, "b3": 2}


@pytest.mark.parametrize(
    "told",
    [
        ("nl", "hier is niets te schrijven: dicht.csv.parts; schrijf elders met --out."),
        ("en", "nothing can be written here: dicht.csv.parts; write elsewhere with --out."),
    ],
)
def test_a_folder_that_only_can_be_read_is_named_with_the_way_out(
    told, folder, tmp_path, monkeypatch, capsys
):
    lang, said = told

    def refused(*_, **__):
        raise OSError(30, "Read-only file system", "dicht.csv.parts")

    monkeypatch.setattr("pathlib.Path.mkdir", refused)
    asked = ["survey", str(folder), "--out", str(tmp_path / "dicht.csv"), "--lang", lang]
    assert main([*asked, "--measures", "coc"]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == f"ecosystem: {said}"


class _WithAnotherKey(Executor):
    """A machine elsewhere, on which another file is named as the key of residents."""

    def __init__(self, key):
        self.key = key

    def submit(self, work, codes):
        future = Future()
        with pytest.MonkeyPatch.context() as there:
            there.setenv("ECOSYSTEM_KEY_FILE", str(self.key))
            try:
                future.set_result(work(codes))
            except TableError as error:
                future.set_exception(error)
        return future


def test_a_worker_with_another_key_does_nothing_and_that_is_said(folder, tmp_path, capsys):
    here = surveyed(eco.load(folder), tmp_path / "here.csv")[1]
    elsewhere = _WithAnotherKey(new_key(tmp_path / "other.key"))
    assert surveyed(eco.load(folder), tmp_path / "a.csv", client=elsewhere)[1] == here
    assert "A worker has not the key of residents that whoever asks has" in capsys.readouterr().err


def test_more_processes_than_any_machine_has_cores_are_refused(tmp_path, capsys):
    (tmp_path / "actors.csv").write_text("actor\ngp\n")
    asked = ["survey", str(tmp_path), "--out", str(tmp_path / "a.csv"), "--workers", "9" * 12]
    assert main(asked) == 1
    assert "give at most 256" in capsys.readouterr().err
