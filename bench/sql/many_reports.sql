-- A draft for each of so many weeks, each with a line for every task: nothing, then more week by week, then all of it.
-- A task runs over its own ten weeks and some more; every 40th claim is higher than what stands. Per cent 0-100.
WITH week AS (
    INSERT INTO progress_progressreport (id, project_id, feature_id, period_first, period_last, state, version,
        created_at, updated_at)
    SELECT gen_random_uuid(), p.id, p.site_id, %(first)s::date + 7 * n, %(first)s::date + 7 * n + 6, 'draft', 1,
        now(), now()
    FROM projects_project AS p, generate_series(0, %(weeks)s - 1) AS n WHERE p.id = %(project)s
    RETURNING id, period_first
)
INSERT INTO progress_reportline (report_id, task_key, percent, correction, note)
SELECT week.id, t::text, greatest(0, least(100, 100.0 * (
    (week.period_first - %(first)s::date) / 7 - t * (%(weeks)s - 14) / %(tasks)s) / (9 + t %% 5)
)), '', ''
FROM week, generate_series(1, %(tasks)s) AS t;
