"""Addresses for programs."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from api import (
    exports,
    features,
    health,
    index,
    land,
    land_check,
    measure,
    missing,
    models,
    projects,
    regions,
    revisions,
    search,
    session,
    tiles,
    uploads,
)

app_name = "api"
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
    path("land/worklist/", land.LandWorklist.as_view(), name="land-worklist"),
    path("projects/<str:code>/land/", land.LandCase.as_view(), name="land-case"),
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
    path(
        "projects/<str:code>/land/findings/<int:finding_id>/<slug:signature>/",
        land.LandSign.as_view(), name="land-sign",
    ),
    path("models/", models.Models.as_view(), name="models"),
    path("models/<uuid:model_id>/", models.ModelDetail.as_view(), name="model"),
    path("models/<uuid:model_id>/placement/", models.ModelPlacement.as_view(), name="model-placement"),
    path("federations/", models.Federations.as_view(), name="federations"),
    path("revisions/<uuid:revision_id>/", include(REVISION)),
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
