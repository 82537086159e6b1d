"""Addresses for programs."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from api import (
    budget,
    budget_money,
    contract_changes,
    contracts,
    crossings,
    exports,
    features,
    federations,
    health,
    index,
    issues,
    land,
    land_check,
    land_ways,
    measure,
    missing,
    models,
    projects,
    regions,
    reports,
    requirements,
    revisions,
    saved_views,
    search,
    session,
    suggestions,
    tiles,
    uploads,
)

app_name = "api"
CONTRACT = [
    path("", contracts.ContractDetail.as_view(), name="contract"),
    path("actions/<slug:action>/", contracts.ContractAction.as_view(), name="contract-action"),
    path("bill/", contracts.ContractBill.as_view(), name="contract-bill"),
    path("ledger/", contracts.ContractLedger.as_view(), name="contract-ledger"),
    path("subcontracts/", contracts.ContractSubcontracts.as_view(), name="contract-subcontracts"),
    path("site-ready/", contracts.ContractSiteReady.as_view(), name="contract-site-ready"),
    path("changes/", contract_changes.ContractChanges.as_view(), name="contract-changes"),
    path("settlement/", contract_changes.ContractSettlement.as_view(), name="contract-settlement"),
    path(
        "settlement/actions/<slug:action>/", contract_changes.SettlementAction.as_view(),
        name="settlement-action",
    ),
    path("refunds/", contract_changes.ContractRefunds.as_view(), name="contract-refunds"),
]  # fmt: skip
CHANGE = [
    path("", contract_changes.ChangeDetail.as_view(), name="change"),
    path("actions/<slug:action>/", contract_changes.ChangeAction.as_view(), name="change-action"),
    path("lines/", contract_changes.ChangeLines.as_view(), name="change-lines"),
    path("no-double/", contract_changes.ChangeDouble.as_view(), name="change-no-double"),
    path("scope/", contract_changes.ChangeScope.as_view(), name="change-scope"),
]
REVISION = [
    path("", revisions.RevisionDetail.as_view(), name="revision"),
    path("scene/", revisions.Scene.as_view(), name="revision-scene"),
    path("tiles/<str:name>", revisions.TileFile.as_view(), name="revision-tile"),
    path("elements/", revisions.Elements.as_view(), name="revision-elements"),
    path("elements/index/", revisions.ElementIndex.as_view(), name="revision-index"),
    path("elements/export.<str:form>", revisions.ElementExport.as_view(), name="revision-export"),
    path("elements/<str:global_id>/", revisions.ElementDetail.as_view(), name="revision-element"),
    path("colours/", revisions.Colours.as_view(), name="revision-colours"),
    path("difference/", revisions.Difference.as_view(), name="revision-difference"),
    path("crossings/", crossings.RevisionCrossings.as_view(), name="revision-crossings"),
    path("suggestions/", suggestions.Suggestions.as_view(), name="revision-suggestions"),
    path("report/", reports.Report.as_view(), name="revision-report"),
    path("report.html", reports.ReportPage.as_view(), name="revision-report-page"),
    path("report.bcf", reports.ReportArchive.as_view(), name="revision-report-bcf"),
    path("checks/", reports.Checks.as_view(), name="revision-checks"),
]
BUDGET = [
    path("requests/", budget.BudgetRequests.as_view(), name="budget-requests"),
    path("requests/totals/", budget.BudgetRequestTotals.as_view(), name="budget-request-totals"),
    path(
        "requests/<uuid:budget_request_id>/", budget.BudgetRequestDetail.as_view(), name="budget-request"
    ),
    path(
        "requests/<uuid:budget_request_id>/actions/<slug:action>/",
        budget.BudgetRequestAction.as_view(), name="budget-action",
    ),
    path("waiting/", budget.BudgetWaiting.as_view(), name="budget-waiting"),
    path("indicators/", budget_money.BudgetIndicators.as_view(), name="budget-indicators"),
    path("indicators/totals/", budget_money.BudgetIndicatorTotals.as_view(), name="indicator-totals"),
    path("indicators/<uuid:indicator_id>/", budget_money.BudgetIndicatorDetail.as_view(), name="indicator"),
    path(
        "indicators/<uuid:indicator_id>/entries/",
        budget_money.BudgetIndicatorEntries.as_view(), name="indicator-entries",
    ),
    path(
        "indicators/<uuid:indicator_id>/plan/", budget_money.BudgetIndicatorPlan.as_view(),
        name="indicator-plan",
    ),
    path(
        "indicators/<uuid:indicator_id>/close/", budget_money.BudgetIndicatorClose.as_view(),
        name="indicator-close",
    ),
    path("ceilings/", budget_money.BudgetCeilings.as_view(), name="budget-ceilings"),
]
V1: list[URLPattern | URLResolver] = [
    path("", index.Index.as_view(), name="index"),
    path("me", session.Me.as_view(), name="me"),
    path("codelists/", session.CodeLists.as_view(), name="codelists"),
    path("jobs/<uuid:job_id>/", session.JobState.as_view(), name="job"),
    path("search/", search.Search.as_view(), name="search"),
    path("measure/", measure.Measure.as_view(), name="measure"),
    path("land/check/", land_check.LandCheck.as_view(), name="land-check"),
    path("regions/", regions.Regions.as_view(), name="regions"),
    path("regions/<str:code>/", regions.RegionDetail.as_view(), name="region"),
    path("features/", features.Features.as_view(), name="features"),
    path("features/<uuid:feature_id>/", features.FeatureDetail.as_view(), name="feature"),
    path("projects/", projects.Projects.as_view(), name="projects"),
    path("projects/totals/", projects.ProjectTotals.as_view(), name="totals"),
    path("projects/months/", projects.ProjectMonths.as_view(), name="months"),
    path("projects/by-region/", projects.ProjectsByRegion.as_view(), name="by-region"),
    path("projects/<str:code>/", projects.ProjectDetail.as_view(), name="project"),
    path("projects/<str:code>/actions/<slug:action>/", projects.ProjectAction.as_view(), name="action"),
    path("projects/<str:code>/budget/", budget_money.ProjectBudget.as_view(), name="project-budget"),
    path(
        "projects/<str:code>/budget/stages/", budget_money.ProjectCostStages.as_view(), name="cost-stages"
    ),
    path(
        "projects/<str:code>/budget/stages/<slug:stage>/revisions/",
        budget_money.ProjectCostRevisions.as_view(), name="cost-revisions",
    ),
    path("budget/", include(BUDGET)),
    path("land/worklist/", land.LandWorklist.as_view(), name="land-worklist"),
    path("projects/<str:code>/land/", land.LandCase.as_view(), name="land-case"),
    path("projects/<str:code>/land/check/", land.LandCrossCheck.as_view(), name="land-cross-check"),
    path("projects/<str:code>/land/compare/", land.LandCompare.as_view(), name="land-compare"),
    path("projects/<str:code>/land/documents/", land.LandDocuments.as_view(), name="land-documents"),
    path(
        "projects/<str:code>/land/documents/<uuid:document_id>/",
        land.LandDocumentDetail.as_view(), name="land-document",
    ),
    path(
        "projects/<str:code>/land/documents/<uuid:document_id>/actions/<slug:action>/",
        land.LandDocumentAction.as_view(), name="land-action",
    ),
    path(
        "projects/<str:code>/land/papers/<uuid:approval_id>/take-up/",
        land.LandTakeUp.as_view(), name="land-take-up",
    ),
    path("projects/<str:code>/land/way/", land_ways.LandWay.as_view(), name="land-way"),
    path("projects/<str:code>/land/changes/", land_ways.LandChanges.as_view(), name="land-changes"),
    path(
        "projects/<str:code>/land/changes/<int:change_id>/actions/<slug:action>/",
        land_ways.LandChangeAction.as_view(), name="land-change-action",
    ),
    path(
        "projects/<str:code>/land/findings/<int:finding_id>/<slug:signature>/",
        land.LandSign.as_view(), name="land-sign",
    ),
    path("projects/<str:code>/contracts/", contracts.ProjectContracts.as_view(), name="project-contracts"),
    path("contracts/", contracts.Contracts.as_view(), name="contracts"),
    path("contracts/totals/", contracts.ContractTotals.as_view(), name="contract-totals"),
    path("contracts/worklist/", contracts.ContractWorklist.as_view(), name="contract-worklist"),
    path("contracts/<uuid:contract_id>/", include(CONTRACT)),
    path("changes/<uuid:change_id>/", include(CHANGE)),
    path("parties/", contract_changes.Parties.as_view(), name="parties"),
    path(
        "parties/<uuid:party_id>/accounts/", contract_changes.PartyAccounts.as_view(), name="party-accounts"
    ),
    path(
        "accounts/<uuid:account_id>/actions/<slug:action>/", contract_changes.AccountAction.as_view(),
        name="account-action",
    ),
    path("saved-views/", saved_views.SavedViews.as_view(), name="saved-views"),
    path("saved-views/<uuid:view_id>/", saved_views.SavedViewDetail.as_view(), name="saved-view"),
    path("issues/", issues.Issues.as_view(), name="issues"),
    path("issues/archive/", issues.IssueArchive.as_view(), name="issue-archive"),
    path("issues/<uuid:issue_id>/", issues.IssueDetail.as_view(), name="issue"),
    path("issues/<uuid:issue_id>/comments/", issues.IssueComments.as_view(), name="issue-comments"),
    path("issues/<uuid:issue_id>/actions/<slug:action>/", issues.IssueAction.as_view(), name="issue-action"),
    path(
        "issues/<uuid:issue_id>/views/<uuid:guid>/snapshot/",
        issues.IssueSnapshot.as_view(), name="issue-snapshot",
    ),
    path("models/", models.Models.as_view(), name="models"),
    path("models/<uuid:model_id>/", models.ModelDetail.as_view(), name="model"),
    path("models/<uuid:model_id>/placement/", models.ModelPlacement.as_view(), name="model-placement"),
    path("models/crossings/", crossings.Crossings.as_view(), name="models-crossings"),
    path("federations/", federations.Federations.as_view(), name="federations"),
    path("federations/<uuid:federation_id>/", federations.FederationDetail.as_view(), name="federation"),
    path("revisions/<uuid:revision_id>/", include(REVISION)),
    path("ids/", requirements.IdsFiles.as_view(), name="ids-files"),
    path("ids/<uuid:ids_id>/", requirements.IdsDetail.as_view(), name="ids-file"),
    path("ids/<uuid:ids_id>/content/", requirements.IdsContent.as_view(), name="ids-content"),
    path("uploads/", uploads.Uploads.as_view(), name="uploads"),
    path("uploads/<uuid:upload_id>/", uploads.UploadDetail.as_view(), name="upload"),
    path("schema", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api:schema"), name="docs"),
]  # fmt: skip
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("api/v1", RedirectView.as_view(pattern_name="api:index")),
    path("api/v1/", include(V1)),
    path("", include([*tiles.urlpatterns, *exports.urlpatterns])),
    re_path(r"^(?:api|tiles)(?:/.*)?$", missing.nothing_here, name="nothing"),
]
