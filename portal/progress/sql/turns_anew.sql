-- Reckons the turns of projects that have none, from reports that were there before or loaded with triggers off.
SELECT progress_turn_again(r.project_id, array_agg(DISTINCT l.task_key), min(r.period_last))
FROM progress_progressreport AS r JOIN progress_reportline AS l ON l.report_id = r.id
WHERE NOT EXISTS (SELECT 1 FROM progress_turn AS t WHERE t.project_id = r.project_id)
GROUP BY r.project_id;
