-- Only ever run when every row is the demo's own. Organisations stay: accounts belong to them.
TRUNCATE
    approvals_landalert, approvals_landfinding, approvals_landchange, approvals_landcase, approvals_landdocument,
    projects_importrow, projects_projectapproval, projects_fundingline, projects_projectcodehistory, projects_project,
    features_allocationshare, features_surveyoriginal, land_controlpiece, features_feature,
    basemap_basemapshape, regions_region, regions_regionsource;
