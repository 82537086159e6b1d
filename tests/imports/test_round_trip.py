"""Our own exports, imported again, say that nothing differs; the same file twice makes nothing twice."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.gis.geos import LineString, MultiPolygon, Point
from django.db import connection

from portal.accounts.models import User
from portal.projects.models import Project
from tests.conftest import square
from tests.imports.conftest import HEADER, line, outcomes

SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def library(file_project, other_unit):
    """Projects of every shape, with texts that files like to spoil."""
    curious = "=SUM(A1)，含“引号”、逗号,分号;\n第二行  两个空格"
    file_project(0.2, 0.2, name="=1+1 <b>学校</b>", content=curious, address=" 东江镇 1 号 ")
    file_project(0.4, 0.2, name="点上的项目", geom=Point(120.0512345678901, 30.0512345678901, srid=4326))
    road = LineString((120.02, 30.05), (120.17, 30.06), srid=4326)
    file_project(0.1, 0.1, name="跨县公路", sector="road", geom=road)
    file_project(0.6, 0.6, name="两块地", geom=MultiPolygon(square(0.6, 0.6), square(0.85, 0.6), srid=4326))
    file_project(
        1.2, 1.2, owner=other_unit, name="水厂", investment_yuan=Decimal("98765432109876.54"),
        investment_code="2509-140602-89-05-864976", label="sensitive", paid_yuan=Decimal("0.01"),
        progress_pct=Decimal("33.33"), figures_as_of=date(2026, 10, 31), actual_start=date(2026, 2, 3),
    )  # fmt: skip


@pytest.mark.parametrize("form", ["geojson", "fgb", "csv", "xlsx"])
def test_an_export_reads_back_as_the_same(client, desk, planner, library, form):
    client.force_login(User.objects.get(username="planner"), SIGN_IN)
    for language in ("zh-hans", "en") if form in {"csv", "xlsx"} else ("zh-hans",):
        for geometry in ("full", "point"):
            address = f"/api/v1/exports/projects.{form}?geometry={geometry}"
            answer = client.get(address, headers={"accept-language": language})
            path = desk.write(f"projects.{form}", b"".join(answer.streaming_content))
            _forget_export_file()
            batch = desk.read(path, actor=planner)
            differences = [batch.remarks, *(row.changes for row in batch.rows.all())]
            assert outcomes(batch) == {"same": 5}, (language, geometry, differences)


def _forget_export_file():
    """Drop what a FlatGeobuf export drops at the end of its transaction, which here is the test's."""
    connection.cursor().execute("DROP TABLE IF EXISTS export_file")


@pytest.mark.parametrize("make", ["workbook", "csv"])
def test_the_same_file_twice_makes_nothing_twice(desk, make):
    path = getattr(desk, make)([HEADER, line("东江二中"), line("东江三中", 经度=120.04)])
    desk.confirm(desk.read(path))
    assert Project.objects.count() == 2
    again = desk.read(path)
    assert outcomes(again) == {"same": 2}
    assert Project.objects.count() == 2
