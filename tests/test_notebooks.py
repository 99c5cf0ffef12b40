"""The notebooks are complete, in the house's style, and strict nbval bites."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
STRICT = ["-m", "pytest", "--nbval", "--nbval-current-env", "-q", "-p", "no:cacheprovider"]


def _code(path):
    cells = nbformat.read(path, as_version=4).cells
    return [cell for cell in cells if cell.cell_type == "code"]


def _named(path):
    return path.stem


def test_there_are_notebooks_and_each_begins_with_its_number():
    assert len(NOTEBOOKS) >= 6
    assert [path.stem for path in NOTEBOOKS if not re.match(r"\d\d_[a-z_]+$", path.stem)] == []


def test_the_first_notebook_names_all_the_others():
    cells = nbformat.read(NOTEBOOKS[0], as_version=4).cells
    told = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    assert [path.name for path in NOTEBOOKS[1:] if f"({path.name})" not in told] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=_named)
def test_every_code_cell_was_run_in_order_from_a_fresh_kernel(path):
    cells = _code(path)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert any(cell.outputs for cell in cells)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=_named)
def test_cells_are_few_and_short_and_hold_no_function_that_is_missing_from_the_library(path):
    cells = _code(path)
    assert len(cells) <= 12
    assert [cell.source for cell in cells if len(cell.source.splitlines()) > 8] == []
    assert [
        cell.source
        for cell in cells
        if re.search(r"^\s*(def|for|while) ", cell.source, re.MULTILINE)
    ] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=_named)
def test_the_first_code_cell_holds_the_parameters_alone(path):
    lines = [line for line in _code(path)[0].source.splitlines() if not line.startswith("#")]
    assert lines
    assert [line for line in lines if not re.match(r"[A-Z_]+ = ", line)] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=_named)
def test_outputs_hold_no_error_no_warning_no_path_and_no_address(path):
    text = "\n".join(
        str(output.get("text", "")) + str(output.get("data", {}).get("text/plain", ""))
        for cell in _code(path)
        for output in cell.outputs
    )
    kinds = {output.output_type for cell in _code(path) for output in cell.outputs}
    streams = {output.get("name") for cell in _code(path) for output in cell.outputs}
    assert "error" not in kinds
    assert "stderr" not in streams
    assert re.findall(r"0x[0-9a-f]{6,}|/(?:home|root|tmp|Users)/|NaN|dtype:", text) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=_named)
def test_every_number_in_the_prose_stands_in_an_output(path):
    cells = nbformat.read(path, as_version=4).cells
    prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    prose = re.sub(
        r"`[^`]*`|\[[^\]]*\]\([^)]*\)|^#.*$|\b(?:19|20)\d\d\b", "", prose, flags=re.MULTILINE
    )
    shown = "\n".join(
        str(output.get("text", "")) + str(output.get("data", {}))
        for cell in cells
        if cell.cell_type == "code"
        for output in cell.outputs
    )
    told = set(re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?![\w])", prose))
    assert {number for number in told if number not in shown} == set()


@pytest.mark.parametrize(
    ("notebook", "cells", "table", "change"),
    [
        (
            "02_gaps",
            3,
            "competences.csv",
            ("wmo_0101_1,residence,0.2\n", "wmo_0101_1,residence,0.9\n"),
        ),
        (
            "05_overlaps",
            4,
            "meetings.csv",
            ("caretaking_parenting,22,1.5,", "caretaking_parenting,23,1.5,"),
        ),
    ],
)
def test_one_number_changed_in_the_data_turns_strict_nbval_red(
    notebook, cells, table, change, tmp_path
):
    """Of each notebook the code cells up to the first that tells what hangs on the number."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "notebooks").mkdir()
    copy = tmp_path / "notebooks" / f"{notebook}.ipynb"
    whole = nbformat.read(ROOT / "notebooks" / copy.name, as_version=4)
    last = [cell.get("execution_count") for cell in whole.cells].index(cells)
    whole.cells = whole.cells[: last + 1]
    nbformat.write(whole, copy)
    command = [sys.executable, *STRICT, f"--nbval-sanitize-with={ROOT}/tests/nbval.cfg", str(copy)]
    green = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert green.returncode == 0, green.stdout[-3000:]
    data = tmp_path / "data" / "rivierenwijk" / table
    text = data.read_text(encoding="utf-8")
    assert change[0] in text
    data.write_text(text.replace(*change, 1), encoding="utf-8")
    bitten = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert bitten.returncode == 1, bitten.stdout[-3000:]
