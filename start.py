#!/usr/bin/env python3
"""
The commands of the README, for a machine with only python3 and git.

    python3 start.py        the main job on the bundled region
    python3 start.py test   every test
    python3 start.py lab    JupyterLab on the notebooks
    python3 start.py bench  what the survey costs, measured again (an hour or more)
    python3 start.py trust  every promise tried at length (hours), to docs/trust.md
    python3 start.py sbom   the list of parts (CycloneDX), to output/sbom.json
    python3 start.py audit  which parts have a known vulnerability; needs internet

Makes `.venv` from the locked requirements once (uv where there is one, else pip), then runs the
task in it. Standard library only, and readable by an old Python, so that it can say what is
wrong.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / ".installed"
TASKS = {
    "run": ["-m", "ecosystem", "report", "data/rivierenwijk", "--out", "output", "--first"],
    "test": [
        "-m",
        "pytest",
        "--nbval",
        "--nbval-current-env",
        "--nbval-sanitize-with=tests/nbval.cfg",
        "--numprocesses=logical",
        "--maxprocesses=8",
        "--dist=loadscope",
        "tests",
        "notebooks",
    ],
    "lab": ["-m", "ecosystem", "lab"],
    "bench": ["-m", "benchmarks.survey"],
    "trust": ["-m", "benchmarks.trust"],
    "sbom": ["-m", "benchmarks.supply.sbom"],
    "audit": ["-m", "benchmarks.supply.audit"],
}


WORDS = {
    "en": {
        "help": (__doc__ or "").strip(),
        "old": "Python 3.11 or newer is needed; this is {}.\n"
        "Install a newer one and run: python3.11 start.py",
        "first": "First run: installing into .venv, once {}...",
        "while": "(a minute or two) ",
        "venv": "This Python cannot make a virtual environment. On Debian or Ubuntu:\n"
        "    sudo apt install python3-venv\nand run this command again.",
        "failed": "Installing failed at: {}\n{}\n"
        "If there is no internet, connect and run this command again; nothing needs undoing.",
    },
    "nl": {
        "help": """De opdrachten van de README, voor een computer met alleen python3 en git.

    python3 start.py        het hoofdwerk op de meegeleverde regio
    python3 start.py lab    JupyterLab op de notebooks
    python3 start.py test   alle tests
    python3 start.py bench, trust, sbom of audit: voor ontwikkelaars (CONTRIBUTING.md)

De eerste keer maakt dit de map .venv met alles wat nodig is.
Daarna kan ook: .venv/bin/ecosystem --help""",
        "old": "Python 3.11 of nieuwer is nodig; dit is {}.\n"
        "Installeer een nieuwere en typ: python3.11 start.py",
        "first": "Eerste keer: installeren in .venv, eenmalig {}...",
        "while": "(een minuut of twee) ",
        "venv": "Deze Python kan geen virtuele omgeving maken. Op Debian of Ubuntu:\n"
        "    sudo apt install python3-venv\nen geef deze opdracht opnieuw.",
        "failed": "Installeren mislukte bij: {}\n{}\n"
        "Is er geen internet, maak dan verbinding en geef deze opdracht opnieuw; "
        "er hoeft niets ongedaan.",
    },
}


def say(key: str) -> str:
    """Say it in the language of the shell."""
    said = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    dutch = (next(filter(None, said), None) or "").startswith("nl")
    return WORDS["nl" if dutch else "en"][key]


def main(arguments: list[str]) -> int:
    """Install what is needed, then run the task."""
    task = arguments[0] if arguments else "run"
    if task not in TASKS:
        print(say("help"))
        return 0 if task in ("-h", "--help", "help") else 2
    if sys.version_info < (3, 11):  # noqa: UP036 (it may well be run by an older Python)
        print(say("old").format(sys.version.split()[0]))
        return 1
    trouble = install()
    if trouble:
        print(trouble)
        return 1
    command = [str(PYTHON), *TASKS[task], *arguments[1:]]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def install() -> str:
    """Make `.venv` as the lock says, unless it is there; say what went wrong, if anything did."""
    wanted = hashlib.sha256(
        LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + sys.version.encode()
    ).hexdigest()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return ""
    uv = shutil.which("uv")
    print(say("first").format("" if uv else say("while")))
    sys.stdout.flush()
    if uv:
        make = [[uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)]]
        pip = [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    else:
        make = [[sys.executable, "-m", "venv", "--clear", str(VENV)]]
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    commands = [
        *make,
        [*pip, "--require-hashes", "-r", str(LOCK)],
        [*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)],
    ]
    for command in commands:
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode:
            return explain(command, done.stdout + done.stderr)
    STAMP.write_text(wanted, encoding="utf-8")
    return ""


def explain(command: list[str], output: str) -> str:
    """Say in words why an installation step failed."""
    if "ensurepip" in output:
        return say("venv")
    return say("failed").format(" ".join(command), output.strip()[-2000:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
