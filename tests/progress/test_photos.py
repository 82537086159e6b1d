"""Photos of a report: read as they are, kept once, and what speaks against them said as facts."""

import io
import random
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override
from PIL import Image, ImageDraw, ImageFile, ImageOps, TiffImagePlugin

from portal.core.models import Event
from portal.progress import faults, signs
from portal.progress.models import ReportPhoto
from portal.progress.rules import photos
from portal.progress.services import evidence, reporting
from tests.conftest import NOON, TODAY

NEXT, LATER = (date(2026, 11, 16), date(2026, 11, 17)), "2026:11:16 09:30:00"
HERE, AWAY = (120.021, 30.021), (121.0, 31.0)


def photo(
    seed: int = 1, *, at: str | None = "2026:11:10 09:30:00", place=HERE, quality: int = 90
) -> io.BytesIO:
    """A small drawn picture with the EXIF of a camera."""
    image = Image.new("RGB", (160, 120), (150, 190, 220))
    draw = ImageDraw.Draw(image)
    luck = random.Random(seed)
    for n in range(80):
        shade = luck.randrange(256)
        box = (n % 10 * 16, n // 10 * 15, n % 10 * 16 + 15, n // 10 * 15 + 14)
        draw.rectangle(box, fill=(shade, shade, shade))
    exif = Image.Exif()
    if at:
        exif.get_ifd(0x8769)[0x9003] = at
        exif[0x010F] = "camera"
    if place:
        rational = TiffImagePlugin.IFDRational
        parts = [(rational(int(abs(v))), rational(int(abs(v) * 60 % 60)), rational(abs(v) * 3600 % 60))
                 for v in place]  # fmt: skip
        exif.get_ifd(0x8825).update({1: "N", 2: parts[1], 3: "E", 4: parts[0]})
    body = io.BytesIO()
    image.save(body, "JPEG", quality=quality, exif=exif)
    return body


@pytest.fixture
def builder(person, unit):
    return person("con", organisation=unit, name="builder", region="97")


@pytest.fixture
def report(project, builder):
    def make(first=date(2026, 11, 1), last=date(2026, 11, 15)):
        return reporting.begin_report(
            actor=builder, code=project.code, first=first, last=last, on=TODAY, at=NOON
        )

    return make


@pytest.fixture
def add(builder):
    def make(report, body, **claimed):
        return evidence.add_photo(
            actor=builder, report_id=report.pk, stream=body, name="x.jpg", on=TODAY, at=NOON,
            claimed=evidence.Claimed(**claimed),
        ).photo  # fmt: skip

    return make


def kinds(row: ReportPhoto) -> list[str]:
    return [sign["kind"] for sign in row.signs]


def test_a_photo_at_the_site_in_the_period_carries_no_sign(report, add):
    row = add(report(), photo())
    assert kinds(row) == [] and row.distance_m == 0
    assert row.place.x == pytest.approx(HERE[0], abs=1e-6)
    assert f"{row.taken_at:%Y-%m-%d %H:%M %z}" == "2026-11-10 09:30 +0800"


def test_outside_early_and_future_are_told_with_figures(report, add):
    row = add(report(), photo(place=AWAY, at="2026:10:02 08:00:00"))
    assert kinds(row) == [photos.OUTSIDE, photos.EARLY]
    assert row.signs[1] == {"kind": "before_period", "found": "2026-10-02", "limit": "2026-11-01"}
    assert kinds(add(report(*NEXT), photo(2, at="2027:01:01 08:00:00"))) == [photos.FUTURE]


def test_a_photo_without_exif_says_so_and_takes_the_devices_word(report, add):
    row = add(
        report(), photo(at=None, place=None), taken_at=datetime(2026, 11, 3, 9), lon=HERE[0], lat=HERE[1]
    )
    assert kinds(row) == [photos.NO_EXIF] and row.distance_m == 0 and row.taken_at is not None


def test_the_same_picture_saved_anew_is_found_in_another_report(report, add, project):
    first = add(report(), photo(quality=90))
    late = report(*NEXT)
    again = add(late, photo(quality=55, at=LATER))
    assert kinds(again) == [photos.REUSED]
    assert again.signs[0] == {
        "kind": "picture_reused", "found": f"{project.code} 2026-11-15", "limit": "", "photo": str(first.pk)
    }
    assert kinds(add(late, photo(5, at=LATER))) == []


def test_the_same_upload_twice_counts_once_and_says_so(report, builder):
    row = report()
    told = [
        evidence.add_photo(actor=builder, report_id=row.pk, stream=photo(), name="x", on=TODAY, at=NOON)
        for _ in range(2)
    ]
    assert [one.fresh for one in told] == [True, False] and told[0].photo == told[1].photo
    assert row.photos.count() == 1


def test_a_hash_that_is_not_the_one_at_capture_is_told(report, add):
    assert kinds(add(report(), photo(), sha256="0" * 64)) == [photos.ALTERED]


def test_disguised_html_is_no_photo(report, add):
    with pytest.raises(faults.NoPicture, match="<html>") as caught:
        add(report(), io.BytesIO(b"<html><script>alert(1)</script>"))
    assert caught.value.facts["begins"].startswith("<html>")


def test_more_than_200_megapixels_are_refused_before_they_are_read(report, add):
    body = io.BytesIO()
    Image.new("1", (20_000, 10_100)).save(body, "PNG")
    with pytest.raises(faults.PictureTooLarge, match="202.*200"):
        add(report(), body)


def test_a_photo_that_breaks_off_and_an_empty_file_are_told_apart_from_what_is_none(
    report, add, monkeypatch
):
    row, whole = report(), photo().getvalue()
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    for end in (20, len(whole) // 2):
        with pytest.raises(faults.PictureCutOff) as caught:
            add(row, io.BytesIO(whole[:end]))
        assert caught.value.facts == {"format": "JPEG", "bytes": end}
    with pytest.raises(faults.FileEmpty):
        add(row, io.BytesIO())


def test_what_was_handed_in_takes_no_more_photos(report, add, builder):
    row = report()
    row = reporting.write_lines(
        actor=builder, report_id=row.pk, version=1, at=NOON,
        lines=[reporting.Said(task_key="1", percent=5)],
    )  # fmt: skip
    reporting.take_step(actor=builder, report_id=row.pk, action="submit", version=row.version, at=NOON)
    with pytest.raises(faults.ReportHandedIn):
        add(row, photo())


def test_one_of_four_outside_is_a_sign_and_one_of_five_is_none():
    assert photos.is_sign([[photos.OUTSIDE], [], [], []])
    assert not photos.is_sign([[photos.OUTSIDE], [], [], [], []])
    assert photos.is_sign([[photos.REUSED], *[[]] * 9])
    assert not photos.is_sign([[photos.NO_EXIF]])


def test_the_same_picture_saved_anew_is_found_within_its_own_report(report, add, project):
    row = report()
    assert kinds(add(row, photo(quality=90))) == []
    again = add(row, photo(quality=55, at=None, place=None))
    assert kinds(again) == [photos.REUSED, photos.NO_EXIF]
    assert again.signs[0]["found"] == f"{project.code} 2026-11-15"


def test_a_mirrored_picture_is_found_and_a_mirror_of_another_is_none(report, add):
    add(report(), photo())
    mirrored = io.BytesIO()
    ImageOps.mirror(Image.open(photo())).save(mirrored, "JPEG", quality=80)
    late = report(*NEXT)
    assert photos.REUSED in kinds(add(late, mirrored))
    other = io.BytesIO()
    ImageOps.mirror(Image.open(photo(7))).save(other, "JPEG", quality=80)
    assert photos.REUSED not in kinds(add(late, other))


@pytest.mark.parametrize("way", list(Image.Transpose))
def test_a_turned_picture_is_found_and_a_turn_of_another_is_none(report, add, way):
    first, late = add(report(), photo()), report(*NEXT)
    for seed, found in ((1, True), (7, False)):
        turned = io.BytesIO()
        Image.open(photo(seed)).transpose(way).resize((300, 300)).save(turned, "JPEG", quality=80)
        row = add(late, turned)
        assert (photos.REUSED in kinds(row)) is found
        assert row.signs[0].get("photo") == (str(first.pk) if found else None)


def test_a_very_large_picture_is_told_and_contests_nothing(report, add):
    body = io.BytesIO()
    Image.new("L", (12_500, 8_001)).save(body, "JPEG")
    row = add(report(), body)
    assert row.signs[-1] == {"kind": photos.LARGE, "found": "12500 × 8001", "limit": "100 MP"}
    with override("en"):
        assert signs.told(row.signs[-1]).startswith("100 megapixels (12500 × 8001)")
    assert not photos.is_sign([[photos.LARGE]])


def test_ones_own_photo_leaves_the_draft_and_the_log_keeps_that(report, add, builder, person, unit):
    row = report()
    made = add(row, photo(), task_key="7")
    other = person("con", organisation=unit, name="other builder", region="97")
    with pytest.raises(faults.PhotoNotYours, match="builder"):
        evidence.remove_photo(actor=other, report_id=row.pk, photo_id=made.pk)
    evidence.remove_photo(actor=builder, report_id=row.pk, photo_id=made.pk)
    assert row.photos.count() == 0
    kept = Event.objects.get(verb="remove_photo")
    assert (kept.facts["task"], kept.facts["sha256"]) == ("7", made.file.sha256)
    with pytest.raises(faults.PhotoNotFound):
        evidence.remove_photo(actor=builder, report_id=row.pk, photo_id=made.pk)


def test_a_photo_that_was_handed_in_stands_though_its_report_came_back(report, add, builder, person, unit):
    row = report()
    made = add(row, photo())
    row = reporting.write_lines(
        actor=builder, report_id=row.pk, version=1, at=NOON,
        lines=[reporting.Said(task_key="1", percent=5)],
    )  # fmt: skip
    hour = timedelta(hours=1)
    row = reporting.take_step(
        actor=builder, report_id=row.pk, action="submit", version=row.version, at=NOON + hour
    )
    row = reporting.take_step(
        actor=person("sup", organisation=unit), report_id=row.pk, action="return", version=row.version,
        at=NOON + 2 * hour, reason="照片与部位不符，请核实后再报",
    )  # fmt: skip
    with pytest.raises(faults.PhotoHandedIn):
        evidence.remove_photo(actor=builder, report_id=row.pk, photo_id=made.pk)
    with pytest.raises(DatabaseError, match="stands"), transaction.atomic():
        ReportPhoto.objects.filter(pk=made.pk).delete()
    newer = evidence.add_photo(
        actor=builder, report_id=row.pk, stream=photo(9), name="x", on=TODAY, at=NOON + 3 * hour
    ).photo
    evidence.remove_photo(actor=builder, report_id=row.pk, photo_id=newer.pk)
    assert list(row.photos.all()) == [made]


def test_the_earlier_use_in_another_project_is_named_to_nobody_who_may_not_see_it(project):
    sign = {"kind": photos.REUSED, "found": "GT97-2026-000999 2026-10-31", "limit": "", "photo": "x"}
    with override("en"):
        assert "000999" not in signs.told(sign, code=project.code)
        assert signs.shown(sign, project.code) == {"kind": photos.REUSED, "found": "", "limit": ""}
        assert "000999 2026-10-31" in signs.told(sign, code="GT97-2026-000999")
        far = {"kind": photos.OUTSIDE, "found": "4612 m", "limit": "200 m"}
        assert signs.told(far) == "4,612 m from the site, allowed 200 m"
