"""Addresses of pages."""

from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView

from portal.pages import (
    views_budget,
    views_budget_money,
    views_change,
    views_compare,
    views_contract,
    views_contracts,
    views_desk,
    views_export,
    views_files,
    views_filing,
    views_import,
    views_import_files,
    views_land,
    views_map,
    views_print,
    views_record,
    views_report,
    views_survey,
    views_survey_files,
    views_twin,
    views_way,
)

CONTRACT = [
    path("", views_contract.contract, name="contract-page"),
    path("edit/", views_contract.edit, name="contract-edit"),
    path("actions/<slug:action>/", views_contract.act, name="contract-act"),
    path("site-ready/", views_contract.site_ready, name="contract-ready"),
    path("bill/", views_contract.bill, name="contract-bill"),
    path("bill.xlsx", views_contract.bill_file, name="contract-bill-file"),
    path("changes/new/", views_change.new, name="change-new"),
    path("settlement/", views_contract.settlement, name="contract-settlement"),
    path("settlement/actions/<slug:action>/", views_contract.settle, name="contract-settle"),
    path("refunds/", views_contract.refund, name="contract-refund"),
]
CHANGE = [
    path("", views_change.change, name="change-page"),
    path("edit/", views_change.edit, name="change-edit"),
    path("delta/", views_change.delta, name="change-delta"),
    path("actions/<slug:action>/", views_change.act, name="change-act"),
    path("lines/", views_change.line, name="change-line"),
    path("lines/clear/", views_change.no_lines, name="change-no-lines"),
    path("no-double/", views_change.no_double, name="change-no-double"),
    path("scope/<uuid:approval_id>/", views_change.scope, name="change-scope"),
]
urlpatterns = [
    path("", views_map.map_page, name="map"),
    path("help/", views_map.help_page, name="help"),
    path("favicon.ico", RedirectView.as_view(url=static("img/seal.svg"))),
    path("i18n/", include("django.conf.urls.i18n")),
    path("projects/new/", views_filing.new, name="project-new"),
    path("projects/ground/", views_filing.ground, name="project-ground"),
    path("projects/<str:code>/", views_record.record, name="project"),
    path("projects/<str:code>/edit/", views_filing.edit, name="project-edit"),
    path("projects/<str:code>/actions/<str:action>/", views_record.act, name="project-act"),
    path("projects/<str:code>/approvals/", views_record.approve, name="project-approve"),
    path("projects/<str:code>/published/", views_record.publish, name="project-publish"),
    path(
        "projects/<str:code>/approvals/<uuid:approval_id>/file/",
        views_files.approval_file,
        name="approval-file",
    ),
    path("projects/<str:code>/land/check/", views_land.check, name="land-page-check"),
    path("projects/<str:code>/land/compare/", views_compare.compare, name="land-compare"),
    path(
        "projects/<str:code>/land/compare/shapes.geojson", views_compare.compare_shapes,
        name="land-compare-shapes",
    ),
    path(
        "projects/<str:code>/land/compare/sheet.pdf", views_compare.compare_sheet, name="land-compare-sheet"
    ),
    path("projects/<str:code>/land/documents/", views_land.prepare, name="land-page-prepare"),
    path(
        "projects/<str:code>/land/documents/<uuid:document_id>/content/", views_land.amend,
        name="land-page-amend",
    ),
    path(
        "projects/<str:code>/land/documents/<uuid:document_id>/file/", views_land.scan, name="land-page-scan"
    ),
    path(
        "projects/<str:code>/land/documents/<uuid:document_id>/<slug:action>/",
        views_land.act, name="land-page-act",
    ),
    path(
        "projects/<str:code>/land/papers/<uuid:approval_id>/take-up/",
        views_land.take_up, name="land-page-take-up",
    ),
    path("projects/<str:code>/land/way/", views_way.record_way, name="land-page-way"),
    path("projects/<str:code>/land/changes/", views_way.report_change, name="land-page-changes"),
    path(
        "projects/<str:code>/land/changes/<int:change_id>/<slug:action>/",
        views_way.act_on_change, name="land-page-change-act",
    ),
    path(
        "projects/<str:code>/land/findings/<int:finding_id>/<slug:signature>/",
        views_land.sign, name="land-page-sign",
    ),
    path("projects/<str:code>/contracts/new/", views_contract.new, name="contract-new"),
    path("contracts/", views_contracts.contracts, name="contracts-page"),
    path("contracts/list.xlsx", views_contracts.contracts_file, name="contracts-file"),
    path("contracts/desk/", views_contracts.worklist, name="contracts-desk"),
    path("contracts/<uuid:contract_id>/", include(CONTRACT)),
    path("changes/<uuid:change_id>/", include(CHANGE)),
    path("parties/", views_contracts.parties, name="parties-page"),
    path("parties/register/", views_contracts.register, name="party-register"),
    path("parties/<uuid:party_id>/accounts/", views_contracts.account, name="party-account"),
    path(
        "parties/accounts/<uuid:account_id>/<slug:action>/", views_contracts.account_act, name="account-act"
    ),
    path("imports/", views_import.imports, name="imports"),
    path("imports/template.xlsx", views_import_files.template, name="import-template"),
    path("imports/<uuid:batch_id>/", views_import.show, name="import"),
    path("imports/<uuid:batch_id>/progress/", views_import.progress, name="import-progress"),
    path("imports/<uuid:batch_id>/settle/", views_import.settle, name="import-settle"),
    path("imports/<uuid:batch_id>/confirm/", views_import.confirm, name="import-confirm"),
    path("imports/<uuid:batch_id>/discard/", views_import.discard, name="import-discard"),
    path("imports/<uuid:batch_id>/rows/<int:number>/", views_import.row, name="import-row"),
    path("imports/<uuid:batch_id>/bad-rows.<str:form>", views_import_files.bad_rows, name="import-bad-rows"),
    path("land/worklist/", views_desk.worklist, name="land-worklist"),
    path("land/check/", views_survey.surveys, name="surveys"),
    path("land/check/<uuid:batch_id>/", views_survey.show, name="survey"),
    path("land/check/<uuid:batch_id>/progress/", views_survey.progress, name="survey-progress"),
    path("land/check/<uuid:batch_id>/shapes.geojson", views_survey.shapes, name="survey-shapes"),
    path("land/check/<uuid:batch_id>/choose/", views_survey.choose, name="survey-choose"),
    path("land/check/<uuid:batch_id>/repairs/", views_survey.repairs, name="survey-repairs"),
    path("land/check/<uuid:batch_id>/confirm/", views_survey.confirm, name="survey-confirm"),
    path("land/check/<uuid:batch_id>/discard/", views_survey.discard, name="survey-discard"),
    path("land/check/<uuid:batch_id>/report.<str:form>", views_survey_files.report, name="survey-report"),
    path("land/check/<uuid:batch_id>/parcels.<str:form>", views_survey_files.parcels, name="survey-parcels"),
    path("projects/<str:code>/parcels.<str:form>", views_survey_files.of_project, name="project-parcels"),
    path("twin/<uuid:model_id>/", views_twin.model_page, name="twin"),
    path("twin/<uuid:model_id>/report/", views_report.report, name="twin-report"),
    path("budget/", views_budget.desk, name="budget-desk"),
    path("budget/lines.xlsx", views_budget.template, name="budget-template"),
    path("budget/requests/<uuid:budget_request_id>/", views_budget.show, name="budget-page"),
    path("budget/requests/<uuid:budget_request_id>/edit/", views_budget.edit, name="budget-edit"),
    path(
        "budget/requests/<uuid:budget_request_id>/request.xlsx", views_budget.workbook, name="budget-workbook"
    ),
    path(
        "budget/requests/<uuid:budget_request_id>/<slug:action>/", views_budget.act, name="budget-page-act"
    ),
    path("budget/indicators/<uuid:indicator_id>/", views_budget_money.indicator, name="budget-indicator"),
    path("budget/indicators/<uuid:indicator_id>/plan/", views_budget_money.plan, name="budget-plan"),
    path("budget/indicators/<uuid:indicator_id>/close/", views_budget_money.close, name="budget-close"),
    path("projects/<str:code>/budget/new/", views_budget.new, name="budget-new"),
    path("print/map.pdf", views_print.sheet, name="print"),
    path("export/map.html", views_export.one_file, name="export-map"),
]  # fmt: skip
