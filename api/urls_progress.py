"""Addresses of what is planned, built, seen at the site and warned of."""

from django.urls import URLPattern, URLResolver, include, path

from api import alerts, disputes, links, photos, progress, progress_parts, schedules, site

REPORT = [
    path("", progress.ReportDetail.as_view(), name="progress-report"),
    path("actions/<slug:action>/", progress.ReportAct.as_view(), name="progress-report-action"),
    path("photos/", progress.ReportPhotos.as_view(), name="progress-photos"),
    path("photos/<uuid:photo_id>/", progress.ReportPhotoFile.as_view(), name="progress-photo"),
    path(
        "photos/<uuid:photo_id>/small/", progress.ReportPhotoSmall.as_view(), name="progress-photo-small"
    ),
]
SCHEDULE = [
    path("", schedules.ScheduleDetail.as_view(), name="schedule"),
    path("revisions/<int:number>/tasks/", schedules.ScheduleTasks.as_view(), name="schedule-tasks"),
    path("revisions/<int:number>/model.ifc", schedules.ScheduleIfc.as_view(), name="schedule-ifc"),
    path("revisions/<int:number>/base/", schedules.ScheduleBase.as_view(), name="schedule-base"),
    path(
        "revisions/<int:number>/withdraw/", schedules.ScheduleWithdrawal.as_view(), name="schedule-withdraw"
    ),
    path("revisions/<int:number>/schedule.xml", schedules.ScheduleXml.as_view(), name="schedule-mspdi"),
    path(
        "revisions/<int:number>/changes/<int:other>/", schedules.ScheduleComparison.as_view(),
        name="schedule-changes",
    ),
    path("links/", links.ScheduleLinks.as_view(), name="schedule-links"),
    path("links/rules/", links.LinkRules.as_view(), name="link-rules"),
    path("links/rules/<uuid:rule_id>/retire/", links.LinkRuleRetire.as_view(), name="link-rule-retire"),
    path("links/preview/", links.LinkPreview.as_view(), name="link-preview"),
    path("links/hand/", links.LinksByHand.as_view(), name="links-hand"),
    path("links/waiting/", links.LinksWaiting.as_view(), name="links-waiting"),
    path("links/verdicts/", links.LinkVerdicts.as_view(), name="link-verdicts"),
    path("links/renew/", links.LinksRenewed.as_view(), name="links-renew"),
]
SITE = [
    path("session/", site.SiteSession.as_view(), name="site-session"),
    path("tasks/", site.SiteTasks.as_view(), name="site-tasks"),
    path("entries/", site.SiteEntries.as_view(), name="site-entries"),
    path("entries/<uuid:entry_id>/", site.SiteEntryDetail.as_view(), name="site-entry"),
    path("entries/<uuid:entry_id>/photos/", site.SitePhotos.as_view(), name="site-photos"),
    path("entries/<uuid:entry_id>/photos/<str:sha256>/", site.SitePhotoFile.as_view(), name="site-photo"),
    path(
        "entries/<uuid:entry_id>/photos/<str:sha256>/small/", site.SitePhotoSmall.as_view(),
        name="site-photo-small",
    ),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("projects/<str:code>/schedules/", schedules.ProjectSchedules.as_view(), name="project-schedules"),
    path("schedules/<uuid:schedule_id>/", include(SCHEDULE)),
    path("projects/<str:code>/alerts/", alerts.ProjectAlerts.as_view(), name="project-alerts"),
    path("alerts/", include(alerts.urlpatterns)),
    path("projects/<str:code>/progress/", progress.ProjectProgress.as_view(), name="project-progress"),
    path(
        "projects/<str:code>/progress/parts/", progress_parts.ProgressParts.as_view(), name="progress-parts"
    ),
    path("projects/<str:code>/photos/", photos.ProjectPhotos.as_view(), name="project-photos"),
    path("projects/<str:code>/disagreements/", disputes.Disagreements.as_view(), name="disagreements"),
    path("projects/<str:code>/progress-reports/", progress.ProjectReports.as_view(), name="progress-reports"),
    path("progress-reports/<uuid:report_id>/", include(REPORT)),
    path("site/", include(SITE)),
]
