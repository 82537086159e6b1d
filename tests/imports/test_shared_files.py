"""Real files made by others: each is imported, or refused with a reason a clerk understands."""

import pytest

from portal.projects.importing import remarks
from portal.projects.importing.remarks import say
from portal.projects.models import Project
from portal.projects.models_import import ImportBatch, ImportRow
from tests.imports.conftest import Desk
from tests.intake.test_shared_files import shared_files


def _language_differs(sentences: tuple[str, str]) -> bool:
    chinese, english = sentences
    return chinese != english and any("\u4e00" <= mark <= "\u9fff" for mark in chinese)


@pytest.mark.slow
@pytest.mark.parametrize("path", shared_files())
def test_a_real_file_is_imported_or_refused_with_a_reason(path, tmp_path, planner):
    desk = Desk(tmp_path, planner)
    batch = desk.read(path)
    said = remarks.load(batch.remarks)
    if batch.state == ImportBatch.State.READY and not batch.counts["refused"]:
        assert batch.counts["create"] or [one for one in said if one.severity == "error"]
        return
    rows = ImportRow.objects.filter(batch=batch, outcome="refused").order_by("number")
    for row in rows[:50]:
        reasons = [one for one in remarks.load(row.remarks) if one.severity == "error"]
        assert reasons
        assert all("{" not in say(one) + say(one, "en") for one in reasons)
    if not rows:
        assert any(_language_differs((say(one), say(one, "en"))) for one in said if one.severity == "error")
    assert not Project.objects.exists()
