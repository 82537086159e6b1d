"""SQL of a queryset that can hold no row is SQL all the same."""

import pytest

from portal.core.sql import sql_of
from portal.projects.models import Project


@pytest.mark.django_db
def test_what_can_hold_no_row_is_asked_and_finds_none():
    for rows in (Project.objects.filter(code__in=[]), Project.objects.none(), Project.objects.all()):
        sql, values = sql_of(rows.order_by().values("pk"))
        assert not Project.objects.raw(f"SELECT id FROM ({sql}) AS found (id)", values)[:]  # noqa: S608
