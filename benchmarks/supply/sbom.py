"""
The parts of this project as CycloneDX JSON, made from the lock: `python3 start.py sbom`.

The same lock gives the same bytes: no time and no machine stands in it. A licence is given where
it is read by us or the package is installed here.
"""

from __future__ import annotations

import json
import sys
import tomllib
import uuid
from itertools import chain
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from benchmarks.supply.licences import licence
from benchmarks.supply.lock import LOCK, ROOT, Line, locked


def sbom() -> dict[str, Any]:
    """Make the list of parts: this project, what it asks for itself, and every locked line."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = chain(project["dependencies"], *project["optional-dependencies"].values())
    direct = {canonicalize_name(Requirement(line).name) for line in asked}
    lines = locked()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, LOCK.read_text('utf-8'))}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "library",
                "bom-ref": "ecosystem",
                "name": "ecosystem",
                "version": project["version"],
                "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": [_component(line) for line in lines],
        "dependencies": [
            {"ref": "ecosystem", "dependsOn": [_purl(row) for row in lines if row.name in direct]}
        ],
    }


def _purl(line: Line) -> str:
    return f"pkg:pypi/{line.name}@{line.version}"


def _component(line: Line) -> dict[str, Any]:
    files = [dict(zip(("alg", "content"), _hash(one), strict=True)) for one in line.hashes]
    index = f"https://pypi.org/simple/{line.name}/"
    found = {
        "type": "library",
        "bom-ref": _purl(line),
        "name": line.name,
        "version": line.version,
        "purl": _purl(line),
        "externalReferences": [{"type": "distribution", "url": index, "hashes": files}],
    }
    if expression := licence(line.name):
        stands = {"expression": expression}
        if expression == "BSD":  # which of them is not said, and SPDX has no name for that
            stands = {"license": {"name": "BSD"}}
        found["licenses"] = [stands]
    if line.marker:
        found["properties"] = [{"name": "requirements.lock:marker", "value": line.marker}]
    return found


def _hash(text: str) -> tuple[str, str]:
    kind, _, content = text.partition(":")
    return {"sha256": "SHA-256"}[kind], content


def main(out: Path = ROOT / "output" / "sbom.json") -> int:
    """Write it."""
    made = sbom()
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    print(f"{out}: {len(made['components'])} parts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
