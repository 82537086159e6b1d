"""One status has one word: the chain and the list of approvals say the same of the same paper."""

import re
from datetime import date

import pytest

from portal.approvals.caseview import case_view
from portal.projects.models import Project, ProjectApproval
from tests.conftest import TODAY


@pytest.fixture
def approval(project):
    """A proposal approval that was valid until the end of 2025."""
    return ProjectApproval.objects.create(
        project=project, kind="A1_proposal", number="立-1", authority="发改局", issued_on=date(2023, 5, 6),
        valid_to=date(2025, 12, 31), recorded_at=project.created_at,
    )  # fmt: skip


CASES = [(date(2025, 3, 1), "已用于开工", "Used when work began"), (date(2026, 3, 1), "已过期", "Run out"),
         (None, "已过期", "Run out")]  # fmt: skip


@pytest.mark.parametrize(("start", "zh", "en"), CASES)
def test_the_chain_and_the_list_agree(browser, people, project, approval, start, zh, en):  # noqa: F811
    Project.objects.filter(pk=project.pk).update(actual_start=start)
    for language, word in (("zh-hans", zh), ("en", en)):
        page = browser(people.officer, language).get(f"/projects/{project.code}/").content.decode()
        of_chain, of_list = page.split('id="land-changes"')[0], page.split("<table")[-1]
        line = re.search(r'land-line"[^>]*>\s*<span class="tag[^>]*>([^<]+)</span>', of_chain)[1]
        told = re.search(r"2025-12-31\s*<span class=\"tag[^>]*>([^<]+)</span>", of_list)
        assert (line, told[1] if told else "") == (word, word)


def test_a_program_is_told_the_same(people, project, approval):
    Project.objects.filter(pk=project.pk).update(actual_start=date(2025, 3, 1))
    kind = case_view(actor=people.officer, code=project.code, on=TODAY).kinds[0]
    assert (kind.state, kind.lines[0].state, kind.red) == ("used", "used", False)
