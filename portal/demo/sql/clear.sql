-- Only ever run when every row is the demo's own. Organisations stay: accounts belong to them.
-- The history of the demo's own places goes with them. Imports and surveys that ended go too: what they brought is gone already or was counted as people's own.
TRUNCATE
    issues_savedview, issues_issuefile, issues_issueview, issues_issuecomment, issues_issue,
    catalog_upload, catalog_modelfinding, catalog_element, catalog_placementdecision, catalog_revision, catalog_model, catalog_federation,
    projects_importrow, projects_importbatch,
    surveying_savedparcel, surveying_surveybatch,
    approvals_landalert, approvals_landparcel, approvals_landfinding, approvals_landchange, approvals_landcase, approvals_landdocument,
    projects_projectapproval, projects_fundingline, projects_projectcodehistory, projects_project,
    features_allocationshare, features_surveyoriginal, land_controlpiece, features_featureevent,
    features_feature,
    basemap_basemapshape, regions_region, regions_regionsource;
