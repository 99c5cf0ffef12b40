"""Public docstrings are the specification: complete, and their examples run."""

import doctest
import importlib
import inspect
import pkgutil

import numpydoc.validate
import pandas as pd
import pytest

import ecosystem as eco
from tests.street import street

IGNORED = {"EX01", "SA01", "GL01", "GL02", "GL08", "SS05", "PR04", "RT01", "RT02", "RT03", "PR09"}
IGNORED |= {"ES01", "PR01", "PR02", "GL03"}
"""Examples are asked for below; types stand in the signature; see-also lists go stale."""

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(eco.__path__, "ecosystem.")
    if not module.name.endswith("__main__")
)


IMPORTERS = [
    "sources.cbs.cbs",
    "sources.event_log.event_log",
    "sources.hsds.hsds",
    "sources.lists.lists",
    "sources.wide.wide",
]
PUBLIC = [f"ecosystem.{where}" for where in IMPORTERS] + [
    f"{inspect.unwrap(getattr(eco, name)).__module__}.{name}" for name in sorted(eco.__all__)
]


@pytest.mark.parametrize("name", MODULES)
def test_every_example_runs(name, tmp_path):
    module = importlib.import_module(name)
    given = vars(module) | {"street": street(), "pd": pd, "eco": eco, "folder": tmp_path}
    finder = doctest.DocTestFinder(exclude_empty=True)
    failures = 0
    for test in finder.find(module, name, globs=given):
        runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
        failures += runner.run(test).failed
    assert failures == 0


@pytest.mark.parametrize("name", PUBLIC)
def test_docstring_is_complete(name):
    module, _, own = name.rpartition(".")
    thing = getattr(importlib.import_module(module), own)
    found = numpydoc.validate.validate(name)["errors"]
    wrong = [f"{code}: {text}" for code, text in found if code not in IGNORED]
    documented = inspect.getdoc(thing) or ""
    parameters = inspect.signature(thing).parameters if inspect.isroutine(thing) else []
    wrong += [
        f"{parameter} is not described" for parameter in parameters if parameter not in documented
    ]
    assert wrong == []


@pytest.mark.parametrize("name", sorted(eco.__all__))
def test_every_name_of_the_api_shows_how_it_is_used(name):
    thing = getattr(eco, name)
    if inspect.isroutine(thing):
        assert ">>>" in inspect.getdoc(thing), f"{name} has no example"
