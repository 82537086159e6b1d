-- Let the reports be published week after week; of the last ones some still wait for their confirmation.
UPDATE progress_progressreport SET state = CASE WHEN period_last > %(last)s::date - 28 THEN 'submitted' ELSE 'published' END
WHERE project_id = %(project)s AND state = 'draft';
