-- Of each task of a schedule, how much of it lies in each storey and class of the elements that it makes, 0-1.
-- Elements weigh by their volume where every one of the task has one, else alike. revisions: those that stand.
WITH made AS (
    SELECT link.key AS task_key, element.storey_name, element.ifc_class, element.volume_m3,
           bool_and(COALESCE(element.volume_m3, 0) > 0) OVER task AS measured,
           sum(element.volume_m3) OVER task AS volume, count(*) OVER task AS elements
    FROM linking_link AS link
    JOIN catalog_element AS element ON element.revision_id = link.revision_id AND element.el = link.el
    WHERE link.schedule_id = %(schedule)s AND link.revision_id = ANY (%(revisions)s::uuid[])
      AND link.state = 'live' AND link.role = 'output'
    WINDOW task AS (PARTITION BY link.key)
)
SELECT task_key AS task, storey_name AS storey, ifc_class AS class_, count(*) AS elements,
       sum(CASE WHEN measured THEN volume_m3 / volume ELSE 1.0 / elements END)::numeric AS share
FROM made GROUP BY task_key, storey_name, ifc_class ORDER BY task_key, storey_name, ifc_class
