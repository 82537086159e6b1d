"""The land part of a project's record: what it shows, what its forms do, how a refusal is told."""



from portal.approvals.models import LandDocument
from portal.projects.models import Project, ProjectApproval
from tests.approvals.conftest import text
from tests.conftest import TODAY

HTMX = {"HTTP_HX_REQUEST": "true"}


def test_the_record_shows_the_chain_and_what_is_missing(browser, people, project):
    Project.objects.filter(pk=project.pk).update(stage="design_approved")
    page = text(browser(people.officer).get(f"/projects/{project.code}/"))
    assert "用地审批" in page and "建设用地规划许可证" in page
    assert page.index("A2") < page.index("A4") < page.index("A6") and "本阶段缺" in page
    english = text(browser(people.officer, "en").get(f"/projects/{project.code}/"))
    assert "Land-use planning permit" in english and "Missing at this stage" in english


def test_the_public_sees_no_case(client, file_project):
    shown = file_project(0.2, 0.2, published=True)
    assert 'id="land"' not in client.get(f"/projects/{shown.code}/").content.decode()


def test_forms_take_the_steps_and_tell_refusals(browser, people, project):
    head, officer = browser(people.head), browser(people.officer)
    base = f"/projects/{project.code}/land"
    assert head.post(f"{base}/documents/", {"kind": "A6", "number": "Z-1"}, **HTMX).status_code == 200
    row = LandDocument.objects.get(project=project)
    done = head.post(f"{base}/documents/{row.pk}/submit/", {"version": row.version}, **HTMX)
    assert "已提交" in text(done)
    row.refresh_from_db()
    refused = officer.post(f"{base}/documents/{row.pk}/accept/", {"version": row.version}, **HTMX)
    assert "请先附上" in text(refused)
    whole = officer.post(f"{base}/documents/{row.pk}/accept/", {"version": row.version})
    assert whole.status_code == 409 and "请先附上" in text(whole)
    back = officer.post(
        f"{base}/documents/{row.pk}/return/", {"version": row.version, "reason": "缺少勘测定界成果，请补充"}
    )
    assert back.status_code == 302 and back["Location"].endswith("#land")


def test_warnings_are_signed_in_the_page(browser, people, project, ready):
    row = ready("A3", "technical_check", applicant_uscc="91110000600037341L")
    warning = row.findings.get(rule="L10", severity="warn")
    officer, base = browser(people.officer), f"/projects/{project.code}/land"
    brief = {"seen": warning.mark, "reason": "好"}
    short = officer.post(f"{base}/findings/{warning.pk}/accept/", brief, **HTMX)
    assert "10" in text(short)
    warning.refresh_from_db()
    assert warning.verdict == ""
    given = {"seen": warning.mark, "reason": "已核实为更名前的同一单位"}
    officer.post(f"{base}/findings/{warning.pk}/accept/", given, **HTMX)
    warning.refresh_from_db()
    assert (warning.verdict, warning.signed_by_name) == ("accepted", "officer")


def test_a_check_at_any_time_saves_nothing(browser, people, project):
    ProjectApproval.objects.create(
        project=project, kind="A8", number="S-1", authority="局", issued_on=TODAY,
        recorded_at=project.created_at,
    )  # fmt: skip
    Project.objects.filter(pk=project.pk).update(actual_start="2026-01-05")
    answer = browser(people.officer).post(f"/projects/{project.code}/land/check/", **HTMX)
    assert "L08" in text(answer) and "2026-01-05" in text(answer)
    assert not LandDocument.objects.exists()


def test_a_recorded_paper_is_taken_up_in_the_page(browser, people, project):
    paper = ProjectApproval.objects.create(
        project=project, kind="A2", number="Y-1", authority="局", issued_on=TODAY,
        recorded_at=project.created_at,
    )  # fmt: skip
    browser(people.officer).post(f"/projects/{project.code}/land/papers/{paper.pk}/take-up/", **HTMX)
    assert LandDocument.objects.get(project=project).approval == paper


def test_the_history_tells_what_was_done_with_land_documents(browser, people, project, ready):
    ready("A1_proposal", "effective", applicant_uscc="91110000600037341L")
    page = text(browser(people.officer, "en").get(f"/projects/{project.code}/"))
    told = page[page.index("History") :]
    for deed in ("Document prepared", "Submitted", "Accepted for examination", "Cross-checked", "Granted"):
        assert deed in told, deed
    assert "L10" in told and "→ Accepted" in told and "→ In force" in told and "A1 Proposal" in told
    assert "Nothing has been recorded yet" not in page
    chinese = text(browser(people.officer).get(f"/projects/{project.code}/"))
    assert "已核查" in chinese and "办理记录" in chinese


def test_the_history_of_another_project_is_not_told(browser, people, project, ready, file_project):
    ready("A1_proposal", "submitted")
    other = file_project(0.6, 0.2, label="internal")
    assert "Document prepared" not in text(browser(people.officer, "en").get(f"/projects/{other.code}/"))
