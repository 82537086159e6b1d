-- The elements that make some tasks in one storey and class (null: any), and how much of their task each is, 0-1:
-- weighed as in cells.sql. The largest first, at most %(most)s.
WITH made AS (
    SELECT link.key AS task_key, revision.model_id, element.global_id, element.name, element.storey_name,
           element.ifc_class, element.volume_m3,
           bool_and(COALESCE(element.volume_m3, 0) > 0) OVER task AS measured,
           sum(element.volume_m3) OVER task AS volume, count(*) OVER task AS elements
    FROM linking_link AS link
    JOIN catalog_element AS element ON element.revision_id = link.revision_id AND element.el = link.el
    JOIN catalog_revision AS revision ON revision.id = link.revision_id
    WHERE link.schedule_id = %(schedule)s AND link.revision_id = ANY (%(revisions)s::uuid[])
      AND link.state = 'live' AND link.role = 'output' AND link.key = ANY (%(tasks)s::text[])
    WINDOW task AS (PARTITION BY link.key)
)
SELECT task_key AS task, storey_name AS storey, ifc_class AS class_, model_id, global_id, name,
       (CASE WHEN measured THEN volume_m3 / volume ELSE 1.0 / elements END)::numeric AS share
FROM made
WHERE (%(storey)s::text IS NULL OR storey_name = %(storey)s) AND (%(class_)s::text IS NULL OR ifc_class = %(class_)s)
ORDER BY share DESC, global_id LIMIT %(most)s
