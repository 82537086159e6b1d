-- When a report was last confirmed, and when evidence or quantity last came in, by project, as known at the end
-- of a day (dates in the given zone). {rows}: the projects' ids. hard: signs by which a photo proves nothing.
-- Evidence: a photo, on the day it was taken. Quantity: a share of a task that rose, on the day it was handed in,
-- and quantities measured for payment, on the day they were certified.
WITH project AS MATERIALIZED (
    SELECT p.id FROM projects_project AS p WHERE p.id IN ({rows})
), report AS MATERIALIZED (
    SELECT r.id, r.project_id, r.feature_id, r.period_last, r.state,
           (SELECT max(act.at AT TIME ZONE %(zone)s)::date FROM progress_reportact AS act
            WHERE act.report_id = r.id AND act.action = 'submit') AS handed_on,
           (SELECT max(act.at AT TIME ZONE %(zone)s)::date FROM progress_reportact AS act
            WHERE act.report_id = r.id AND act.target = 'owner_confirmed') AS confirmed_on
    FROM project JOIN progress_progressreport AS r ON r.project_id = project.id
), confirmed AS (
    SELECT project_id, max(confirmed_on) AS on_day FROM report
    WHERE state IN ('owner_confirmed', 'published') AND confirmed_on <= %(on)s GROUP BY 1
), said AS (
    SELECT report.project_id, report.handed_on, line.percent,
           lag(line.percent, 1, 0) OVER (
               PARTITION BY report.feature_id, line.task_key ORDER BY report.period_last
           ) AS before
    FROM report JOIN progress_reportline AS line ON line.report_id = report.id
    WHERE report.state NOT IN ('draft', 'returned') AND report.handed_on <= %(on)s
), shown AS (
    SELECT project_id, max(handed_on) AS on_day FROM said WHERE percent > before GROUP BY 1
    UNION ALL
    SELECT report.project_id, max((COALESCE(photo.taken_at, photo.added_at) AT TIME ZONE %(zone)s)::date)
    FROM report JOIN progress_reportphoto AS photo ON photo.report_id = report.id
    WHERE (COALESCE(photo.taken_at, photo.added_at) AT TIME ZONE %(zone)s)::date <= %(on)s
      AND (photo.added_at AT TIME ZONE %(zone)s)::date <= %(on)s
      AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements(photo.signs) AS sign WHERE sign ->> 'kind' = ANY (%(hard)s))
    GROUP BY 1
    UNION ALL
    SELECT pay.project_id, max((step.at AT TIME ZONE %(zone)s)::date)
    FROM project
    JOIN payments_application AS pay ON pay.project_id = project.id AND pay.state <> 'rejected'
    JOIN payments_paymentstep AS step ON step.application_id = pay.id AND step.action = 'certify'
    WHERE (step.at AT TIME ZONE %(zone)s)::date <= %(on)s
      AND EXISTS (SELECT 1 FROM payments_measuredline AS line WHERE line.application_id = pay.id)
    GROUP BY 1
), seen AS (
    SELECT project_id, max(on_day) AS on_day FROM shown GROUP BY 1
)
SELECT project.id AS project_id, confirmed.on_day AS confirmed_on, seen.on_day AS seen_on
FROM project
LEFT JOIN confirmed ON confirmed.project_id = project.id
LEFT JOIN seen ON seen.project_id = project.id;
