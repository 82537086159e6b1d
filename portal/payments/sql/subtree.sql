-- A feature and all that stands under it.
WITH RECURSIVE under AS (
    SELECT id FROM features_feature WHERE id = %(feature)s
    UNION ALL
    SELECT child.id FROM features_feature AS child JOIN under ON child.parent_id = under.id
)
SELECT id FROM under;
