"""What an issue of quality says is not for who mends it to change, by no door."""

import pytest

from bim.issues.faults import WordsNotYours
from bim.issues.services.exchanging import export_archive, import_archive
from bim.issues.services.writing import change_issue
from portal.core.models import Event
from portal.quality.models import QualityCase
from tests.conftest import TODAY
from tests.quality.conftest import raised


def test_its_course_is_called_as_the_issue_is(world):
    issue = raised(world, "major")
    change_issue(actor=world.people.eng, issue_id=issue.pk, version=1, facts={"title": "支座裂缝两处"})
    assert QualityCase.objects.get().title == "支座裂缝两处"
    with pytest.raises(WordsNotYours):
        change_issue(actor=world.people.con, issue_id=issue.pk, version=2, facts={"description": "无需处理"})


def test_no_archive_changes_the_words_of_others(world):
    issue = raised(world, "major")
    data, _lost = export_archive(actor=world.people.sup, issues=[issue], version="3.0")
    change_issue(actor=world.people.sup, issue_id=issue.pk, version=1, facts={"title": "支座裂缝两处"})
    bring = {"structure_id": world.bridge.pk, "data": data, "name": "x.bcf", "on": TODAY}
    import_archive(actor=world.people.con, **bring)
    issue.refresh_from_db()
    assert issue.title == QualityCase.objects.get().title == "支座裂缝两处"
    refused = Event.objects.get(verb="refused", facts__code="words_not_yours")
    assert refused.facts["asked"]["title"] == "支座裂缝"
    import_archive(actor=world.people.sup, **bring)
    issue.refresh_from_db()
    assert issue.title == QualityCase.objects.get().title == "支座裂缝"
