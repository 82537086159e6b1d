-- Open quality issues (%(severities)s) of a feature, of what stands under it, and of what it stands in.
WITH RECURSIVE under AS (
    SELECT id FROM features_feature WHERE id = %(feature)s
    UNION ALL
    SELECT child.id FROM features_feature AS child JOIN under ON child.parent_id = under.id
), above AS (
    SELECT parent_id FROM features_feature WHERE id = %(feature)s
    UNION ALL
    SELECT over.parent_id FROM features_feature AS over JOIN above ON over.id = above.parent_id
)
SELECT number, title FROM quality_qualitycase
WHERE severity = ANY(%(severities)s) AND state <> 'closed'
  AND (section_id IN (SELECT id FROM under)
       OR section_id IN (SELECT parent_id FROM above WHERE parent_id IS NOT NULL))
ORDER BY number, id;
