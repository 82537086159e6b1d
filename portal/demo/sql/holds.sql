-- What the tables hold. Demo rows have name-based identifiers (UUID version 5); people's rows are time-ordered (7).
SELECT
    (SELECT count(*) FROM projects_project) AS projects,
    (SELECT count(*) FROM projects_project WHERE substring(id::text, 15, 1) <> '5') AS foreign_projects,
    (SELECT count(*) FROM regions_region) AS regions,
    (SELECT count(*) FROM regions_region WHERE substring(id::text, 15, 1) <> '5') AS foreign_regions,
    (SELECT count(*) FROM features_feature) AS features,
    (SELECT count(*) FROM features_feature WHERE substring(id::text, 15, 1) <> '5') AS foreign_features,
    (SELECT count(*) FROM projects_importbatch WHERE state IN ('received', 'ready')) AS open_imports,
    (SELECT count(*) FROM surveying_surveybatch WHERE state IN ('received', 'read', 'asks')
        AND NOT (version = 1 AND name = %(survey)s)) AS open_surveys,
    (SELECT count(*) FROM accounts_organisation WHERE substring(id::text, 15, 1) <> '5') AS foreign_organisations,
    (SELECT count(*) FROM approvals_landdocument WHERE substring(id::text, 15, 1) <> '5') AS foreign_documents,
    (SELECT count(*) FROM (
        SELECT id FROM budget_coststage UNION ALL SELECT id FROM budget_budgetrequest UNION ALL SELECT id FROM budget_indicator
        UNION ALL SELECT id FROM contracts_party UNION ALL SELECT id FROM contracts_contract
        UNION ALL SELECT id FROM contracts_changeorder UNION ALL SELECT id FROM payments_application
        UNION ALL SELECT id FROM performance_evaluation
    ) AS money WHERE substring(id::text, 15, 1) <> '5')
        + (SELECT count(*) FROM budget_reviewstep WHERE actor_id >= 0)
        + (SELECT count(*) FROM contracts_contractstep WHERE actor_id >= 0)
        + (SELECT count(*) FROM payments_paymentstep WHERE actor_id > 0)
        + (SELECT count(*) FROM performance_evaluationact WHERE actor_id >= 0) AS foreign_money,
    (SELECT count(*) FROM catalog_revision WHERE created_by_id IS NOT NULL)
        + (SELECT count(*) FROM catalog_placementdecision) AS foreign_models,
    (SELECT count(*) FROM (
        SELECT id FROM progress_schedule AS plan WHERE NOT EXISTS (
            SELECT 1 FROM progress_schedulerevision
            WHERE schedule_id = plan.id AND received_by_name = 'demo')
        UNION ALL SELECT id FROM progress_schedulerevision WHERE received_by_name <> 'demo'
        UNION ALL SELECT id FROM progress_progressreport UNION ALL SELECT id FROM progress_reportphoto
    ) AS progress WHERE substring(id::text, 15, 1) <> '5')
        + (SELECT count(*) FROM progress_reportact WHERE actor_id >= 0)
        + (SELECT count(*) FROM linking_linkrule WHERE made_by > 0)
        + (SELECT count(*) FROM capture_siteentry) AS foreign_schedules,
    (SELECT count(*) FROM alerts_alertact WHERE actor_id > 0) AS foreign_alerts,
    (SELECT count(*) FROM acceptance_piece WHERE created_by > 0 OR executed_by > 0 OR accepted_by > 0)
        + (SELECT count(*) FROM acceptance_materialtest WHERE registered_by > 0 OR told_by > 0) AS foreign_acceptance,
    COALESCE((SELECT document_no FROM regions_regionsource WHERE title = %(title)s), '') AS demo;
