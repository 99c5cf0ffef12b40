"""What the project leans on: hashes, licences, lowest versions, the list of parts, the audit."""

import csv
import json
import re
import subprocess
import sys
import tomllib
from email.message import Message
from pathlib import Path
from urllib.error import HTTPError, URLError

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from benchmarks.supply import audit, licences, sbom
from benchmarks.supply.lock import Line, here, locked

ROOT = Path(__file__).resolve().parents[1]
LINES = locked()
HASH = "sha256:" + "0" * 64


def _floors():
    with (ROOT / "benchmarks" / "supply" / "floors.csv").open(encoding="utf-8") as file:
        return {row["package"]: (row["floor"], row["why"]) for row in csv.DictReader(file)}


def test_every_line_of_the_lock_is_one_version_with_hashes_of_its_files():
    assert len(LINES) > 100
    wrong = [
        line.name
        for line in LINES
        if not line.hashes or not all(re.fullmatch(r"sha256:[0-9a-f]{64}", h) for h in line.hashes)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "row",
    [
        "jinja2>=3",
        "-e .",
        "jinja2 @ file:///opt/jinja2.whl",
        "--find-links /opt/wheels",
        "./jinja2",
    ],
)
def test_a_line_that_is_no_package_of_an_index_at_one_version_is_refused(row):
    with pytest.raises(ValueError, match="no package pinned to one version"):
        locked(f"attrs==1.0 \\\n    --hash={HASH}\n{row} \\\n    --hash={HASH}\n")


def test_the_lock_is_the_same_on_every_machine_so_no_path_of_one_stands_in_it():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert (
        re.findall(r"file:|/opt/|/home/|/root/|/tmp/|--find-links|--index-url|https?:", text) == []
    )


def test_the_licence_of_everything_locked_that_is_for_this_machine_is_known_and_allowed():
    found = {line.name: licences.licence(line.name) for line in LINES if here(line)}
    assert len(found) > 100
    assert [name for name, licence in found.items() if not licence] == [], "run python3 start.py"
    assert {name: said for name, said in found.items() if licences.refused(said)} == {}


def test_each_licence_we_read_ourselves_is_of_a_locked_package_that_does_not_say_it():
    with (ROOT / "benchmarks" / "supply" / "licences.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["package"] for row in rows} <= {line.name for line in LINES}
    assert [row["package"] for row in rows if not row["why"] or not row["licence"]] == []
    assert [row for row in rows if licences.refused(row["licence"])] == []


@pytest.mark.parametrize(
    ("fields", "said", "refused"),
    [
        ({"License-Expression": "MIT OR Apache-2.0"}, "MIT OR Apache-2.0", []),
        ({"License-Expression": "AGPL-3.0-or-later"}, "AGPL-3.0-or-later", ["AGPL-3.0-or-later"]),
        ({"License-Expression": "(MIT AND LGPL-2.1-only)"}, None, ["LGPL-2.1-only"]),
        ({"Classifier": "License :: OSI Approved :: BSD License"}, "BSD", []),
        ({"License": "GPL", "Classifier": "License :: OSI Approved :: MIT License"}, None, ["GPL"]),
        ({"License": "MIT\nPermission is hereby granted"}, "unknown", ["unknown"]),
        ({"License": "UNKNOWN"}, "unknown", ["unknown"]),
        ({}, "unknown", ["unknown"]),
    ],
)
def test_a_licence_is_what_metadata_say_and_unknown_is_refused(fields, said, refused):
    meta = Message()
    for key, value in fields.items():
        meta[key] = value
    found = licences.said(meta)
    assert said is None or found == said
    assert licences.refused(found) == refused


def test_neither_igraph_nor_python_stdnum_is_asked_for_by_the_library():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = {Requirement(row).name for row in project["dependencies"]}
    asked |= {Requirement(row).name for key in extras if key != "test" for row in extras[key]}
    assert asked & {"igraph", "python-stdnum", "pm4py"} == set()


@pytest.mark.parametrize("package", sorted(_floors()))
def test_what_is_locked_is_above_the_version_with_the_known_hole(package):
    floor, why = _floors()[package]
    pinned = [line.version for line in LINES if line.name == package]
    assert pinned
    assert [version for version in pinned if Version(version) < Version(floor)] == []
    assert re.search(r"CVE-\d{4}-\d+", why)


def test_the_bounds_of_pyproject_do_not_reach_below_a_floor_either():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lowest = {
        wanted.name: min(Version(bound.version) for bound in wanted.specifier)
        for wanted in map(Requirement, project["dependencies"])
    }
    floors = {package: Version(floor) for package, (floor, _) in _floors().items()}
    known = sorted(lowest.keys() & floors.keys())
    assert known == ["jinja2", "jupyterlab", "pyarrow"]
    assert [package for package in known if lowest[package] < floors[package]] == []


def test_the_list_of_parts_is_the_lock_once_the_same_bytes_every_time(tmp_path):
    for name in ("one.json", "two.json"):
        assert sbom.main(tmp_path / name) == 0
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    made = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))
    assert {(part["name"], part["version"]) for part in made["components"]} == {
        (line.name, line.version) for line in LINES
    }
    assert len(made["components"]) == len(LINES)


