"""Documents quote what was measured, and say nothing that is not there."""

import re
from pathlib import Path

import pytest

from benchmarks.quoted import BLOCK, DOCUMENTS, quote

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_figure_is_the_one_that_a_run_wrote(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    assert BLOCK.search(text)
    assert quote(text) == text


@pytest.mark.parametrize(
    "document", ["README.md", "CONTRIBUTING.md", "data/README.md", "docs/trust.md"]
)
def test_every_link_leads_somewhere(document):
    path = ROOT / document
    links = re.findall(r"\]\(([^)#]+)", path.read_text(encoding="utf-8"))
    inside = [link for link in links if not link.startswith("http")]
    assert [link for link in inside if not (path.parent / link).exists()] == []


def test_a_figure_changed_by_hand_is_caught():
    text = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    assert quote(text.replace("0 to 6", "0 to 7")) != text.replace("0 to 6", "0 to 7")
