"""The survey gives the figures of two scripts that were written without it."""

import pytest

import ecosystem as eco
from benchmarks import plain, sensible
from ecosystem.sources.synthetic import synthetic

SIZE = {"residents": 80, "contacts": 1200, "actors": 45, "ties": 150, "meetings": 12}


@pytest.fixture(scope="module", params=[1, 2])
def drawn(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("drawn") / "region"
    eco.save(synthetic(1, seed=request.param, **SIZE), folder, format="parquet")
    return folder, eco.survey(eco.load(folder))


@pytest.mark.parametrize("script", [plain, sensible])
def test_every_figure_of_a_script_is_that_of_the_survey(script, drawn):
    folder, survey = drawn
    for code in survey.index:
        figures = script.survey(plain.read(folder, code))
        ours = survey.loc[code, list(figures)].astype(float).to_dict()
        assert ours == pytest.approx({k: float(v) for k, v in figures.items()}, abs=2e-6)
        assert len(figures) == 44
