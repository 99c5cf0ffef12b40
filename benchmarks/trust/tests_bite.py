"""
The tests bite: a module is changed in one small place, and its tests must notice.

A seed is one such change (`mutants`), drawn from `measure/fewest` with what it counts by, all of
`protect` and all of `tables/` (`bitten.csv`). The examples in the
docstrings of that module and then its tests run on it, until the first that fails, in a process
of its own with a limit on its CPU. A change that alters nothing anybody can see is named
in `equivalent.csv` with the reason, and counted apart. That each promise's planted faults are
caught is held by that promise's own test, on every change.
"""

from __future__ import annotations

import ast
import csv
import os
import resource
import sys
import tempfile
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from benchmarks.trust.mutants import Mutant, changed, mutants
from benchmarks.trust.tally import Fault, Tally

SHORT, LONG = 1, 300
DRAW = 5
"""With another number other changes come first, at which nobody has looked yet."""
ROOT = Path(__file__).resolve().parents[2]
SECONDS = 120
"""Of CPU: who goes on longer has been noticed."""
ROOMS = Path(__file__).with_name("bitten.csv")
"""The modules that are changed, by room, and the tests that ought to notice, quickest first."""
ARGUMENTS = ["-x", "-q", "-p", "no:cacheprovider", "-o", "addopts="]
SLOW = ("pandas.testing", "scipy.optimize", "scipy.sparse", "networkx", "pyarrow.parquet")
SLOW += ("python_calamine", "xlsxwriter", "openpyxl", "hypothesis", "numpydoc.validate")
IMPORT = ["--import-mode=importlib", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
PLANTED = {"tests": True}


def run(seeds: range) -> Tally:
    """Try these changes, each in a process that is forked for it."""
    every = _drawn()
    if not seeds.start and seeds.stop > SHORT:  # once a run; on every change the suite says so
        _whole()
    total = sum((_tried(every[seed]) for seed in seeds if seed < len(every)), Tally())
    return total if seeds.start else total + Tally(counts={"changes there are": len(every)})


@cache
def _drawn() -> tuple[Mutant, ...]:
    """Give all changes in an order that a change elsewhere leaves as it is."""
    every = [mutant for file in bitten() for mutant in mutants(ROOT / file, ROOT)]
    return tuple(
        sorted(
            every,
            key=lambda one: sha256(f"{DRAW} {one.file} {one.what} {one.source}".encode()).digest(),
        )
    )


@cache
def bitten() -> dict[str, tuple[str, ...]]:
    """Give the tests of each module that is changed, by its file."""
    with ROOMS.open(encoding="utf-8", newline="") as file:
        return {
            f"ecosystem/{row['room']}/{row['module']}.py": tuple(row["tests"].split())
            for row in csv.DictReader(file)
        }


@cache
def equivalent() -> frozenset[tuple[str, str, str]]:
    """Give the changes that nobody can see, by file, what and the line as it is written."""
    with Path(__file__).with_name("equivalent.csv").open(encoding="utf-8", newline="") as file:
        return frozenset((row["file"], row["what"], row["source"]) for row in csv.DictReader(file))


def _tried(mutant: Mutant) -> Tally:
    room = mutant.file.split("/")[1]
    if (mutant.file, mutant.what, mutant.source) in equivalent():
        return Tally(counts={f"{room}: cannot be noticed": 1})
    counts = {f"{room}: tried": 1}
    if _passes(bitten()[mutant.file], mutant):
        return Tally(1, 1, (mutant.told,), counts | {f"not noticed: {mutant.told}": 1})
    return Tally(1, counts=counts | {f"{room}: noticed": 1})


def _whole() -> None:
    """Hold that the tests pass as long as nothing is changed."""
    for name in sorted({name for tests in bitten().values() for name in tests}):
        if not _passes((name,), None):
            raise RuntimeError(f"test_{name} fails as it is")


def _passes(named: tuple[str, ...], mutant: Mutant | None) -> bool:
    _ready()
    names = named if PLANTED["tests"] else ("environment",)
    tests = [f"{ROOT}/tests/test_{name}.py" for name in names]
    if mutant and PLANTED["tests"]:
        examples = f"test_every_example_runs[{_imported_as(mutant)}]"
        tests.insert(0, f"{ROOT}/tests/test_docstrings.py::{examples}")
    child = os.fork()
    if not child:
        _child(tests, mutant)
    _, status = os.waitpid(child, 0)
    return status == 0


@cache
def _ready() -> None:
    """Import what is slow to start once, for all processes that are forked."""
    for name in SLOW:
        import_module(name)


def _child(tests: list[str], mutant: Mutant | None) -> None:
    """Run tests on a changed module, and end with what pytest says."""
    code = 1
    try:
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        out = os.open(os.devnull, os.O_WRONLY)
        os.dup2(out, 1)
        os.dup2(out, 2)
        for name in [name for name in sys.modules if name.split(".")[0] in {"ecosystem", "tests"}]:
            del sys.modules[name]
        if mutant:
            sys.meta_path.insert(0, _Finder(mutant))
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(ROOT)
            code = pytest.main([*tests, *ARGUMENTS, *IMPORT, f"--basetemp={folder}/t"])
    finally:
        os._exit(int(code))


def _imported_as(mutant: Mutant) -> str:
    return mutant.file.removesuffix(".py").replace("/", ".")


class _Finder(MetaPathFinder):
    """Give the changed module in place of the one that lies there."""

    def __init__(self, mutant: Mutant) -> None:
        self.path = ROOT / mutant.file
        self.name = _imported_as(mutant)
        self.tree = changed(mutant, ROOT)

    def find_spec(self, name: str, *_: Any) -> ModuleSpec | None:
        if name != self.name:
            return None
        return spec_from_file_location(name, self.path, loader=_Loader(self, str(self.path)))


class _Loader(SourceFileLoader):
    def __init__(self, finder: _Finder, path: str) -> None:
        super().__init__(finder.name, path)
        self.tree: ast.Module = finder.tree

    def get_code(self, _: str) -> CodeType:
        return compile(self.tree, self.path, "exec")


def _toothless(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(PLANTED, "tests", False)


FAULTS: dict[str, Fault] = {"tests that look at something else": _toothless}
