-- What the headrooms of an application count beside the rows that are held: yuan. The part is the nearest one that the
-- 预算, or else the 概算, has lines for, three levels deep; none: part_id is null, and the whole stage counts.
WITH RECURSIVE up AS (
    SELECT id, parent_id, 0 AS level FROM features_feature WHERE id = %(feature)s
    UNION ALL
    SELECT f.id, f.parent_id, up.level + 1 FROM features_feature AS f JOIN up ON f.id = up.parent_id
), line AS (
    SELECT l.id, l.feature_id, l.current_yuan, s.stage
    FROM budget_costline AS l JOIN budget_coststage AS s ON s.id = l.stage_id
    WHERE s.project_id = %(project)s
), above AS (
    SELECT DISTINCT feature_id AS feature, feature_id AS part, 0 AS level FROM line WHERE feature_id IS NOT NULL
    UNION ALL
    SELECT above.feature, f.parent_id, above.level + 1
    FROM above JOIN features_feature AS f ON f.id = above.part
    WHERE f.parent_id IS NOT NULL AND above.level < 3
), approved AS (
    SELECT up.id, up.level, coalesce(
        nullif(sum(line.current_yuan) FILTER (WHERE line.stage = 'budget'), 0),
        sum(line.current_yuan) FILTER (WHERE line.stage = 'approx')) AS yuan
    FROM up JOIN above ON above.part = up.id JOIN line ON line.feature_id = above.feature
    GROUP BY up.id, up.level
), part AS (
    SELECT id, yuan FROM approved WHERE yuan <> 0 ORDER BY level LIMIT 1
), under AS (
    SELECT id, 0 AS level FROM part
    UNION ALL
    SELECT f.id, under.level + 1 FROM features_feature AS f JOIN under ON f.parent_id = under.id
), waiting AS (
    SELECT amount_yuan, cost_line_id, feature_id FROM payments_application
    WHERE project_id = %(project)s AND state = ANY (%(frozen)s) AND id <> %(application)s
)
SELECT
    (SELECT coalesce(sum(amount_yuan), 0.00) FROM budget_monthlyplan
     WHERE indicator_id = %(indicator)s AND month <= %(month)s) AS planned,
    (SELECT coalesce(sum(amount_yuan), 0.00) FROM waiting WHERE cost_line_id = %(line)s) AS line_waiting,
    (SELECT id FROM part) AS part_id,
    (SELECT yuan FROM part) AS part_approved,
    (SELECT coalesce(sum(p.amount_yuan), 0.00) FROM budget_costposting AS p JOIN line ON line.id = p.line_id
     WHERE p.feature_id IN (SELECT id FROM under WHERE level <= 3)) AS part_paid,
    (SELECT coalesce(sum(amount_yuan), 0.00) FROM waiting WHERE feature_id IN (SELECT id FROM under)) AS part_waiting;
