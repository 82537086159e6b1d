-- What each section of projects is worth, how that was to grow, and what is earned, certified and paid by each
-- of the given days (yuan, end of the day in the given zone). {rows}: the projects' ids. One row a section; where nothing hangs on
-- a section, none. Bills, contracts and the schedule count as they were known on as_of.
--   firsts, lasts, worths, keys: the tasks of the plan, first and last day included; what no task takes up
--   spreads over the section's own days. Tasks, their days (by baseline, else by dates) and their worth are
--   those of the first revision, or of the one approved for that since: a later revision alone moves nothing,
--   what it drops goes on counting, and what it adds is worth nothing yet. A revision that was taken back
--   counts on no day.
--   A report counts from the day it came into the first of the states, the one that makes it count.
--   Of reports that end on one day the one that begins later counts, then the one begun later: so everywhere.
--   certified, cash: of works contracts; cash is never part of earned.
WITH project AS MATERIALIZED (
    SELECT p.id, p.site_id, p.planned_start, p.planned_end, p.actual_start, p.actual_end
    FROM projects_project AS p WHERE p.id IN ({rows})
), place AS MATERIALIZED (
    SELECT p.id AS project_id, f.id AS feature_id, f.kind, f.code, f.name,
           CASE WHEN f.kind = 'section' THEN f.id WHEN up.kind = 'section' THEN up.id
                WHEN top.kind = 'section' THEN top.id ELSE p.site_id END AS section_id
    FROM project AS p
    JOIN features_feature AS f ON f.root_id = p.site_id AND f.kind IN ('site', 'section', 'structure', 'part')
    LEFT JOIN features_feature AS up ON up.id = f.parent_id
    LEFT JOIN features_feature AS top ON top.id = up.parent_id
), deal AS MATERIALIZED (
    SELECT c.id, c.project_id, place.section_id, c.original_yuan, c.start_on, c.end_on
    FROM contracts_contract AS c
    JOIN place ON place.feature_id = c.feature_id
    WHERE c.kind = 'works' AND c.state NOT IN ('draft', 'clause_check', 'internal_approval')
      AND c.signed_on <= %(as_of)s
), changed AS (
    SELECT line.item_id, sum(line.quantity) AS quantity
    FROM deal
    JOIN contracts_contractposting AS post
      ON post.contract_id = deal.id AND post.kind = 'change' AND post.on <= %(as_of)s
    JOIN contracts_changeline AS line ON line.change_id = post.change_id
    WHERE line.item_id IS NOT NULL GROUP BY line.item_id
), item AS MATERIALIZED (
    SELECT deal.project_id, place.section_id, i.id, i.code, i.unit_price,
           i.quantity + COALESCE(changed.quantity, 0) AS quantity
    FROM deal
    JOIN contracts_billitem AS i ON i.contract_id = deal.id
    JOIN place ON place.feature_id = i.feature_id
    LEFT JOIN changed ON changed.item_id = i.id
    LEFT JOIN contracts_contractposting AS brought
      ON brought.change_id = i.change_id AND brought.kind = 'change' AND brought.on <= %(as_of)s
    WHERE i.change_id IS NULL OR brought.id IS NOT NULL
), plan AS MATERIALIZED (
    SELECT DISTINCT ON (s.project_id) s.project_id, r.id AS revision_id, s.id AS schedule_id
    FROM project AS p
    JOIN progress_schedule AS s ON s.project_id = p.id
    JOIN progress_schedulerevision AS r ON r.schedule_id = s.id
    WHERE (r.received_at AT TIME ZONE %(zone)s)::date <= %(as_of)s
      AND NOT EXISTS (SELECT 1 FROM progress_withdrawal AS back WHERE back.revision_id = r.id)
    ORDER BY s.project_id, s.created_at, s.id, r.number DESC
), first AS MATERIALIZED (
    SELECT plan.project_id, COALESCE(approved.id, r.id) AS revision_id FROM plan
    JOIN progress_schedulerevision AS r ON r.schedule_id = plan.schedule_id AND r.number = 1
    LEFT JOIN LATERAL (
        SELECT later.id FROM progress_schedulerevision AS later
        JOIN progress_baseapproval AS word ON word.revision_id = later.id
        WHERE later.schedule_id = plan.schedule_id AND (word.approved_at AT TIME ZONE %(zone)s)::date <= %(as_of)s
        ORDER BY word.approved_at DESC, word.id DESC LIMIT 1
    ) AS approved ON true
), node AS MATERIALIZED (
    SELECT told.project_id, told.base, t.id, t.revision_id, t.key, t.parent_key, t.code, t.wbs, t.name, t.kind,
           t.node, t.active, (t.start AT TIME ZONE %(zone)s)::date AS start_on, (t.finish AT TIME ZONE %(zone)s)::date AS finish_on, t.cost,
           EXISTS (SELECT 1 FROM progress_task AS child
                   WHERE child.revision_id = t.revision_id AND child.parent_key = t.key) AS summary
    FROM (SELECT project_id, revision_id, true AS base FROM first
          UNION ALL
          SELECT project_id, plan.revision_id, false FROM plan JOIN first USING (project_id)
          WHERE plan.revision_id <> first.revision_id) AS told
    JOIN progress_task AS t ON t.revision_id = told.revision_id
), named AS (
    SELECT DISTINCT ON (node.id) node.id, place.section_id
    FROM node
    JOIN place ON place.project_id = node.project_id AND place.kind <> 'site'
      AND (place.code IN (node.code, node.wbs) AND place.code <> '' OR place.name = node.name AND place.name <> '')
    ORDER BY node.id, place.kind, place.code
), climb AS MATERIALIZED (
    WITH RECURSIVE up AS (
        SELECT node.revision_id, node.id, node.id AS at_id, node.parent_key, 0 AS height FROM node
        WHERE NOT node.summary AND NOT node.node AND node.active AND node.kind IN ('task', 'milestone')
        UNION ALL
        SELECT up.revision_id, up.id, node.id, node.parent_key, up.height + 1
        FROM up JOIN node ON node.revision_id = up.revision_id AND node.key = up.parent_key
        WHERE up.height < 30
    )
    SELECT DISTINCT ON (up.id) up.id, named.section_id
    FROM up LEFT JOIN named ON named.id = up.at_id
    ORDER BY up.id, named.section_id IS NULL, up.height
), kept AS (
    SELECT DISTINCT ON (plan.project_id, b.key) plan.project_id, b.key, (b.start AT TIME ZONE %(zone)s)::date AS first_on,
           (b.finish AT TIME ZONE %(zone)s)::date AS last_on, b.cost, b.revision_id = first.revision_id AS original
    FROM plan JOIN first USING (project_id)
    JOIN progress_schedulerevision AS r ON r.schedule_id = plan.schedule_id AND (r.received_at AT TIME ZONE %(zone)s)::date <= %(as_of)s
     AND NOT EXISTS (SELECT 1 FROM progress_withdrawal AS back WHERE back.revision_id = r.id)
    JOIN progress_baseline AS b ON b.revision_id = r.id AND b.of = 'task'
    ORDER BY plan.project_id, b.key, b.revision_id = first.revision_id DESC, r.number, b.number
), leaf AS MATERIALIZED (
    SELECT node.*, climb.section_id FROM climb JOIN node USING (id)
), dated AS MATERIALIZED (
    SELECT leaf.project_id, leaf.id, leaf.key, leaf.code, leaf.wbs, leaf.kind, leaf.base,
           COALESCE(leaf.section_id, project.site_id) AS section_id,
           CASE WHEN kept.original OR leaf.start_on IS NULL
                THEN COALESCE(kept.first_on, leaf.start_on, now.start_on) ELSE leaf.start_on END AS first_on,
           CASE WHEN kept.original OR leaf.finish_on IS NULL
                THEN COALESCE(kept.last_on, leaf.finish_on, now.finish_on) ELSE leaf.finish_on END AS last_on,
           COALESCE(kept.original, false) AS baselined,
           COALESCE(CASE WHEN kept.original THEN kept.cost END, leaf.cost, kept.cost, now.cost, 0) AS cost
    FROM leaf
    JOIN project ON project.id = leaf.project_id
    LEFT JOIN kept ON kept.project_id = leaf.project_id AND kept.key = leaf.key
    LEFT JOIN leaf AS now ON now.project_id = leaf.project_id AND now.key = leaf.key AND NOT now.base AND leaf.base
    WHERE leaf.base OR NOT EXISTS (
        SELECT 1 FROM leaf AS was WHERE was.project_id = leaf.project_id AND was.key = leaf.key AND was.base
    )
), task AS MATERIALIZED (
    SELECT dated.*, GREATEST(last_on - first_on + 1, 1)::numeric AS days FROM dated
    WHERE first_on IS NOT NULL AND last_on >= first_on
), priced AS (
    SELECT task.id, item.quantity * item.unit_price * task.days
           / sum(task.days) OVER (PARTITION BY item.id) AS worth
    FROM task JOIN item ON item.section_id = task.section_id AND item.code IN (task.code, task.wbs)
    WHERE task.base
), by_price AS (
    SELECT id, sum(worth) AS worth FROM priced GROUP BY id
), bill AS (
    SELECT project_id, section_id, sum(quantity * unit_price) AS worth FROM item GROUP BY 1, 2
), signed AS (
    SELECT project_id, section_id, sum(original_yuan) AS worth, min(start_on) AS first_on, max(end_on) AS last_on
    FROM deal GROUP BY 1, 2
), costed AS (
    SELECT task.project_id, task.section_id, sum(task.cost) FILTER (WHERE task.base) AS worth,
           sum(task.days) FILTER (WHERE task.base) AS days, sum(by_price.worth) AS priced,
           COALESCE(min(task.first_on) FILTER (WHERE task.base), min(task.first_on)) AS first_on,
           COALESCE(max(task.last_on) FILTER (WHERE task.base), max(task.last_on)) AS last_on,
           bool_and(task.baselined) FILTER (WHERE task.base AND task.kind = 'task') AS baselined
    FROM task LEFT JOIN by_price USING (id) GROUP BY 1, 2
), section AS MATERIALIZED (
    SELECT COALESCE(one.project_id, costed.project_id) AS project_id,
           COALESCE(one.section_id, costed.section_id) AS section_id,
           COALESCE(bill.worth, signed.worth, costed.worth, 0) AS budget, costed.worth AS cost, costed.days,
           costed.priced, costed.baselined,
           COALESCE(costed.first_on, signed.first_on, project.planned_start) AS first_on,
           COALESCE(costed.last_on, signed.last_on, project.planned_end) AS last_on,
           CASE WHEN costed.priced > 0 THEN 'quantity' WHEN bill.worth > 0 AND costed.days IS NULL THEN 'quantity'
                WHEN costed.worth > 0 THEN 'cost' WHEN costed.days > 0 THEN 'duration' ELSE 'none' END AS method,
           CASE WHEN costed.baselined THEN 'baseline' WHEN costed.days > 0 THEN 'schedule'
                WHEN signed.first_on IS NOT NULL THEN 'contract' ELSE 'project' END AS plan
    FROM (SELECT project_id, section_id FROM bill UNION SELECT project_id, section_id FROM signed) AS one
    FULL JOIN costed ON costed.section_id = one.section_id
    LEFT JOIN bill ON bill.section_id = one.section_id
    LEFT JOIN signed ON signed.section_id = one.section_id
    JOIN project ON project.id = COALESCE(one.project_id, costed.project_id)
), worth AS MATERIALIZED (
    SELECT task.project_id, task.section_id, task.key, task.first_on, task.last_on,
           CASE WHEN NOT task.base THEN 0
                WHEN section.priced > 0 THEN COALESCE(by_price.worth, 0)
                WHEN section.cost > 0 THEN section.budget * task.cost / section.cost
                ELSE section.budget * task.days / section.days END AS worth
    FROM task JOIN section USING (section_id) LEFT JOIN by_price USING (id)
), day AS (
    SELECT day, n FROM unnest(%(days)s::date[]) WITH ORDINALITY AS d (day, n)
), said AS MATERIALIZED (
    SELECT report.project_id, line.task_key, line.percent, report.id AS report_id, report.period_last,
           report.period_first, report.created_at,
           (SELECT (max(act.at) AT TIME ZONE %(zone)s)::date FROM progress_reportact AS act
            WHERE act.report_id = report.id AND act.target = (%(states)s::varchar[])[1]) AS known_on
    FROM project
    JOIN progress_progressreport AS report ON report.project_id = project.id
     AND report.state = ANY (%(states)s)
    JOIN progress_reportline AS line ON line.report_id = report.id
), percent AS (
    SELECT DISTINCT ON (day.n, said.project_id, said.task_key) day.n, said.project_id, said.task_key, said.percent
    FROM day JOIN said ON said.period_last <= day.day AND said.known_on <= day.day
    ORDER BY day.n, said.project_id, said.task_key, said.period_last DESC, said.period_first DESC,
             said.created_at DESC, said.report_id DESC
), reported AS (
    SELECT percent.n, worth.project_id, worth.section_id, sum(worth.worth * percent.percent / 100) AS earned
    FROM percent JOIN worth ON worth.project_id = percent.project_id AND worth.key = percent.task_key
    GROUP BY 1, 2, 3
), certified_on AS MATERIALIZED (
    SELECT pay.id, (SELECT (max(step.at) AT TIME ZONE %(zone)s)::date FROM payments_paymentstep AS step
                    WHERE step.application_id = pay.id AND step.action = 'certify') AS known_on
    FROM deal JOIN payments_application AS pay ON pay.contract_id = deal.id
    WHERE pay.certifier_id IS NOT NULL AND pay.state <> 'rejected' AND %(measured)s
), built AS (
    SELECT day.n, item.project_id, item.section_id, item.id, item.unit_price,
           LEAST(sum(line.quantity), item.quantity) AS quantity
    FROM certified_on
    JOIN day ON certified_on.known_on <= day.day
    JOIN payments_measuredline AS line ON line.application_id = certified_on.id
    JOIN item ON item.id = line.item_id
    GROUP BY day.n, item.project_id, item.section_id, item.id, item.unit_price, item.quantity
), measured AS (
    SELECT n, project_id, section_id, sum(quantity * unit_price) AS earned FROM built GROUP BY 1, 2, 3
), money AS (
    SELECT day.n, deal.project_id, COALESCE(place.section_id, deal.section_id) AS section_id,
           sum(post.amount_yuan) FILTER (WHERE post.kind = 'certified') AS certified,
           sum(CASE WHEN post.kind = 'refund' THEN -post.amount_yuan ELSE post.amount_yuan END)
               FILTER (WHERE post.kind IN ('advance', 'progress', 'release', 'refund')) AS cash
    FROM deal
    JOIN contracts_contractposting AS post ON post.contract_id = deal.id AND NOT post.pledged
     AND post.kind IN ('certified', 'advance', 'progress', 'release', 'refund')
    JOIN day ON post.on <= day.day
    LEFT JOIN place ON place.feature_id = post.feature_id
    GROUP BY 1, 2, 3
), tasks AS (
    SELECT project_id, section_id, array_agg(key ORDER BY first_on, last_on, key) AS keys,
           array_agg(first_on ORDER BY first_on, last_on, key) AS firsts,
           array_agg(last_on ORDER BY first_on, last_on, key) AS lasts,
           array_agg(worth ORDER BY first_on, last_on, key) AS worths
    FROM worth GROUP BY 1, 2
), grown AS (
    SELECT section.project_id, section.section_id,
           array_agg(COALESCE(reported.earned, measured.earned, 0) ORDER BY day.n) AS earned,
           array_agg(COALESCE(money.certified, 0) ORDER BY day.n) AS certified,
           array_agg(COALESCE(money.cash, 0) ORDER BY day.n) AS cash,
           array_agg(CASE WHEN reported.n IS NOT NULL THEN 'reports' WHEN measured.n IS NOT NULL THEN 'measured'
                          ELSE 'none' END ORDER BY day.n) AS sources
    FROM section CROSS JOIN day
    LEFT JOIN reported USING (n, section_id)
    LEFT JOIN measured USING (n, section_id)
    LEFT JOIN money USING (n, section_id)
    GROUP BY 1, 2
)
SELECT section.project_id, section.section_id, feature.code, feature.name, feature.name_en, section.budget,
       section.method, section.plan, section.first_on, section.last_on, project.actual_start, project.actual_end,
       COALESCE(tasks.keys, '{}') AS keys, COALESCE(tasks.firsts, '{}') AS firsts,
       COALESCE(tasks.lasts, '{}') AS lasts, COALESCE(tasks.worths, '{}') AS worths,
       grown.earned, grown.certified, grown.cash, grown.sources
FROM section
JOIN grown USING (section_id)
JOIN features_feature AS feature ON feature.id = section.section_id
JOIN project ON project.id = section.project_id
LEFT JOIN tasks ON tasks.section_id = section.section_id
ORDER BY section.project_id, feature.kind <> 'site', feature.code, section.section_id;
