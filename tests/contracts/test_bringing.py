"""Many contracts from a workbook: shown first, all or none, every wrong cell named."""

import json
from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from portal.accounts.models import User
from portal.contracts import faults_import
from portal.contracts.bringing.columns import COLUMNS
from portal.contracts.bringing.template import template_workbook
from portal.contracts.models import Contract, Party
from portal.contracts.services import bringing
from portal.core.models import Event, StoredFile
from tests.contracts.conftest import draft, uscc

HEADS = tuple(column.header(english=False) for column in COLUMNS)


def row(world, **changes) -> dict[str, object]:
    """A row that can be drawn up; the test states only what matters."""
    ordinary = {
        "number": "HT-1", "name": "东江桥施工", "project": world.project.code, "uscc": uscc(1),
        "kind": "施工", "track": "招标", "ground": "第一标段", "cost_line": "1", "tender_no": "ZB-7",
        "original_yuan": 1000000, "progress_ratio": 85, "retention_ratio": 3, "advance_yuan": "100,000.50",
        "wage_account": "62000001", "start_on": date(2026, 12, 1), "end_on": "2027年12月1日",
        "site_ready": "是",
    }  # fmt: skip
    return ordinary | changes


def book(*rows: dict[str, object], heads=HEADS, shape=lambda sheet: None) -> SimpleUploadedFile:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(heads)
    for one in rows:
        sheet.append([one.get(column.field) for column in COLUMNS])
    shape(sheet)
    file = BytesIO()
    made.save(file)
    return SimpleUploadedFile("合同.xlsx", file.getvalue())


def show(world, file, role="pu_clerk"):
    return bringing.show_list(actor=getattr(world.people, role), stream=file, name=file.name)


def cell_of(field: str, line: int) -> str:
    at = [column.field for column in COLUMNS].index(field) + 1
    return f"{openpyxl.utils.get_column_letter(at)}{line}"


def wrong(world, *rows, **more) -> dict[str, str]:
    with pytest.raises(faults_import.ListWrong) as caught:
        show(world, book(*rows, **more))
    assert not Contract.objects.exists()
    return {fault["cell"]: fault["reason"] for fault in caught.value.facts["cells"]}


def test_a_list_is_shown_and_drawn_up_once_confirmed(world):
    new = row(
        world, number="HT-2", uscc=uscc(5), party="新桥公司", wage_account=None, advance_yuan=None,
        original_yuan="１２，３４５．６７", ground=None,
    )  # fmt: skip
    found = show(world, book(row(world), new))
    assert (len(found.entries), found.total_yuan) == (2, Decimal("1012345.67"))
    assert [one.new_party for one in found.entries] == [False, True]
    assert not Contract.objects.exists() and not Party.objects.filter(uscc=uscc(5)).exists()
    bringing.confirm_list(actor=world.people.pu_clerk, receipt=found.receipt)
    first, second = Contract.objects.order_by("number")
    assert (first.feature, first.wage_account, first.cost_line) == (world.section, world.account, world.line)
    assert (first.progress_ratio, first.advance_yuan) == (Decimal("0.85"), Decimal("100000.50"))
    assert (first.start_on, first.end_on, first.source) == (
        date(2026, 12, 1), date(2027, 12, 1), {"tender_no": "ZB-7"},
    )  # fmt: skip
    assert (second.state, second.party.name, second.feature) == ("draft", "新桥公司", world.project.site)


def test_every_wrong_cell_is_named_and_nothing_is_kept(world):
    kept = StoredFile.objects.count()
    bad = row(
        world, number="HT-2", name="", uscc="91110000", kind="修桥", track="tender",
        original_yuan="1e5", progress_ratio=0.85, retention_ratio=101, advance_yuan="-1", ground="西山隧道",
        cost_line="99", start_on="去年", end_on="2027-12", site_ready="也许", wage_account=None,
    )  # fmt: skip
    cells = wrong(world, row(world), bad)
    fields = ("name", "uscc", "kind", "original_yuan", "progress_ratio", "retention_ratio", "advance_yuan",
              "ground", "cost_line", "start_on", "end_on", "site_ready")  # fmt: skip
    assert set(cells) == {cell_of(field, 3) for field in fields}
    assert all(cells.values()) and StoredFile.objects.count() == kept
    told = Event.objects.get(verb="refused").facts
    assert (told["code"], told["facts"]["count"]) == ("list_wrong", len(fields))


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"original_yuan": "100.001"}, "original_yuan"), ({"original_yuan": 0}, "original_yuan"),
     ({"original_yuan": 10**18}, "original_yuan"), ({"original_yuan": "-5"}, "original_yuan"),
     ({"advance_yuan": 1000001}, "advance_yuan"), ({"end_on": "2026-11-30"}, "end_on"),
     ({"progress_ratio": 0}, "progress_ratio"), ({"retention_ratio": 100}, "retention_ratio"),
     ({"pay_cycle_months": 1.5}, "pay_cycle_months"), ({"number": date(2026, 1, 1)}, "number"),
     ({"uscc": 911100001234567890}, "uscc"), ({"project": "GT97-2020-999999"}, "project"),
     ({"wage_account": "999"}, "wage_account"), ({"uscc": uscc(5)}, "party"),
     ({"party": "别的公司"}, "party"), ({"number": "长" * 65}, "number"),
     ({"original_yuan": None}, "original_yuan")],
)  # fmt: skip
def test_what_cannot_stand_is_refused_at_its_cell(world, changes, field):
    if changes == {"uscc": uscc(5)}:
        changes = changes | {"wage_account": None}
    assert list(wrong(world, row(world, **changes))) == [cell_of(field, 2)]


