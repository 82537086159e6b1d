"""What an earlier demo left is thrown away whole; what people brought is not."""

import pytest
from django.utils import timezone

from portal.core.models import StoredFile
from portal.demo.works.desk import SURVEY_NAME
from portal.demo.writing import seeding
from portal.projects.models_import import ImportBatch
from portal.surveying.models import SurveyBatch


def test_every_table_that_points_at_the_demo_is_emptied_with_it(db):
    seeding.clear()
    assert seeding.holdings().empty


@pytest.fixture
def batch(db):
    """Return a file that somebody brought."""
    now = timezone.now()
    file = StoredFile.objects.create(sha256="0" * 64, size=1, name="list.csv", created_at=now)
    return ImportBatch.objects.create(file=file, name="list.csv", created_at=now)


STATES = [("received", 1), ("ready", 1), ("confirmed", 0), ("discarded", 0)]


@pytest.mark.parametrize(("state", "kept"), STATES)
def test_a_file_not_settled_yet_is_somebodys(batch, state, kept):
    ImportBatch.objects.filter(pk=batch.pk).update(state=state)
    assert seeding.holdings().foreign == kept


@pytest.mark.parametrize(("state", "kept"), [("received", 1), ("asks", 1), ("refused", 0), ("discarded", 0)])
def test_a_survey_not_settled_yet_is_somebodys(batch, person, state, kept):
    officer = person("land")
    SurveyBatch.objects.create(
        file=batch.file, name="a.txt", state=state, created_by_id=officer.user_id, created_at=timezone.now()
    )
    ImportBatch.objects.all().delete()
    before = seeding.holdings()
    assert before.open_surveys == kept


@pytest.mark.parametrize(("version", "kept"), [(1, 0), (2, 1)])
def test_the_demos_own_survey_is_somebodys_once_it_is_answered(batch, person, version, kept):
    SurveyBatch.objects.create(
        file=batch.file, name=SURVEY_NAME, state="read", version=version,
        created_by_id=person("land").user_id, created_at=timezone.now(),
    )  # fmt: skip
    assert seeding.holdings().open_surveys == kept
