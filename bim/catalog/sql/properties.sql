-- The properties that elements of a revision carry: how many elements hold one, how many values differ, and the
-- value met most. Every step-th element is looked at. Nothing and empty texts are no values.
WITH looked_at AS (
    SELECT psets
    FROM catalog_element
    WHERE revision_id = %(revision)s AND el %% %(step)s = 0
)
SELECT held.key AS name_of_set,
       one.key AS name,
       count(*) AS count,
       count(DISTINCT one.value) AS values,
       mode() WITHIN GROUP (ORDER BY one.value #>> '{}') AS usual
FROM looked_at
CROSS JOIN LATERAL jsonb_each(looked_at.psets) AS held
CROSS JOIN LATERAL jsonb_each(CASE WHEN jsonb_typeof(held.value) = 'object' THEN held.value ELSE '{}' END) AS one
WHERE jsonb_typeof(one.value) IN ('string', 'number', 'boolean') AND one.value <> '""'::jsonb
GROUP BY held.key, one.key
HAVING count(*) > 1
ORDER BY count(*) DESC, held.key, one.key
LIMIT %(most)s
