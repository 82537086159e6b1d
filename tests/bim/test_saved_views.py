"""Views that people keep of a structure for everybody who sees it."""

from datetime import UTC, datetime

import pytest

from bim.catalog.models import Model
from bim.catalog.services.receiving import make_structure
from bim.issues import faults
from bim.issues.models import SavedView
from bim.issues.selectors import list_saved_views
from bim.issues.services import saved
from bim.issues.services.saved import drop_view, keep_view_of
from portal.accounts.actor import public_actor
from portal.core.models import Event
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, tzinfo=UTC)
LINK = "view=1,2,3,4,5,6&with=all"


@pytest.fixture
def model(file_project, everything):
    structure = make_structure(actor=everything, project=file_project(), name="教学楼", on=TODAY)
    return Model.objects.create(feature=structure, name="建筑", discipline="architecture", created_at=NOW)


@pytest.fixture
def engineer(person, unit):
    return person("eng", organisation=unit)


@pytest.fixture
def view(model, engineer):
    return keep_view_of(actor=engineer, model_id=model.pk, name=" 入口 ", link=LINK)


def test_a_view_is_seen_by_all_who_see_the_structure_and_by_no_others(view, person, unit):
    assert (view.name, view.link) == ("入口", LINK)
    assert list(list_saved_views(actor=person("sup", organisation=unit))) == [view]
    assert not list_saved_views(actor=public_actor()).exists()
    assert list(Event.objects.filter(subject_type="saved_view").values_list("verb", flat=True)) == ["keep"]


def test_a_name_is_kept_once_and_says_something(view, model, engineer):
    with pytest.raises(faults.SavedViewNameTaken):
        keep_view_of(actor=engineer, model_id=model.pk, name="入口", link="q=墙")
    with pytest.raises(faults.SavedViewNameless):
        keep_view_of(actor=engineer, model_id=model.pk, name="  ", link=LINK)


def test_only_who_kept_it_takes_it_away(view, person, unit, engineer):
    with pytest.raises(faults.SavedViewOfAnother):
        drop_view(actor=person("sup", organisation=unit), view_id=view.pk)
    with pytest.raises(faults.SavedViewNotFound):
        drop_view(actor=public_actor(), view_id=view.pk)
    drop_view(actor=engineer, view_id=view.pk)
    assert not SavedView.objects.exists()


def test_a_leader_looks_and_keeps_nothing(view, model, person):
    leader = person("lead")
    assert list(list_saved_views(actor=leader)) == [view]
    with pytest.raises(faults.SavingForbidden):
        keep_view_of(actor=leader, model_id=model.pk, name="屋面", link=LINK)


def test_there_is_an_end_to_keeping(view, model, engineer, monkeypatch):
    monkeypatch.setattr(saved, "MOST", 1)
    with pytest.raises(faults.SavedViewsTooMany):
        keep_view_of(actor=engineer, model_id=model.pk, name="屋面", link=LINK)
