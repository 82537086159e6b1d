-- Only ever run when every row is the demo's own. Organisations stay: accounts belong to them.
-- Imports that ended go too: what they brought in is either gone already or was counted as people's own.
TRUNCATE
    projects_importrow, projects_importbatch,
    projects_projectapproval, projects_fundingline, projects_projectcodehistory, projects_project,
    features_allocationshare, features_surveyoriginal, land_controlpiece, features_feature,
    basemap_basemapshape, regions_region, regions_regionsource;
