"""Outlines: polygons come in by the door, of whatever publisher, and what is odd is told."""

import json

import numpy as np
import pandas as pd
import pytest

import ecosystem as eco
from ecosystem.tables import outlines as module

SQUARE = [[0, 0], [0, 2], [2, 2], [2, 0], [0, 0]]
HOLE = [[0.5, 0.5], [1, 0.5], [1, 1], [0.5, 0.5]]


def feature(code, coordinates=(SQUARE,), kind="Polygon", key="statcode"):
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"no": 1, key: code}, "geometry": geometry}


def folder_of(tmp_path, *features, codes=("BU1", "BU2"), name="neighbourhoods.geojson", **more):
    table = pd.DataFrame({"neighbourhood": codes, **more})
    table.to_csv(tmp_path / "neighbourhoods.csv", index=False)
    whole = {"type": "FeatureCollection", "features": list(features)}
    (tmp_path / name).write_text(json.dumps(whole), encoding="utf-8")
    return tmp_path


def plain(region):
    return {
        code: [[ring.tolist() for ring in polygon] for polygon in polygons]
        for code, polygons in region.outlines.items()
    }


def codes_of(table):
    return table["code"].tolist()


def test_a_region_without_a_map_has_no_outlines(tmp_path):
    pd.DataFrame({"actor": ["gp"]}).to_csv(tmp_path / "actors.csv")
    assert eco.load(tmp_path).outlines == {}


@pytest.mark.parametrize("name", ["neighbourhoods.geojson", "buurten.geojson"])
@pytest.mark.parametrize("key", ["neighbourhood", "statcode", "BU_CODE", "anything"])
def test_polygons_with_holes_and_of_several_parts_come_in_by_their_code(tmp_path, name, key):
    other = [[[5, 5, 1.5], [5, 6, 1.5], [6, 6, 1.5], [5, 5, 1.5]]]
    region = eco.load(
        folder_of(
            tmp_path,
            feature("BU2", [[SQUARE], other], "MultiPolygon", key=key),
            feature(" BU1", [SQUARE, HOLE], key=key),
            name=name,
        )
    )
    assert plain(region) == {
        "BU1": [[SQUARE, HOLE]],
        "BU2": [[SQUARE], [[[5, 5], [5, 6], [6, 6], [5, 5]]]],
    }
    assert region.notices.empty


def test_a_neighbourhood_of_several_codes_has_the_rings_of_all(tmp_path):
    made = folder_of(
        tmp_path, feature("BU7"), feature("BU8", [HOLE]), codes=["mine"], codes_=["BU7|BU8"]
    )
    table = (made / "neighbourhoods.csv").read_text().replace("codes_", "codes")
    (made / "neighbourhoods.csv").write_text(table)
    assert plain(eco.load(made)) == {"mine": [[SQUARE], [HOLE]]}


def test_a_region_in_parquet_takes_the_polygons_beside_it(tmp_path):
    folder = tmp_path / "region"
    tables = {"neighbourhoods": pd.DataFrame({"neighbourhood": ["BU1", "BU2"]})}
    eco.save(eco.load(tables), folder, format="parquet")
    whole = {"type": "FeatureCollection", "features": [feature("BU1")]}
    (folder / "neighbourhoods.geojson").write_text(json.dumps(whole), encoding="utf-8")
    region = eco.load(folder)
    assert plain(region) == {"BU1": [[SQUARE]]}
    assert codes_of(region.notices) == ["without_outline"]


def test_areas_of_elsewhere_and_neighbourhoods_without_outline_are_told(tmp_path):
    made = folder_of(tmp_path, feature("BU1"), feature("BU3"), feature("BU4"))
    region = eco.load(made)
    assert region.notices[["code", "message"]].to_numpy().tolist() == [
        [
            "outlines_elsewhere",
            "2 area(s) are of no neighbourhood in this region, and are left out of the map.",
        ],
        ["without_outline", "1 neighbourhood(s) have no outline; they stand beside the map."],
    ]
    assert codes_of(eco.check(made)[1]) == codes_of(region.notices)


