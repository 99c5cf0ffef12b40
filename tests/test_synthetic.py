from pathlib import Path

from ecosystem.sources.synthetic import planted, synthetic
from ecosystem.tables.save import save

BUNDLED = Path(__file__).resolve().parents[1] / "data" / "rivierenwijk"


def test_the_bundled_region_is_what_its_one_line_makes(tmp_path):
    save(synthetic(20, seed=7), tmp_path / "again")
    made = {file.name: file.read_bytes() for file in (tmp_path / "again").iterdir()}
    kept = {file.name: file.read_bytes() for file in BUNDLED.iterdir()}
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []


def test_the_bundled_list_of_what_is_planted_is_what_was_planted():
    kept = (BUNDLED.parent / "rivierenwijk_planted.csv").read_text(encoding="utf-8")
    assert kept == planted(20, seed=7).to_csv(index=False, lineterminator="\n")
