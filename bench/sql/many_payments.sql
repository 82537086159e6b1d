-- So many payments beside the one there is, in every state, over four years and ten amounts. Yuan.
INSERT INTO payments_application (
    id, number, project_id, contract_id, feature_id, indicator_id, cost_line_id, kind, state, period_from,
    period_to, amount_yuan, recovery_yuan, retention_yuan, payee_id, payee_uscc, labour_yuan, wage_account_id,
    purpose, round, maker_id, maker_name, maker_body_id, state_since, paid_on, request_id, version, created_at,
    updated_at
)
SELECT
    gen_random_uuid(), 'PB' || lpad(n::text, 9, '0'), one.project_id, one.contract_id, one.feature_id,
    one.indicator_id, one.cost_line_id, one.kind,
    (ARRAY['draft', 'submitted', 'sup_certified', 'returned', 'rejected', 'paid', 'reconciled', 'reconciled',
        'reconciled', 'reversed'])[1 + n %% 10],
    one.period_from, one.period_to, 1000 + (n %% 1000) * 10.01, 0, 0, one.payee_id, one.payee_uscc,
    200, one.wage_account_id, '第' || n || '期进度款', 1, one.maker_id, one.maker_name, one.maker_body_id,
    one.state_since - n * interval '1 minute',
    CASE WHEN n %% 10 BETWEEN 5 AND 8 THEN one.period_to - (n %% 1400)::int END, 'bench-' || n, 1,
    one.created_at - n * interval '1 minute', one.updated_at
FROM (SELECT * FROM payments_application ORDER BY created_at LIMIT 1) AS one, generate_series(1, %(count)s) AS n;
