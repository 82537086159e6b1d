-- Keeps progress_turn. A turn depends on reports handed in alone, and what those say stands (triggers_reports.sql):
-- so turns move when a report's state, period or project does, in the same transaction, from its last day on.
-- Per cent 0-100. Of two reports of one task and last day, the one that begins later counts, then the one begun later.
CREATE OR REPLACE FUNCTION progress_turn_again(of_project uuid, keys text[], from_day date)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- Two reports that speak of one task are confirmed one after the other.
    PERFORM pg_advisory_xact_lock(hashtextextended('progress_turn ' || of_project, 0));
    DELETE FROM progress_turn AS t USING unnest(keys) AS k (task_key)
    WHERE t.project_id = of_project AND t.task_key = k.task_key AND t."on" >= from_day;
    INSERT INTO progress_turn (project_id, task_key, "on", percent, since, claimed)
    WITH before AS (
        SELECT last.* FROM unnest(keys) AS k (task_key) CROSS JOIN LATERAL (
            SELECT t.task_key, t."on", t.percent, t.since, t.claimed FROM progress_turn AS t
            WHERE t.project_id = of_project AND t.task_key = k.task_key ORDER BY t."on" DESC LIMIT 1
        ) AS last
    ), said AS (
        SELECT task_key, coalesce(since, "on") AS day, 0 AS id, percent, true AS sure FROM before
        UNION ALL SELECT task_key, "on", -1, claimed, false FROM before
        UNION ALL
        SELECT l.task_key, r.period_last, row_number() OVER (ORDER BY r.period_last, r.period_first, r.created_at, r.id), l.percent, r.state IN ('owner_confirmed', 'published')
        FROM progress_progressreport AS r
        JOIN progress_reportline AS l ON l.report_id = r.id
        JOIN unnest(keys) AS k (task_key) ON k.task_key = l.task_key
        WHERE r.project_id = of_project AND r.period_last >= from_day
            AND r.state IN ('submitted', 'sup_confirmed', 'owner_confirmed', 'published')
    ), counted AS (
        SELECT *, count(*) FILTER (WHERE sure) OVER following AS nth,
            count(*) FILTER (WHERE sure AND percent < 100) OVER following AS falls,
            max(percent) FILTER (WHERE NOT sure) OVER following AS most
        FROM said WINDOW following AS (PARTITION BY task_key ORDER BY day, id)
    ), folded AS (
        SELECT task_key, day, id, coalesce(most, 0) AS claimed,
            coalesce(max(percent) FILTER (WHERE sure) OVER (PARTITION BY task_key, nth), 0) AS percent,
            min(day) FILTER (WHERE sure AND percent >= 100)
                OVER (PARTITION BY task_key, falls ORDER BY day, id) AS since
        FROM counted
    ), daily AS (
        SELECT DISTINCT ON (task_key, day) task_key, day, percent, since, claimed
        FROM folded ORDER BY task_key, day, id DESC
    ), following AS (
        SELECT *, lag((percent, since, claimed), 1, (0::numeric, NULL::date, 0::numeric))
            OVER (PARTITION BY task_key ORDER BY day) AS was
        FROM daily
    )
    SELECT of_project, task_key, day, percent, since, claimed FROM following
    WHERE day >= from_day AND (percent, since, claimed) IS DISTINCT FROM was;
END $$;

CREATE OR REPLACE FUNCTION progress_turn_follow() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moved record;
BEGIN
    FOR moved IN
        SELECT project_id, array_agg(DISTINCT l.task_key) AS keys, min(day) AS from_day
        FROM (
            SELECT n.id, unnest(ARRAY[o.project_id, n.project_id]) AS project_id,
                least(o.period_last, n.period_last) AS day
            FROM now_so AS n JOIN was_so AS o USING (id)
            WHERE (o.state, o.period_last, o.project_id) IS DISTINCT FROM (n.state, n.period_last, n.project_id)
        ) AS report JOIN progress_reportline AS l ON l.report_id = report.id
        GROUP BY project_id ORDER BY project_id
    LOOP
        PERFORM progress_turn_again(moved.project_id, moved.keys, moved.from_day);
    END LOOP;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER progress_report_turns AFTER UPDATE ON progress_progressreport
    REFERENCING OLD TABLE AS was_so NEW TABLE AS now_so FOR EACH STATEMENT EXECUTE FUNCTION progress_turn_follow();
