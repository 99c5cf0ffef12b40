"""Nothing tracked looks like a person, and the notebooks hold the fictional region only."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
ALONE = r"(?<![\w.+/-]){}(?![\w/=]|-\w|\.(?!0+\b)\w)"
NINE = re.compile(ALONE.format(r"(\d{8,9}|\d{4}[. ]\d{2}[. ]\d{3}|\d{3}\.\d{3}\.\d{3})"))
ELEVEN = re.compile(ALONE.format(r"(\d{11}|\d{2}\.\d{2}\.\d{2}[- ]\d{3}[. ]\d{2})"))
DIALLED = r"((?:\+|00)3[12][ -]?(?:\(0\) ?)?\d(?:[ -]?\d){7,8}|0\d{9}|0\d{1,3}[ -]\d(?: ?\d){5,7})"
PHONE = re.compile(ALONE.format(DIALLED))
ADDRESS = re.compile(r"[\w.+-]+@(?!example\.)[\w-]+\.[a-z]{2,}", re.IGNORECASE)
EXAMPLES = {"0612345678", "111222333", "123456782"}
"""What everybody writes as an example, so that a test may hold it."""
MADE_UP = ("tests/test_personal_numbers.py", "benchmarks/trust/personal_numbers.py")
"""What is about such numbers, and makes them up."""


def _tracked():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.suffix != ".png" and path.is_file()]


def _text(path):
    """Give a file as text: of a notebook every string, so that line ends are line ends."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    return "\n".join(_strings(json.loads(text))) if path.suffix == ".ipynb" else text


def _strings(held):
    if isinstance(held, str):
        return [held]
    if isinstance(held, dict):
        return [text for pair in held.items() for one in pair for text in _strings(one)]
    if isinstance(held, list) and held and all(isinstance(one, str) for one in held):
        return ["".join(held)]
    return [text for one in held for text in _strings(one)] if isinstance(held, list) else []


def _eleven_proof(text):
    digits = [int(digit) for digit in re.sub(r"\D", "", text).zfill(9)]
    weighed = zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True)
    return any(digits) and sum(digit * weight for digit, weight in weighed) % 11 == 0


def _register_number(text):
    number = re.sub(r"\D", "", text)
    body, check = int(number[:9]), int(number[9:])
    return check in {97 - body % 97, 97 - (2_000_000_000 + body) % 97}


def _of_a_person(text):
    found = {
        *(number for number in NINE.findall(text) if _eleven_proof(number)),
        *(number for number in ELEVEN.findall(text) if _register_number(number)),
        *PHONE.findall(text),
        *ADDRESS.findall(text),
    }
    return sorted(number for number in found if re.sub(r"[ .-]", "", number) not in EXAMPLES)


def _unwanted(notebook):
    """Give what a notebook may not hold: attachments, raw cells, notes nobody sees."""
    cells = notebook["cells"]
    return [
        *("a raw cell" for cell in cells if cell["cell_type"] == "raw"),
        *("an attachment" for cell in cells if cell.get("attachments")),
        *(f"metadata {key}" for cell in cells for key in cell["metadata"] if key != "tags"),
        *(f"metadata {key}" for key in notebook["metadata"].keys() - SAID_OF_A_NOTEBOOK),
    ]


SAID_OF_A_NOTEBOOK = {"kernelspec", "language_info"}


def test_no_tracked_file_holds_what_looks_like_a_persons_number_or_address():
    tracked = _tracked()
    assert len(tracked) > 400
    found = {path.relative_to(ROOT).as_posix(): _of_a_person(_text(path)) for path in tracked}
    assert {name: them for name, them in found.items() if them and name not in MADE_UP} == {}


@pytest.mark.parametrize(
    "held",
    [
        "1234567" + "57",
        "1234.56." + "757",
        "85.07.30-" + "033.28",
        "850730" + "03328",
        "06-" + "24681357",
        "+31 6 " + "24681357",
        "030 " + "246 81 35",
        "jan" + "@" + "zorg.nl",
    ],
)
@pytest.mark.parametrize(
    "frame",
    [
        *("{}", "resident;{};3", 'BSN: "{}"', "<td>{}</td>", "a {}, b"),
        *("anna,{},3", "4,{},3", "{},anna", "resident={}", "a={}&b", "{}.0", "4\t{}\t5"),
    ],
)
def test_what_looks_like_a_persons_is_seen_wherever_it_stands(held, frame):
    assert _of_a_person(frame.format(held)) == [held]


@pytest.mark.parametrize(
    "held",
    ["123456789", "85073003327", "03-04-2025 25", "sha256:111122223333", "me@example.org", "1.25"],
)
def test_other_numbers_dates_and_examples_are_not_taken_for_a_persons(held):
    assert _of_a_person(held) == []


def test_a_number_in_an_output_of_a_notebook_is_seen():
    output = {"text": ["resident\n", "1234567" + "57\n"]}
    assert _of_a_person("\n".join(_strings({"cells": [{"outputs": [output]}]}))) != []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_holds_no_attachment_no_raw_cell_and_no_hidden_note(path):
    assert _unwanted(json.loads(path.read_text(encoding="utf-8"))) == []


def test_each_unwanted_thing_in_a_notebook_is_named():
    cells = [
        {"cell_type": "raw", "metadata": {}},
        {"cell_type": "markdown", "metadata": {}, "attachments": {"a.png": {}}},
        {"cell_type": "code", "metadata": {"keep_output": True, "tags": ["parameters"]}},
    ]
    held = {"cells": cells, "metadata": {"papermill": {}, "kernelspec": {}}}
    assert _unwanted(held) == [
        "a raw cell",
        "an attachment",
        "metadata keep_output",
        "metadata papermill",
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_names_only_areas_of_the_fictional_municipalities(path):
    codes = re.findall(r"\b(?:BU|WK|GM)(\d{4})(?=\d*\b)", _text(path))
    assert {code for code in codes if not code.startswith("999")} == set()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_reads_only_data_of_this_repository(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    folders = re.findall(r'"(\.\./(?!output/)[^"]+|/[^"]*|~[^"]*)"', code)
    assert folders
    assert [name for name in folders if not (ROOT / "data" / Path(name).name).is_dir()] == []


def test_checkpoints_of_jupyter_stay_out_of_the_repository():
    assert ".ipynb_checkpoints/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
