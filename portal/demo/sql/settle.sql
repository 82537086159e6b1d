-- Let the planner know what was loaded, and which pages everybody may see.
VACUUM (ANALYZE)
    accounts_organisation, regions_region, basemap_basemapshape, features_feature, features_surveyoriginal,
    features_allocationshare, land_controlpiece, projects_project, projects_fundingline, projects_projectapproval,
    budget_coststage, budget_costline, budget_budgetrequest, budget_reviewstep, budget_indicator, budget_indicatorentry, budget_costposting,
    contracts_party, contracts_contract, contracts_billitem, contracts_contractstep, contracts_contractposting, contracts_contractbalance,
    payments_application, payments_measuredline, payments_invoice, payments_decision, payments_evidence, payments_paymentstep,
    payments_instruction, payments_receipt, performance_evaluation, performance_targetline, performance_score;
