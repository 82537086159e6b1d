-- Rows that differ from what the triggers would have made of them: none, or the seeding is undone.
SELECT
    (SELECT count(*) FROM features_feature AS f JOIN projects_project AS p ON p.site_id = f.root_id
     WHERE (f.organisation_id, f.label, f.published) IS DISTINCT FROM (p.owner_id, p.label, p.published)
        OR f.id = p.site_id AND f.region_code <> p.region_code) AS members,
    (SELECT count(*) FROM projects_project AS p
     WHERE p.crosses <> EXISTS (SELECT 1 FROM features_allocationshare AS s WHERE s.feature_id = p.site_id)) AS crossings;
