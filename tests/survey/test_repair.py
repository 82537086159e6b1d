"""Repairs are proposed; a person accepts; everything is examined anew; the file as it came stays."""

import pytest

from spatial.survey.repair import NothingToRepair, repair
from tests.survey.conftest import OUTER, Sheet
from tests.survey.test_defects import SQUARE, ring


def mended(found, *codes):
    """The reading after accepting every defect of these kinds."""
    return repair(found.reading, accepted=[d.id for d in found.reading.defects if d.code in codes])


def codes_of(reading):
    return {defect.code for defect in reading.defects}


@pytest.mark.parametrize(("shape", "code"), [
    (ring((100, 0), (0, 100), (100, 100), (0, 0)), "self_crossing"),
    (ring((100, 0), (100, 50), (140, 50.02), (100, 50.04), (100, 100), (0, 100), (0, 0)), "spike"),
    (ring((100, 0), (100, 100), (100, 100.02), (0, 100), (0, 0)), "short_edge"),
    (SQUARE[::-1], "orientation"),
])  # fmt: skip
def test_an_accepted_repair_is_gone_after(desk, shape, code):
    found = desk.text(Sheet().parcel(shape))
    assert code in found.codes
    after = mended(found, code)
    assert code not in codes_of(after)
    assert not after.errors
    assert after.parcels[0].area_plane_sqm == pytest.approx(10_000, abs=3)


def test_what_was_not_accepted_stays(desk, sheet):
    found = desk.text(sheet.parcel(SQUARE[::-1]))
    after = mended(found, "nothing of the kind")
    assert codes_of(after) == set(found.codes)


def test_axes_are_exchanged_on_acceptance(desk, sheet):
    found = desk.text(sheet.parcel(tuple((y, x) for x, y in OUTER)))
    after = mended(found, "xy_reversed")
    assert after.crs.srid == 4528
    assert after.parcels[0].area_plane_sqm == pytest.approx(20_000)
    assert not after.errors


def test_a_point_whose_x_was_written_twice_may_be_left_out_of_a_closed_ring(desk, sheet):
    sheet.parcel(OUTER, area="2")
    sheet.lines[-1] = "J1,1,3347800.000,3347800.000"
    found = desk.text(sheet)
    assert found.errors == {"x_twice"}
    after = mended(found, "x_twice", "ring_unclosed")
    assert (after.errors, after.parcels[0].area_plane_sqm) == ((), 20_000)
    assert after.parcels[0].rings[0].closed


def test_several_repairs_of_one_ring_find_their_points(desk, sheet):
    shape = ring((100, 0), (100, 0.0005), (100, 50), (140, 50.02), (100, 50.04), (100, 100), (0, 100), (0, 0))
    text = sheet.parcel(shape).text().replace(f"{shape[1][1]:.3f}", f"{shape[1][1]:.4f}", 1)
    found = desk.text(text)
    after = mended(found, "duplicate_point", "spike")
    assert [ring.labels for ring in after.parcels[0].rings] == [("J1", "J3", "J5", "J6", "J7", "J8")]


def test_the_count_follows_what_was_left_out(desk, sheet):
    found = desk.text(
        sheet.parcel(ring((100, 0), (100, 100), (100, 100.02), (0, 100), (0, 0)), area="1.0001")
    )
    assert not [d for d in mended(found, "short_edge").defects if d.code.startswith("count")]


def test_the_file_and_what_was_mended_are_remembered(desk, sheet, county):
    found = desk.text(sheet.parcel(SQUARE[::-1]), county=county)
    after = mended(found, "orientation")
    assert (after.sha256, after.encoding) == (found.reading.sha256, found.reading.encoding)
    assert after.repairs == (found.one("orientation").id,)
    assert after.crs.how.endswith("county")


def test_what_cannot_be_mended_is_refused(desk, sheet):
    found = desk.text(sheet.parcel(SQUARE, area="5"))
    with pytest.raises(NothingToRepair, match="area_"):
        mended(found, "area_fits_no_unit", "area_differs")
    with pytest.raises(NothingToRepair, match="never:0"):
        repair(found.reading, accepted=["never:0"])
