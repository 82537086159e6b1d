-- What reports confirm of each task of a project by the end of each of the given days, per cent of 100; a task
-- no report speaks of has no row. Reports count as in sections.sql: by their period, once they are known, in its order.
WITH day AS (
    SELECT day, n FROM unnest(%(days)s::date[]) WITH ORDINALITY AS d (day, n)
), said AS (
    SELECT line.task_key, line.percent, report.id AS report_id, report.period_last, report.period_first,
           report.created_at,
           (SELECT (max(act.at) AT TIME ZONE %(zone)s)::date FROM progress_reportact AS act
            WHERE act.report_id = report.id AND act.target = (%(states)s::varchar[])[1]) AS known_on
    FROM progress_progressreport AS report
    JOIN progress_reportline AS line ON line.report_id = report.id
    WHERE report.project_id = %(project)s AND report.state = ANY (%(states)s)
), told AS (
    SELECT task.task_key, day.n, COALESCE(last.percent, 0) AS percent
    FROM (SELECT DISTINCT task_key FROM said) AS task CROSS JOIN day
    LEFT JOIN LATERAL (
        SELECT percent FROM said
        WHERE said.task_key = task.task_key AND said.period_last <= day.day AND said.known_on <= day.day
        ORDER BY said.period_last DESC, said.period_first DESC, said.created_at DESC, said.report_id DESC
        LIMIT 1
    ) AS last ON true
)
SELECT task_key AS key, array_agg(percent ORDER BY n) AS percents FROM told GROUP BY task_key
