-- Of each item of a bill, its elements in some revisions and what they come to, in m, m², m³ or kg: by their mesh where
-- it is closed and volume is asked for, else by what the file declares. measures: by item {kind, names}; the first
-- name a file gives counts. global_id: of one element, null for all.
WITH asked AS (
    SELECT item.key, item.value ->> 'kind' AS kind,
           ARRAY(SELECT jsonb_array_elements_text(item.value -> 'names')) AS names
    FROM jsonb_each(%(measures)s::jsonb) AS item
), told AS (
    SELECT asked.key, asked.kind,
           CASE WHEN asked.kind = 'volume' AND element.closed AND element.volume_m3 > 0 THEN element.volume_m3 END
               AS mesh,
           given.value AS file
    FROM linking_link AS link
    JOIN asked ON asked.key = link.key
    JOIN catalog_element AS element ON element.revision_id = link.revision_id AND element.el = link.el
    LEFT JOIN LATERAL (
        SELECT CASE WHEN jsonb_typeof(one.value) = 'number' THEN one.value::float8 END AS value
        FROM jsonb_each(element.quantities) AS own, jsonb_each(own.value) AS one
        WHERE one.key = ANY (asked.names) AND jsonb_typeof(own.value) = 'object'
        ORDER BY array_position(asked.names, one.key), own.key LIMIT 1
    ) AS given ON cardinality(asked.names) > 0
    WHERE link.contract_id = %(contract)s AND link.revision_id = ANY (%(revisions)s::uuid[])
      AND link.state = 'live' AND link.role = 'output'
      AND (%(global_id)s::text IS NULL OR element.global_id = %(global_id)s)
)
SELECT key AS item, kind, count(*) AS elements, sum(COALESCE(mesh, file)) AS quantity, count(mesh) AS mesh,
       count(file) FILTER (WHERE mesh IS NULL) AS file
FROM told GROUP BY key, kind
