-- Let the planner know what was loaded, and which pages everybody may see.
VACUUM (ANALYZE)
    accounts_organisation, regions_region, basemap_basemapshape, features_feature, features_surveyoriginal,
    features_allocationshare, land_controlpiece, projects_project, projects_fundingline, projects_projectapproval;
