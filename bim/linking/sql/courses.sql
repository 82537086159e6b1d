-- One row for each task that elements of a revision are linked to: its days, what reports say of it, its elements.
-- Days are those of the zone %(zone)s; els: element numbers, rising; said: [day, per cent of 100, confirmed] by day,
-- of one day the line written first before the later one.
WITH made AS (
    SELECT key AS task_key, array_agg(el ORDER BY el) AS els
    FROM linking_link
    WHERE schedule_id = %(schedule)s AND revision_id = %(revision)s AND state = 'live' AND role = 'output'
    GROUP BY key
), said AS (
    SELECT l.task_key, jsonb_agg(
        jsonb_build_array(r.period_last, l.percent, r.state = ANY(%(confirmed)s)) ORDER BY r.period_last, r.period_first, r.created_at, r.id
    ) AS said
    FROM progress_reportline AS l JOIN progress_progressreport AS r ON r.id = l.report_id
    WHERE r.project_id = %(project)s AND r.state = ANY(%(told)s)
    GROUP BY l.task_key
), kept AS (
    SELECT key, start, finish FROM progress_baseline
    WHERE revision_id = %(plan)s AND of = 'task' AND number = %(baseline)s
)
SELECT
    made.task_key AS key, coalesce(t.name, '') AS name, coalesce(t.code, '') AS code,
    (coalesce(t.start, t.early_start) AT TIME ZONE %(zone)s)::date AS start,
    (coalesce(t.finish, t.early_finish) AT TIME ZONE %(zone)s)::date AS finish,
    (kept.start AT TIME ZONE %(zone)s)::date AS base_start,
    (kept.finish AT TIME ZONE %(zone)s)::date AS base_finish,
    (t.actual_start AT TIME ZONE %(zone)s)::date AS began,
    (t.actual_finish AT TIME ZONE %(zone)s)::date AS ended,
    coalesce(said.said, '[]') AS said, made.els
FROM made
LEFT JOIN progress_task AS t ON t.revision_id = %(plan)s AND t.key = made.task_key
LEFT JOIN kept ON kept.key = made.task_key
LEFT JOIN said ON said.task_key = made.task_key
ORDER BY t.position NULLS LAST, made.task_key
