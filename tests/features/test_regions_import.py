"""Official boundaries come in whole, with their document, and follow each other without a gap in time."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from spatial.intake.model import AS_FOUND
from spatial.regions.importing import (
    RegionColumnMissing,
    RegionOlder,
    RegionRowsInvalid,
    Source,
    import_regions,
    trimmed,
)
from spatial.regions.models import Region
from spatial.regions.selectors import get_region

SOURCE = Source(title="省界线", authority="自然资源厅", document_no="审图号1")
NEW_YEAR = date(2024, 1, 1)


def boundaries(tmp_path, *rows):
    features = [
        {
            "type": "Feature", "properties": {"code": code, "name": name},
            "geometry": {"type": "Polygon", "coordinates": [[[w, 30], [w, 31], [e, 31], [e, 30], [w, 30]]]},
        }
        for code, name, w, e in rows
    ]  # fmt: skip
    path = tmp_path / "regions.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def bring(everything, path, valid_from=NEW_YEAR, **columns):
    return import_regions(
        actor=everything, path=path, source=SOURCE, valid_from=valid_from, choice=AS_FOUND, columns=columns
    )


@pytest.fixture
def two(tmp_path):
    return boundaries(tmp_path, ("970101", "东县", 120, 121), ("970102", "西县", 121, 122))


def test_boundaries_come_with_document_checksum_and_area(everything, two, db):
    done = bring(everything, two)
    east = get_region(code="970101", on=NEW_YEAR)
    assert (done.added, done.replaced, done.orphans) == (2, 0, ("970101", "970102"))
    assert (east.level, east.name, east.source.sha256) == (3, "东县", done.sha256)
    assert east.area_sqm == pytest.approx(1.0606e10, rel=0.01)


def test_simplified_neighbours_share_their_edge(everything, two, db):
    bring(everything, two)
    east, west = Region.objects.order_by("code")
    assert east.merc_low.intersection(west.merc_low).area == 0
    assert east.merc_low.union(west.merc_low).num_geom == 1


def test_a_new_boundary_ends_the_former_the_day_before(everything, two, db):
    bring(everything, two)
    assert bring(everything, two, valid_from=date(2026, 1, 1)).replaced == 2
    assert get_region(code="970101", on=date(2025, 12, 31)).valid_to == date(2025, 12, 31)
    assert get_region(code="970101", on=date(2026, 1, 1)).valid_to is None


def test_the_same_day_twice_is_refused_and_changes_nothing(everything, two, db):
    bring(everything, two)
    with pytest.raises(RegionOlder):
        bring(everything, two)
    assert Region.objects.filter(valid_to__isnull=True).count() == 2


def test_one_bad_row_keeps_all_out(everything, tmp_path, db):
    path = boundaries(tmp_path, ("970101", "东县", 120, 121), ("97-X", "西县", 121, 122))
    with pytest.raises(RegionRowsInvalid, match="97-X"):
        bring(everything, path)
    assert not Region.objects.exists()


def test_an_unknown_column_is_asked_for(everything, two, db):
    with pytest.raises(RegionColumnMissing, match="code, name"):
        bring(everything, two, code="GEOCODE")


@pytest.mark.parametrize(
    ("code", "short"),
    [("440000", "44"), ("441200", "4412"), ("441284", "441284"), ("441284101000", "441284101"), ("97", "97")],
)
def test_codes_lose_the_zeros_of_lower_levels(code, short):
    assert trimmed(code) == short


def test_a_real_shapefile_without_declarations_waits_for_its_system(shared_data, db):
    path = shared_data / "china" / "admin-shp" / "zhaoqing" / "肇庆市.shp"
    given = {"title": "t", "authority": "a", "valid_from": NEW_YEAR}
    with pytest.raises(CommandError, match="EPSG"):
        call_command("import_regions", path, **given)
    assert not Region.objects.exists()
    call_command("import_regions", path, srid=4490, **given)
    assert get_region(code="441284", on=NEW_YEAR).name == "四会市"
