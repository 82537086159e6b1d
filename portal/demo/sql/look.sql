-- After the first batch: triggers keep the plans they made on empty tables until somebody counts again.
ANALYZE features_feature, projects_project, features_allocationshare, accounts_organisation