def test_the_list_of_parts_is_what_cyclonedx_1_6_asks():
    made = sbom.sbom()
    parts = made["components"]
    refs = [part["bom-ref"] for part in parts]
    files = [file for part in parts for file in part["externalReferences"]]
    assert (made["bomFormat"], made["specVersion"], made["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", made["serialNumber"])
    assert len(set(refs)) == len(refs)
    assert [ref for ref in refs if not re.fullmatch(r"pkg:pypi/[a-z0-9.-]+@[0-9a-z.+]+", ref)] == []
    assert {one["alg"] for file in files for one in file["hashes"]} == {"SHA-256"}
    assert [part["name"] for part in parts if not part.get("licenses")] == []
    assert set(made["dependencies"][0]["dependsOn"]) < set(refs)


class _Index:
    """PyPI as the tests have it: answers by name, counted."""

    def __init__(self, **answers):
        self.answers, self.asked = answers, 0

    def __call__(self, url):
        self.asked += 1
        name, version = url.split("/")[4:6]
        answer = self.answers.get(name, [])
        if isinstance(answer, Exception):
            raise answer
        return {"info": {"version": version}, "vulnerabilities": answer}


THREE = [Line(name, "1.0", "", (HASH,)) for name in ("anyio", "jinja2", "tornado")]
GONE = HTTPError("https://pypi.org", 404, "Not Found", Message(), None)


def test_the_audit_is_green_only_when_every_package_was_checked():
    figures = audit.audit(THREE, _Index())
    assert figures == {"packages": 3, "checked": 3, "not_checked": 0, "vulnerable": {}}
    assert audit.verdict(figures) == (0, "nothing known (3 of 3 packages checked)")


def test_one_package_that_could_not_be_checked_is_not_green():
    figures = audit.audit(THREE, _Index(jinja2=GONE))
    assert audit.verdict(figures) == (2, "unknown: 1 not checked (2 of 3 packages checked)")


def test_what_is_known_is_named_and_what_was_withdrawn_is_not():
    known = [{"id": "PYSEC-2", "withdrawn": None}, {"id": "PYSEC-1", "withdrawn": "2026-01-01"}]
    figures = audit.audit(THREE, _Index(tornado=known))
    assert audit.verdict(figures) == (
        1,
        "vulnerable: tornado 1.0: PYSEC-2 (3 of 3 packages checked)",
    )


@pytest.mark.parametrize("why", [GONE, URLError("no network"), TimeoutError(), ValueError("html")])
def test_without_the_service_all_is_unknown_and_it_is_asked_once(why):
    index = _Index(anyio=why)
    figures = audit.audit(THREE, index)
    assert audit.verdict(figures) == (2, "unknown: 3 not checked (0 of 3 packages checked)")
    assert index.asked == 1


def test_an_answer_about_another_version_or_without_a_word_of_it_is_no_answer():
    assert (
        audit.known(THREE[0], lambda _: {"info": {"version": "2.0"}, "vulnerabilities": []}) is None
    )
    assert audit.known(THREE[0], lambda _: {"info": {"version": "1.0"}}) is None
    assert audit.verdict(audit.audit([])) == (2, "unknown: 0 not checked (0 of 0 packages checked)")


BLOCKED = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {blocked}:
            raise ImportError(name + " is not here")

sys.meta_path.insert(0, Blocked())
import ecosystem as eco
{code}
"""
OF_USERS = ("jupyterlab", "jupyter_server", "notebook", "nbval", "pytest", "ipykernel", "dask")
DRAWN = ("pyvis", "matplotlib", "typst", "xlsxwriter", "distributed")


def _without(blocked, code):
    text = BLOCKED.format(blocked=set(blocked), code=code)
    command = [sys.executable, "-c", text]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_every_public_name_is_there_without_jupyterlab_and_without_what_draws():
    done = _without(OF_USERS + DRAWN, "print(len([getattr(eco, name) for name in eco.__all__]))")
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) > 50


def test_a_folder_is_read_measured_drawn_and_shared_without_jupyterlab(tmp_path):
    code = (
        "hood = eco.load('data/rivierenwijk')['BU99990101']\n"
        f"eco.view(hood).save({str(tmp_path / 'view.html')!r})\n"
        "print(len(eco.find(hood)) > 0)"
    )
    done = _without(OF_USERS, code)
    assert (done.returncode, done.stdout) == (0, "True\n"), done.stderr[-2000:]
    assert (tmp_path / "view.html").stat().st_size > 100_000


def test_what_is_blocked_is_really_not_there():
    done = _without(OF_USERS, "import jupyterlab")
    assert done.returncode == 1
    assert "jupyterlab is not here" in done.stderr
