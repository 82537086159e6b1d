-- What was confirmed of each task by the end of the latest reported periods, in per cent 0-100, as known at the
-- end of a day (dates in the given zone). {rows}: the projects' ids. One row a project, period and task.
WITH report AS MATERIALIZED (
    SELECT r.id, r.project_id, r.period_last, r.period_first, r.created_at
    FROM progress_progressreport AS r
    WHERE r.project_id IN ({rows}) AND r.state IN ('owner_confirmed', 'published') AND r.period_last <= %(on)s
      AND EXISTS (SELECT 1 FROM progress_reportact AS act WHERE act.report_id = r.id
                  AND act.target = 'owner_confirmed' AND (act.at AT TIME ZONE %(zone)s)::date <= %(on)s)
), period AS (
    SELECT project_id, period_last FROM (
        SELECT project_id, period_last, dense_rank() OVER (PARTITION BY project_id ORDER BY period_last DESC) AS age
        FROM report
    ) AS aged WHERE age <= %(periods)s GROUP BY 1, 2
)
SELECT DISTINCT ON (period.project_id, period.period_last, line.task_key)
       period.project_id, period.period_last AS last, line.task_key, line.percent
FROM period
JOIN report ON report.project_id = period.project_id AND report.period_last <= period.period_last
JOIN progress_reportline AS line ON line.report_id = report.id
ORDER BY period.project_id, period.period_last, line.task_key, report.period_last DESC,
         report.period_first DESC, report.created_at DESC, report.id DESC;
