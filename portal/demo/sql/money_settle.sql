-- What follows from what was written. A plan's first revision is all of it.
INSERT INTO budget_planrevision (plan_id, delta_yuan, reason, request_id, actor_id, actor_name, at)
SELECT plan.id, plan.amount_yuan, '', 'demo/plan/' || plan.id, -1, '林晓（演示）', indicator.issued_on + time '09:30'
FROM budget_monthlyplan AS plan JOIN budget_indicator AS indicator ON indicator.id = plan.indicator_id;
SELECT setval(pg_get_serial_sequence('performance_targetset', 'id'), (SELECT coalesce(max(id), 1) FROM performance_targetset));
SELECT setval(pg_get_serial_sequence('performance_targetline', 'id'), (SELECT coalesce(max(id), 1) FROM performance_targetline));