def test_a_map_without_a_code_of_the_region_says_what_it_has(tmp_path):
    region = eco.load(folder_of(tmp_path, feature("GM0001")))
    assert codes_of(region.notices) == ["outlines_without_code"]
    assert "they have: no, statcode." in region.notices["message"][0]
    assert "'BU1'" in region.notices["advice"][0]
    assert region.outlines == {}


def test_of_the_names_in_a_map_twelve_are_told(tmp_path):
    area = feature("GM1") | {"properties": dict.fromkeys("abcdefghijklm", 0)}
    told = eco.load(folder_of(tmp_path, area)).notices["message"][0]
    assert "they have: a, b, c, d, e, f, g, h, i, j, k, l." in told


def test_a_code_is_written_in_a_map_by_its_own_letters():
    ring = np.array([[0, 0], [0, 1], [1, 1], [0, 0]])
    assert '"neighbourhood":"Zuidéinde"' in module.geojson({"Zuidéinde": ((ring,),)})


def test_points_lines_and_areas_without_a_shape_are_no_outline(tmp_path):
    nothing = feature("BU2") | {"geometry": None}
    region = eco.load(folder_of(tmp_path, feature("BU1", [1, 2], "Point"), nothing))
    assert region.outlines == {}
    assert codes_of(region.notices) == ["without_outline"]


@pytest.mark.parametrize(
    "coordinates",
    [
        None,
        7,
        "x",
        [7],
        [[7]],
        [["a", "b"]],
        [[["0", "1"], ["2", "3"]]],
        [[[0, 1], [2]]],
        [[[0]]],
        [[[0, float("nan")]]],
        [[[0, 10**400]]],
        [[[True, False]]],
        [[{"x": 1}]],
    ],
)
def test_coordinates_that_are_none_are_named_by_their_area(tmp_path, coordinates):
    made = folder_of(tmp_path, feature("BU2"), feature("BU1", coordinates))
    with pytest.raises(eco.TableError) as caught:
        eco.load(made)
    assert caught.value.problems[["row", "code"]].to_numpy().tolist() == [
        [2, "outline_no_coordinates"]
    ]


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b"7",
        b"[]",
        b'{"type": "Topology", "objects": {}}',
        b'{"features": 7}',
        b'{"features": [7]}',
    ],
)
def test_what_is_no_geojson_is_said_to_be_none(tmp_path, text):
    made = folder_of(tmp_path)
    (made / "neighbourhoods.geojson").write_bytes(text)
    with pytest.raises(eco.TableError, match="not GeoJSON"):
        eco.load(made)


def test_a_file_too_large_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOST", 0.00001)
    with pytest.raises(eco.TableError, match="Keep only the areas of this region"):
        eco.load(folder_of(tmp_path, feature("BU1"), feature("BU2")))


@pytest.mark.parametrize(
    ("size", "fill", "says"),
    [
        (64_000_001, b"", "64 MB"),
        (64_000_000, b"", "not GeoJSON"),
        (2_000_001, b"[", "2 million"),
        (2_000_000, b"[", "not GeoJSON"),
        (1_000_001, b"[{", "2 million"),
    ],
)
def test_a_map_of_64_megabytes_and_two_million_parts_is_the_largest(tmp_path, size, fill, says):
    with (folder_of(tmp_path) / "neighbourhoods.geojson").open("wb") as file:
        if fill:
            file.write(fill * size)
        else:
            file.truncate(size)
    with pytest.raises(eco.TableError, match=says):
        eco.load(tmp_path)


def test_rings_are_arrays_of_x_and_y(tmp_path):
    ((ring,),) = eco.load(folder_of(tmp_path, feature("BU1"))).outlines["BU1"]
    assert ring.dtype == np.float64
    assert ring.shape == (5, 2)


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_a_region_is_saved_with_its_outlines(tmp_path, format):  # noqa: A002 (as save names it)
    other = [[[5.5, 5], [5, 6], [6, 6], [5.5, 5]]]
    shape = feature("BU2", [[SQUARE, HOLE], other], "MultiPolygon")
    region = eco.load(folder_of(tmp_path, feature("BU1"), shape))
    for _ in range(2):
        eco.save(region, tmp_path / "again", format=format)
        again = eco.load(tmp_path / "again")
        assert plain(again) == plain(region)
        assert again.notices.empty
