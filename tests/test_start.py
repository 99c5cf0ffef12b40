"""The bootstrap says in words what is wrong with a machine."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

import start

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(("asked", "status"), [("fly", 2), ("--help", 0)])
def test_a_task_it_does_not_know_is_answered_with_those_it_knows(
    asked, status, capsys, monkeypatch
):
    assert start.main([asked]) == status
    told = capsys.readouterr().out
    assert [task for task in start.TASKS if f"start.py {task} " not in told] == ["run"]
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    assert start.main([asked]) == status
    told = capsys.readouterr().out
    assert told.startswith("De opdrachten van de README")
    assert [task for task in start.TASKS if task not in told] == ["run"]


def test_an_old_python_is_told_which_is_needed(capsys, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert start.main([]) == 1
    assert "Python 3.11 or newer is needed" in capsys.readouterr().out


def test_a_missing_ensurepip_is_told_with_the_debian_package():
    told = start.explain(["python3", "-m", "venv"], "ensurepip is not available ...")
    assert "sudo apt install python3-venv" in told


def test_in_a_dutch_shell_it_is_told_in_dutch(monkeypatch, capsys):
    monkeypatch.setenv("LC_ALL", "nl_BE.UTF-8")
    assert "geen virtuele omgeving" in start.explain(["python3"], "ensurepip is not available")
    assert "maak dan verbinding" in start.explain(["pip"], "ERROR: No matching distribution")
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert start.main([]) == 1
    assert "Python 3.11 of nieuwer is nodig; dit is 3." in capsys.readouterr().out


def test_both_languages_say_the_same_things():
    english, dutch = (start.WORDS[lang] for lang in ("en", "nl"))
    assert {key: text.count("{}") for key, text in english.items()} == {
        key: text.count("{}") for key, text in dutch.items()
    }


def test_a_failed_download_is_told_with_what_pip_said():
    told = start.explain(["pip", "install"], "ERROR: No matching distribution")
    assert "No matching distribution" in told
    assert "connect and run this command again" in told


@pytest.mark.parametrize("uv", [None, "/bin/uv"])
def test_it_installs_the_lock_with_hashes_once_by_uv_or_by_pip(uv, tmp_path, monkeypatch):
    ran = []

    def pretend(command, **_):
        ran.append(command)
        (tmp_path / ".venv" / "bin").mkdir(parents=True, exist_ok=True)
        (tmp_path / ".venv" / "bin" / "python").touch()
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(start, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(start, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(start, "STAMP", tmp_path / ".venv" / ".installed")
    monkeypatch.setattr(start.shutil, "which", lambda _: uv)
    monkeypatch.setattr(start.subprocess, "run", pretend)
    assert start.install() == ""
    tools = {command[0] for command in ran}
    assert tools == ({uv} if uv else {sys.executable, str(start.PYTHON)})
    assert [command[-3:] for command in ran][1] == [
        "--require-hashes",
        "-r",
        str(ROOT / "requirements.lock"),
    ]
    assert start.install() == ""
    assert len(ran) == 3


def test_another_lock_is_installed_again(tmp_path, monkeypatch):
    stamp = tmp_path / ".installed"
    stamp.write_text(hashlib.sha256(b"an earlier lock").hexdigest(), encoding="utf-8")
    python = tmp_path / "python"
    python.touch()
    monkeypatch.setattr(start, "STAMP", stamp)
    monkeypatch.setattr(start, "PYTHON", python)
    monkeypatch.setattr(start, "VENV", tmp_path)
    monkeypatch.setattr(
        start.subprocess,
        "run",
        lambda command, **_: subprocess.CompletedProcess(command, 1, "", "no network"),
    )
    assert "no network" in start.install()
