-- Records of money that differ from what triggers would have made of them: none, or the seeding is undone. Yuan.
SELECT
    (SELECT count(*) FROM budget_indicator AS i LEFT JOIN (
        SELECT indicator_id,
            sum(amount_yuan) FILTER (WHERE kind = 'approved') AS approved,
            sum(amount_yuan) FILTER (WHERE kind = 'adjusted') AS adjusted,
            sum(amount_yuan) FILTER (WHERE kind IN ('carried', 'lapsed')) AS carried,
            sum(amount_yuan) FILTER (WHERE kind IN ('committed', 'uncommitted')) AS committed,
            sum(CASE WHEN kind IN ('frozen', 'released') THEN amount_yuan WHEN kind = 'paid' THEN -amount_yuan END) AS frozen,
            sum(amount_yuan) FILTER (WHERE kind IN ('paid', 'refunded')) AS paid,
            min(extract(year FROM "on")) AS first, max(extract(year FROM "on")) AS last
        FROM budget_indicatorentry GROUP BY indicator_id
     ) AS e ON e.indicator_id = i.id
     WHERE (i.approved_yuan, i.adjusted_yuan, i.carried_yuan, i.committed_yuan, i.frozen_yuan, i.paid_yuan, i.year, i.year)
        IS DISTINCT FROM (coalesce(e.approved, 0), coalesce(e.adjusted, 0), coalesce(e.carried, 0),
            coalesce(e.committed, 0), coalesce(e.frozen, 0), coalesce(e.paid, 0), e.first, e.last)) AS indicators,
    (SELECT count(*) FROM budget_coststage AS s WHERE s.current_yuan <> s.original_yuan
        + coalesce((SELECT sum(delta_yuan) FROM budget_costrevision WHERE stage_id = s.id), 0)) AS stages,
    (SELECT count(*) FROM budget_costline AS l
     WHERE l.current_yuan <> l.original_yuan
            + coalesce((SELECT sum(delta_yuan) FROM budget_costrevision WHERE line_id = l.id), 0)
        OR l.paid_yuan <> coalesce((SELECT sum(amount_yuan) FROM budget_costposting WHERE line_id = l.id), 0))
    + (SELECT count(*) FROM (
        SELECT 1 FROM budget_coststage AS s JOIN budget_costline AS l ON l.stage_id = s.id
        GROUP BY s.id HAVING sum(l.current_yuan) <> s.current_yuan
     ) AS odd) AS lines,
    (SELECT count(*) FROM budget_sourceceiling AS c LEFT JOIN (
        SELECT ceiling_id, coalesce(sum(amount_yuan) FILTER (WHERE kind = 'granted'), 0) AS granted,
            coalesce(sum(amount_yuan) FILTER (WHERE kind = 'taken'), 0) AS taken
        FROM budget_ceilingentry GROUP BY ceiling_id
     ) AS e ON e.ceiling_id = c.id WHERE (c.amount_yuan, c.taken_yuan) IS DISTINCT FROM (e.granted, e.taken)) AS ceilings,
    (SELECT count(*) FROM contracts_contract AS c LEFT JOIN (
        SELECT contract_id, sum(amount_yuan) AS changed FROM contracts_contractposting WHERE kind = 'change' GROUP BY contract_id
     ) AS e ON e.contract_id = c.id WHERE c.approved_changes_yuan <> coalesce(e.changed, 0)) AS contracts,
    (SELECT count(*) FROM contracts_contractbalance AS b JOIN contracts_contract AS c ON c.id = b.contract_id LEFT JOIN (
        SELECT contract_id,
            sum(amount_yuan) FILTER (WHERE kind = 'certified') AS certified,
            sum(amount_yuan) FILTER (WHERE kind = 'advance' AND NOT pledged) AS advance,
            sum(amount_yuan) FILTER (WHERE kind = 'progress' AND NOT pledged) AS progress,
            sum(amount_yuan) FILTER (WHERE kind = 'release' AND NOT pledged) AS release,
            sum(amount_yuan) FILTER (WHERE kind = 'recovery' AND NOT pledged) AS recovery,
            sum(amount_yuan) FILTER (WHERE kind = 'retention' AND NOT pledged) AS retention,
            sum(amount_yuan) FILTER (WHERE kind = 'settled') AS settled,
            sum(amount_yuan) FILTER (WHERE kind = 'progress' AND pledged) AS pledged_progress,
            sum(amount_yuan) FILTER (WHERE kind = 'recovery' AND pledged) AS pledged_recovery,
            sum(amount_yuan) FILTER (WHERE kind = 'retention' AND pledged) AS pledged_retention
        FROM contracts_contractposting GROUP BY contract_id
     ) AS e ON e.contract_id = b.contract_id
     WHERE (b.certified_yuan, b.advance_yuan, b.progress_yuan, b.release_yuan, b.recovery_yuan, b.retention_yuan,
            b.settled_yuan, b.pledged_progress_yuan, b.pledged_recovery_yuan, b.pledged_retention_yuan, b.current_yuan,
            b.ratio, b.agreed_advance_yuan)
        IS DISTINCT FROM (coalesce(e.certified, 0), coalesce(e.advance, 0), coalesce(e.progress, 0),
            coalesce(e.release, 0), coalesce(e.recovery, 0), coalesce(e.retention, 0), e.settled,
            coalesce(e.pledged_progress, 0), coalesce(e.pledged_recovery, 0), coalesce(e.pledged_retention, 0),
            c.current_yuan, c.progress_ratio, c.advance_yuan))
    + abs((SELECT count(*) FROM contracts_contract) - (SELECT count(*) FROM contracts_contractbalance)) AS balances,
    (SELECT count(*) FROM contracts_contract AS c JOIN (
        SELECT contract_id, sum(amount_yuan) AS original, sum(changed_amount_yuan) AS changed
        FROM contracts_billitem GROUP BY contract_id
     ) AS b ON b.contract_id = c.id
     WHERE (c.original_yuan, c.approved_changes_yuan) <> (b.original, b.changed)) AS bills,
    (SELECT count(*) FROM budget_budgetrequest AS r LEFT JOIN (
        SELECT request_id, source, target, version, lag(target, 1, 'draft') OVER w AS before,
            lead(version) OVER w IS NULL AS last
        FROM budget_reviewstep WINDOW w AS (PARTITION BY request_id ORDER BY version)
     ) AS s ON s.request_id = r.id
     WHERE s.source <> s.before OR s.last AND (s.target, s.version) <> (r.state, r.version)
        OR s.request_id IS NULL AND r.state <> 'draft') AS requests,
    (SELECT count(*) FROM payments_application AS a LEFT JOIN (
        SELECT application_id, source, target, version, lag(target, 1, 'draft') OVER w AS before,
            lead(version) OVER w IS NULL AS last
        FROM payments_paymentstep WINDOW w AS (PARTITION BY application_id ORDER BY version)
     ) AS s ON s.application_id = a.id
     WHERE s.source <> s.before OR s.last AND (s.target, s.version) <> (a.state, a.version)
        OR s.application_id IS NULL AND a.state <> 'draft') AS applications,
    (SELECT count(*) FROM (
        SELECT id, 'contract' AS subject, state, version, 'draft' AS first FROM contracts_contract
        UNION ALL SELECT id, 'change', state, version, 'raised' FROM contracts_changeorder
        UNION ALL SELECT id, 'settlement', state, version, 'draft' FROM contracts_settlement
     ) AS c LEFT JOIN (
        SELECT subject, subject_id, source, target, version, role, actor_id, lag(target) OVER w AS before,
            lag(role) OVER w AS role_before, lag(actor_id) OVER w AS actor_before, lead(version) OVER w IS NULL AS last
        FROM contracts_contractstep WINDOW w AS (PARTITION BY subject, subject_id ORDER BY version)
     ) AS s ON (s.subject, s.subject_id) = (c.subject, c.id)
     WHERE s.source <> coalesce(s.before, c.first) OR s.last AND (s.target, s.version) <> (c.state, c.version)
        OR s.actor_id = s.actor_before AND s.role <> s.role_before OR s.subject_id IS NULL) AS contract_steps,
    (SELECT count(*) FROM performance_targetset AS t JOIN (
        SELECT set_id, sum(weight) AS weight FROM performance_targetline GROUP BY set_id
     ) AS l ON l.set_id = t.id WHERE l.weight <> 100)
    + (SELECT count(*) FROM performance_evaluation AS e CROSS JOIN LATERAL (
        SELECT sum(points) FILTER (WHERE party = 'self') AS self, sum(points) FILTER (WHERE party = 'third') AS third,
            sum(points) FILTER (WHERE party = 'finance') AS finance
        FROM performance_score WHERE evaluation_id = e.id
     ) AS s WHERE (e.self_points, e.third_points, e.finance_points) IS DISTINCT FROM (s.self, s.third, s.finance)) AS evaluations;
