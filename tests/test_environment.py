"""environment.yml, pyproject.toml, requirements.lock and what is installed say the same."""

import tomllib
from importlib.metadata import version
from itertools import chain
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from benchmarks.supply.lock import locked

ROOT = Path(__file__).resolve().parents[1]
ANOTHER_NAME = {"matplotlib-base": "matplotlib"}


def _pyproject() -> dict[str, Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    every = list(chain(project["dependencies"], *project["optional-dependencies"].values()))
    return {canonicalize_name(Requirement(line).name): Requirement(line) for line in every}


def _environment() -> dict[str, Requirement]:
    parsed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    flat = [spec for spec in parsed["dependencies"] if isinstance(spec, str)]
    nested = [
        spec for group in parsed["dependencies"] if isinstance(group, dict) for spec in group["pip"]
    ]
    found = {}
    for spec in [*flat, *nested]:
        if spec in {"pip", "-e ."} or spec.startswith("python>"):
            continue
        requirement = Requirement(spec)
        name = canonicalize_name(ANOTHER_NAME.get(requirement.name, requirement.name))
        found[name] = requirement
    return found


def _locked() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in locked():
        found.setdefault(line.name, []).append(line.version)
    return found


def test_conda_and_pip_are_given_the_same_bounds():
    ours = {name: str(requirement.specifier) for name, requirement in _pyproject().items()}
    conda = {name: str(requirement.specifier) for name, requirement in _environment().items()}
    assert conda == ours


def test_conda_asks_for_the_python_that_pyproject_asks_for():
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"- python{project['requires-python']}\n" in text


@pytest.mark.parametrize("name", sorted(_pyproject()))
def test_lock_and_installation_satisfy_the_bounds(name):
    bounds = _pyproject()[name].specifier
    assert all(bounds.contains(pinned) for pinned in _locked()[name])
    assert bounds.contains(version(name))


def test_every_dependency_has_its_reason_in_contributing():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert [name for name in _pyproject() if f"| {name} |" not in text] == []
