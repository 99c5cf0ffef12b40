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


def main(arguments: list[str]) -> int:
    """Install what is needed, then run the task."""
    task = arguments[0] if arguments else "run"
    if task not in TASKS:
        print("usage: python3 start.py [" + "|".join(TASKS) + "]")
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036 (it may well be run by an older Python)
        print("Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ".")
        print("Install a newer one and run: python3.11 start.py")
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
    print("First run: installing into .venv, once", "..." if uv else "(a minute or two) ...")
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
        return (
            "This Python cannot make a virtual environment. On Debian or Ubuntu:\n"
            "    sudo apt install python3-venv\nand run this command again."
        )
    return (
        "Installing failed at: " + " ".join(command) + "\n" + output.strip()[-2000:] + "\n"
        "If there is no internet, connect and run this command again; nothing needs undoing."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
