"""What people put in is never thrown away for a demo, and they are told what stands in the way."""

import pytest
from django.utils import translation

from portal.demo.writing.seeding import DatabaseNotEmpty, NotOnlyDemo, check_room


def test_rows_of_the_operators_own_are_told_and_kept(file_project):
    file_project()
    with translation.override("en"):
        with pytest.raises(DatabaseNotEmpty, match="1 projects"):
            check_room(replace=False)
        with pytest.raises(NotOnlyDemo, match="1 projects.*0 open surveys, .*0 building models"):
            check_room(replace=True)


def test_an_empty_database_has_room(db):
    check_room(replace=True)
