-- Photos that look the same, as they are, mirrored or turned: at most %(bits)s of 64 bits differ. The likest and
-- oldest first. The very file within the report asked for is that photo itself.
SELECT photo.id AS photo_id, report.period_last, project.code
FROM progress_reportphoto AS photo
JOIN progress_progressreport AS report ON report.id = photo.report_id
JOIN projects_project AS project ON project.id = report.project_id
CROSS JOIN LATERAL (
    SELECT CASE WHEN photo.file_id = %(file)s THEN 0 ELSE (
        SELECT min(bit_count((photo.picture_hash # turned)::bit(64)))
        FROM unnest(%(hashes)s::bigint[]) AS turned
    ) END AS bits
) AS apart
WHERE NOT (photo.report_id = %(report)s AND photo.file_id = %(file)s) AND apart.bits <= %(bits)s
ORDER BY apart.bits, photo.added_at, photo.id
LIMIT 1;
