from pathlib import Path

import pytest

from benchmarks.trust import never_runs
from benchmarks.trust.tally import caught

pytest.importorskip("playwright.sync_api", reason="needs playwright (extra `test`)")
if not Path(never_runs.CHROMIUM).exists():
    pytest.skip("needs /usr/bin/chromium", allow_module_level=True)


def test_sixty_texts_in_eight_fields_never_run_and_are_all_read():
    tally = never_runs.run(range(never_runs.SHORT))
    assert tally.tried == 60 * 8
    assert tally.failed == 0, tally.examples


@pytest.mark.parametrize("fault", never_runs.FAULTS)
def test_a_planted_fault_is_caught(fault):
    assert caught(never_runs, fault, most=12)
