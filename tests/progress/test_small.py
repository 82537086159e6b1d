"""Small pictures: upright, without metadata, made once; of one too large a tile that says so."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from portal.accounts.models import User
from portal.core.files import store_file
from portal.progress import small
from portal.progress.models import ReportPhoto
from portal.progress.services import reporting
from tests.conftest import NOON, TODAY
from tests.progress.schedules import mspdi, mspdi_task
from tests.progress.test_photos import photo

pytestmark = pytest.mark.django_db
RED, BLUE = (200, 20, 20), (20, 20, 200)


def halves(size=(1200, 800), mode="RGB") -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return image.convert(mode)


def kept(image: Image.Image, form="JPEG", **said):
    body = io.BytesIO()
    image.save(body, form, **said)
    return store_file(body, name="x", content_type=Image.MIME[form])


def shown(file) -> Image.Image:
    found = small.small_of(file)
    assert isinstance(found, bytes)
    return Image.open(io.BytesIO(found))


def is_red(pixel) -> bool:
    return pixel[0] > 150 > pixel[2]


def place_of(file) -> str:
    return f"small/{file.sha256[:2]}/{file.sha256[2:4]}/{file.sha256}"


def test_it_is_small_upright_and_says_nothing_of_camera_and_place():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "camera"  # to be turned by a quarter, clockwise
    exif.get_ifd(0x8825).update({1: "N", 3: "E"})
    image = shown(kept(halves(), exif=exif, comment=b"a secret", dpi=(300, 300)))
    assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (320, 480), {})
    assert is_red(image.getpixel((160, 60))) and not is_red(image.getpixel((160, 420)))
    assert b"secret" not in small.small_of(kept(halves(), comment=b"a secret"))


@pytest.mark.parametrize(("form", "mode"), [
    ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "LA"), ("PNG", "1"), ("PNG", "I;16"), ("WEBP", "RGB"),
    ("JPEG", "CMYK"), ("JPEG", "L"),
])  # fmt: skip
def test_every_kind_of_photo_has_one(form, mode):
    image = shown(kept(halves(mode="L").convert(mode) if mode == "I;16" else halves(mode=mode), form))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (480, 320))


def test_a_transparent_picture_lies_on_white_paper():
    image = shown(kept(Image.new("RGBA", (40, 30), (0, 0, 0, 0)), "PNG"))
    assert image.size == (40, 30) and min(image.getpixel((20, 15))) > 250


def test_it_is_made_once_and_made_anew_where_only_half_was_kept(monkeypatch):
    file = kept(halves((900, 600)))
    first = small.small_of(file)
    make = small._made
    monkeypatch.setattr(small, "_made", None)
    assert small.small_of(file) == first
    monkeypatch.setattr(small, "_made", make)
    default_storage.delete(place_of(file))
    default_storage.save(place_of(file), io.BytesIO(first[: len(first) // 2]))
    assert small.small_of(file) == first
    with default_storage.open(place_of(file), "rb") as source:
        assert source.read() == first


def test_of_a_large_jpeg_little_is_decoded_and_of_others_nothing():
    large = Image.new("L", (9000, 6000), 90)
    assert shown(kept(large)).size == (480, 320)
    for form, said in (("PNG", {}), ("JPEG", {"progressive": True})):
        found = small.small_of(kept(large, form, **said))
        assert found == small.Large(width=9000, height=6000)


@pytest.fixture
def builder(person, unit):
    return person("con", organisation=unit, name="builder", region="97")


@pytest.fixture
def desk(client, project, builder):
    """A client signed in as who writes a report, and its addresses: for programs, and the page."""
    row = reporting.begin_report(
        actor=builder, code=project.code, first=TODAY.replace(day=1), last=TODAY.replace(day=15), on=TODAY,
        at=NOON,
    )  # fmt: skip
    client.force_login(User.objects.get(pk=builder.user_id))
    page = f"/projects/{project.code}/progress/reports/{row.pk}/"
    return client, f"/api/v1/progress-reports/{row.pk}/", page


def sent(body: io.BytesIO, **more):
    return {"file": SimpleUploadedFile("x.jpg", body.getvalue())} | more


def test_the_page_shows_the_small_one_and_leads_to_the_original(desk, client):
    client, report, page = desk
    row = client.post(f"{report}photos/", sent(photo())).json()
    whole = f"{report}photos/{row['id']}/"
    assert (row["file"], row["small"]) == (whole, f"{whole}small/")
    html = client.get(page).content.decode()
    assert f'<a href="{whole}"><img src="{whole}small/"' in html and f'src="{whole}"' not in html
    little, original = client.get(row["small"]), client.get(whole)
    assert little["Content-Type"] == "image/jpeg" and little["Cache-Control"] == original["Cache-Control"]
    assert Image.open(io.BytesIO(little.content)).size == (160, 120)
    client.logout()
    assert client.get(row["small"]).status_code == client.get(whole).status_code == 404


def test_the_tile_of_a_very_large_one_says_its_size_in_the_readers_language(desk):
    client, report, page = desk
    body = io.BytesIO()
    Image.new("1", (16_000, 12_500)).save(body, "PNG")
    row = client.post(f"{report}photos/", sent(body)).json()
    [sign] = [one for one in row["signs"] if one["kind"] == "very_large"]
    assert (sign["found"], sign["limit"]) == ("16000 × 12500", "100 MP")
    assert "200 百万像素" in sign["told"] and "16000 × 12500" in sign["told"]
    assert sign["told"] in client.get(page).content.decode()
    tile = client.get(row["small"])
    assert tile["Content-Type"] == "image/svg+xml" and tile["Cache-Control"] == "private, no-store"
    words = tile.content.decode()
    assert "16000 × 12500" in words and "200 百万像素" in words and "打开原图" in words
    assert "200 megapixels" in client.get(row["small"], headers={"Accept-Language": "en"}).content.decode()


def test_a_photo_of_a_task_nobody_planned_is_refused_at_both_doors(desk, send, project):
    send(mspdi(mspdi_task(1) + mspdi_task(2)))
    client, report, page = desk
    answer = client.post(f"{report}photos/", sent(photo(), task="999"))
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:problem:photo_task_unknown")
    assert answer.json()["facts"] == {"task": "999", "known": 2, "project": project.code}
    refused = client.post(f"{page}photos/", sent(photo(), task="999"))
    assert refused.status_code == 422 and "没有任务“999”" in refused.content.decode()
    assert not ReportPhoto.objects.exists()
    assert client.post(f"{report}photos/", sent(photo(), task="2")).status_code == 201
    assert client.post(f"{page}photos/", sent(photo(5))).status_code == 302
    assert sorted(ReportPhoto.objects.values_list("task_key", flat=True)) == ["", "2"]
