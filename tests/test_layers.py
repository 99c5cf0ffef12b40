"""The house has one direction: a room imports only from rooms before it."""

import ast
import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[1] / "ecosystem"
ORDER = ["tables", "sources", "protect", "network", "measure", "find", "propose", "region", "show"]
FREE = {"cli", "__main__", "__init__"}
MAY_SKIP = {"sources": {"tables"}}
WITHIN = {
    "propose": ["staff", "learn", "carry_out", "hand_over", "community", "listing"],
    "region": ["survey", "compare"],
    "show": ["words", "drawing", "charts", "view", "area_map", "page"],
}
"""The rooms within a room, in their order; what stands beside them comes after all."""
ROOMS = [(house, room) for house, rooms in WITHIN.items() for room in rooms]


def _modules(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name for name in names if name.startswith("ecosystem.")}


def _imports(path: Path) -> set[str]:
    return {name.split(".")[1] for name in _modules(path)}


def _room(path: Path) -> str:
    return path.relative_to(HOUSE).with_suffix("").parts[0]


def wrong_arrows(room: str, imported: set[str]) -> set[str]:
    if room in FREE:
        return set()
    allowed = MAY_SKIP.get(room, set(ORDER[: ORDER.index(room)])) | {room}
    if room not in {"sources", "tables"}:
        allowed -= {"sources"}
    return imported - allowed


@pytest.mark.parametrize(
    "path", sorted(HOUSE.rglob("*.py")), ids=lambda path: str(path.relative_to(HOUSE))
)
def test_no_arrow_runs_up_the_house(path):
    assert _room(path) in ORDER or _room(path) in FREE, "a room the plan does not know"
    assert wrong_arrows(_room(path), _imports(path)) == set()


def test_an_arrow_up_the_house_is_caught():
    assert wrong_arrows("measure", {"tables", "network", "show"}) == {"show"}
    assert wrong_arrows("sources", {"protect"}) == {"protect"}


@pytest.mark.parametrize(("house", "room"), ROOMS)
def test_no_arrow_runs_up_within_a_room(house, room):
    files = sorted((HOUSE / house / room).glob("*.py"))
    assert len(files) > 1
    allowed = {*WITHIN[house][: WITHIN[house].index(room) + 1]}
    for path in files:
        inside = {name.split(".")[2] for name in _modules(path) if f".{house}." in name}
        assert inside <= allowed, path.name


@pytest.mark.parametrize("house", WITHIN)
def test_every_room_within_a_room_has_its_place(house):
    rooms = {path.parent.name for path in (HOUSE / house).glob("*/__init__.py")}
    assert rooms == set(WITHIN[house])


@pytest.mark.parametrize("word", ["utils", "helpers", "core", "base", "manager", "common"])
def test_the_house_has_no_drawers(word):
    assert [*HOUSE.rglob(f"{word}.py"), *HOUSE.rglob(word)] == []


def test_only_the_survey_knows_dask():
    knowing = {
        path.parent.relative_to(HOUSE).as_posix()
        for path in HOUSE.rglob("*.py")
        if re.search(r"^\s*(from|import) (dask|distributed)", path.read_text("utf-8"), re.MULTILINE)
    }
    assert knowing == {"region/survey"}


def test_only_the_view_knows_pyvis():
    knowing = [
        path.relative_to(HOUSE).as_posix()
        for path in HOUSE.rglob("*.py")
        if "pyvis" in path.read_text(encoding="utf-8").replace("from pyvis", "import pyvis")
        and "import pyvis" in path.read_text(encoding="utf-8").replace("from pyvis", "import pyvis")
    ]
    assert knowing in ([], ["show/view/view.py"])
