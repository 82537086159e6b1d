"""The map page says at once what its modules would otherwise have to ask for first."""

import re

import pytest

from spatial.regions.models import Region


def _said(client) -> dict[str, str]:
    text = client.get("/").content.decode()
    element = re.search(r'<div class="map" id="map"[^>]*>', text)[0]
    return dict(re.findall(r'data-([\w-]+)="([^"]*)"', element))


def test_the_only_province_is_named_in_both_languages(client, regions):
    province = Region.objects.get(level=1)
    said = _said(client)
    assert (said["root"], said["root-zh"], said["root-en"]) == (
        province.code, province.name, province.name_en,
    )  # fmt: skip


@pytest.mark.django_db
def test_without_a_province_none_is_named(client):
    assert "root" not in _said(client)
