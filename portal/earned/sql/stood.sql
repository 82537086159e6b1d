-- What was confirmed last of each task before a day, per cent of 100; for each place its project and its day.
SELECT DISTINCT ON (cut.place, turn.task_key) cut.place, turn.task_key AS key, turn.percent
FROM unnest(%(projects)s::uuid[], %(places)s::uuid[], %(days)s::date[]) AS cut (project, place, day)
JOIN progress_turn AS turn ON turn.project_id = cut.project AND turn."on" < cut.day
ORDER BY cut.place, turn.task_key, turn."on" DESC
