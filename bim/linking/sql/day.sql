-- One row for each task that elements of a revision are linked to: its days, what reports come to on %(on)s.
-- Days are those of the zone %(zone)s; the baseline's where it has both. els: element numbers,
-- four bytes each, the highest first; per cent of 100.
WITH made AS (
    SELECT key AS task_key, string_agg(int4send(el), ''::bytea) AS els
    FROM linking_link
    WHERE schedule_id = %(schedule)s AND revision_id = %(revision)s AND state = 'live' AND role = 'output'
    GROUP BY key
)
SELECT
    made.task_key AS key,
    (CASE WHEN kept.based THEN kept.start ELSE coalesce(t.start, t.early_start) END AT TIME ZONE %(zone)s)::date AS start,
    (CASE WHEN kept.based THEN kept.finish ELSE coalesce(t.finish, t.early_finish) END AT TIME ZONE %(zone)s)::date
        AS finish,
    (t.actual_start AT TIME ZONE %(zone)s)::date AS began,
    (t.actual_finish AT TIME ZONE %(zone)s)::date AS ended,
    coalesce(turn.percent, 0)::float8 AS percent, turn.since, coalesce(turn.claimed, 0)::float8 AS claimed, made.els
FROM made
LEFT JOIN progress_task AS t ON t.revision_id = %(plan)s AND t.key = made.task_key
LEFT JOIN (
    SELECT key, start, finish, start IS NOT NULL AND finish IS NOT NULL AS based FROM progress_baseline
    WHERE revision_id = %(plan)s AND of = 'task' AND number = %(baseline)s
) AS kept ON kept.key = made.task_key
LEFT JOIN LATERAL (
    SELECT percent, since, claimed FROM progress_turn
    WHERE project_id = %(project)s AND task_key = made.task_key AND "on" <= %(on)s
    ORDER BY "on" DESC LIMIT 1
) AS turn ON true