def test_a_number_stands_once_in_the_list_and_on_record(world):
    cells = wrong(world, row(world), row(world))
    assert list(cells) == ["A3"] and "A2" in cells["A3"]
    draft(world, number="HT-1")
    with pytest.raises(faults_import.ListWrong) as caught:
        show(world, book(row(world)))
    assert [one["cell"] for one in caught.value.facts["cells"]] == ["A2"]


def test_a_formula_without_value_is_told_and_a_merged_cell_noted(world):
    where = cell_of("advance_yuan", 2)

    def formula(sheet):
        sheet[where] = "=1/0"

    cells = wrong(world, row(world), shape=formula)
    assert list(cells) == [where] and "=1/0" in cells[where]
    project = cell_of("project", 2)
    twice = book(row(world), row(world, number="HT-2"), shape=lambda s: s.merge_cells(f"{project}:C3"))
    found = show(world, twice)
    assert len(found.entries) == 2 and any("C3" in note for note in found.notes)


def test_a_list_is_judged_anew_when_it_is_confirmed(world):
    found = show(world, book(row(world), row(world, number="HT-2")))
    draft(world, number="HT-2")
    with pytest.raises(faults_import.ListWrong):
        bringing.confirm_list(actor=world.people.pu_clerk, receipt=found.receipt)
    assert [one.number for one in Contract.objects.all()] == ["HT-2"]


def test_a_receipt_is_of_who_was_shown_the_list(world):
    receipt = show(world, book(row(world))).receipt
    forged = signing.dumps({"file": "0" * 64, "name": "x", "user": world.people.proc.user_id}, salt="other")
    for given, role in ((receipt, "proc"), (forged, "proc"), ("", "pu_clerk")):
        with pytest.raises(faults_import.ReceiptUnknown):
            bringing.confirm_list(actor=getattr(world.people, role), receipt=given)
    assert not Contract.objects.exists()


def test_who_draws_up_no_contracts_brings_none_in(world):
    for role in ("eng", "con", "fin_budget", "pu_head"):
        with pytest.raises(faults_import.ImportForbidden):
            show(world, book(row(world)), role)


def test_a_sheet_without_its_columns_or_rows_says_so(world):
    with pytest.raises(faults_import.ListColumnsMissing, match="合同价|Price"):
        show(world, book(heads=HEADS[:4]))
    with pytest.raises(faults_import.ListEmpty):
        show(world, book())


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_example_of_the_template_is_sound_but_for_its_project(world, language):
    with translation.override(language):
        made = openpyxl.load_workbook(template_workbook())
    assert len(made.sheetnames) == 3
    for name in (made.sheetnames[0], made.sheetnames[2]):
        del made[name]
    file = BytesIO()
    made.save(file)
    with pytest.raises(faults_import.ListWrong) as caught:
        show(world, SimpleUploadedFile("t.xlsx", file.getvalue()))
    assert [one["cell"] for one in caught.value.facts["cells"]] == ["C2"]


def browser(world, role) -> Client:
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(User.objects.get(pk=getattr(world.people, role).user_id))
    return client


def test_the_page_shows_the_list_and_confirms_it(world):
    client, address = browser(world, "proc"), reverse("contracts-import")
    assert address in client.get(reverse("contracts-page")).content.decode()
    assert address not in browser(world, "eng").get(reverse("contracts-page")).content.decode()
    bad = client.post(address, {"file": book(row(world, original_yuan="很多"))})
    assert bad.status_code == 422 and cell_of("original_yuan", 2) in bad.content.decode()
    shown = client.post(address, {"file": book(row(world))}).content.decode()
    receipt = shown.split('name="receipt" value="')[1].split('"')[0]
    assert "东江桥施工" in shown and not Contract.objects.exists()
    done = client.post(reverse("contracts-import-confirm"), {"receipt": receipt})
    assert done.status_code == 302 and Contract.objects.get().number == "HT-1"
    page = client.get(reverse("contract-page", args=[Contract.objects.get().pk])).content.decode()
    assert "ZB-7" in page
    again = client.post(reverse("contracts-import-confirm"), {"receipt": receipt})
    assert again.status_code == 422 and "A2" in again.content.decode()
    assert client.post(address, {}).status_code == 422


def test_programs_bring_lists_in_by_the_same_two_steps(world):
    client = browser(world, "pu_clerk")
    shown = client.post("/api/v1/contracts/import/", {"file": book(row(world))})
    body = shown.json()
    assert (body["allowed_actions"], body["total_yuan"]) == (["confirm"], "1000000.00")
    assert body["contracts"][0]["progress_ratio"] == "0.85"
    made = client.post(
        "/api/v1/contracts/import/confirm/", json.dumps({"receipt": body["receipt"]}),
        content_type="application/json",
    )  # fmt: skip
    assert made.status_code == 201 and made.json()["contracts"][0]["state"] == "draft"
    bad = client.post("/api/v1/contracts/import/", {"file": book(row(world, kind="?"))})
    assert (bad.status_code, bad.json()["type"]) == (422, "urn:problem:list_wrong")
    assert {one["cell"] for one in bad.json()["facts"]["cells"]} == {"A2", cell_of("kind", 2)}
    assert client.post("/api/v1/contracts/import/").status_code == 422
    refused = browser(world, "eng").post("/api/v1/contracts/import/", {"file": book(row(world))})
    assert refused.status_code == 403
