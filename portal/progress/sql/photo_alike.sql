-- Photos of other reports that look the same: at most %(bits)s of 64 bits differ. The likest and oldest first.
SELECT photo.report_id, report.period_last, project.code
FROM progress_reportphoto AS photo
JOIN progress_progressreport AS report ON report.id = photo.report_id
JOIN projects_project AS project ON project.id = report.project_id
WHERE photo.report_id <> %(report)s
  AND (photo.file_id = %(file)s
       OR bit_count((photo.picture_hash # %(hash)s::bigint)::bit(64)) <= %(bits)s)
ORDER BY bit_count((photo.picture_hash # %(hash)s::bigint)::bit(64)), photo.added_at, photo.id
LIMIT 1;
