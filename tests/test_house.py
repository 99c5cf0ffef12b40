"""The strictest tools there are find nothing."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    "tool",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]],
    ids=["lint", "format", "types"],
)
def test_the_tool_finds_nothing(tool):
    done = subprocess.run(
        [sys.executable, "-m", *tool], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_importing_costs_nothing_heavy():
    code = (
        "import sys, ecosystem; print(sorted({'numpy', 'pandas', 'networkx'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_room_never_hides_the_function_of_the_same_name():
    code = (
        "import ecosystem.network, ecosystem.find.gaps, ecosystem.protect, ecosystem as eco;"
        "print([callable(f) for f in (eco.network, eco.find, eco.protect)])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[True, True, True]\n"


MADE_BY_PROTECT = {"Outgoing", "OutgoingRegion"}


def _made(code):
    """Name what may leave and is made in a piece of code, or gets another level there."""
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    named = [(call, getattr(call.func, "attr", getattr(call.func, "id", ""))) for call in calls]
    found = [name for _, name in named if name in MADE_BY_PROTECT]
    changed = [call for call, name in named if name == "replace"]
    return found + ["level" for call in changed for one in call.keywords if one.arg == "level"]


def test_only_protect_makes_what_may_leave_and_nothing_gives_it_another_level():
    rooms = {
        path.relative_to(ROOT).as_posix(): _made(path.read_text(encoding="utf-8"))
        for path in (ROOT / "ecosystem").rglob("*.py")
    }
    outside = {path: made for path, made in rooms.items() if "/protect/" not in path and made}
    assert outside == {}
    assert {one for made in rooms.values() for one in made} == MADE_BY_PROTECT
    assert _made("a = replace(made, level='shareable'); b = protect.Outgoing(1)") == [
        *("Outgoing", "level"),
    ]
