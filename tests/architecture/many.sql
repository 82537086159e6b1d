-- Many projects on small lots (0.0004 degrees) all over the four towns, one in five published; every fourth has a
-- section, a structure and a parcel, and as many control lines lie about. The tables are looked at in between, or what carries the rights down would be planned for an empty one.
INSERT INTO features_feature (
    id, kind, subkind, root_id, code, name, name_en, organisation_id, region_code, label, published, geom,
    public_geom, attributes, valid_from, recorded_at, version
)
SELECT site, 'site', '', site, 'M' || n, '工程' || n, '', %(owner)s,
    CASE WHEN n < 200 THEN '970101001' ELSE '970102002' END, 'public', n %% 5 = 0, box, box, '{}',
    %(day)s, %(now)s, 1
FROM generate_series(0, %(many)s - 1) AS n, LATERAL (
    SELECT md5('site' || n)::uuid AS site, 120 + (n %% 141) * 0.0014 AS west, 30 + (n / 141) * 0.0014 AS south
) AS corner, LATERAL (
    SELECT ST_MakeEnvelope(west, south, west + 0.0004, south + 0.0004, 4326) AS box
) AS shape;
ANALYZE features_feature;
INSERT INTO projects_project (
    id, code, investment_code, name, name_en, owner_id, site_id, region_code, label, published, sector,
    funding_source, nature, stage, investment_yuan, paid_yuan, progress_pct, content, address, search_text,
    crosses, version, created_at, updated_at
)
SELECT md5('project' || n)::uuid, 'M' || n, '', '工程' || n, '', %(owner)s, md5('site' || n)::uuid,
    CASE WHEN n < 200 THEN '970101001' ELSE '970102002' END, 'public', n %% 5 = 0, 'road',
    'county_budget', 'new', 'draft', 1000 + n, 0, 0, '', '', '工程' || n || ' gongcheng' || n,
    false, 1, %(now)s, %(now)s
FROM generate_series(0, %(many)s - 1) AS n;
ANALYZE projects_project;
INSERT INTO features_feature (
    id, kind, subkind, root_id, code, name, name_en, organisation_id, region_code, label, published, geom,
    public_geom, attributes, valid_from, recorded_at, version
)
SELECT md5(kinds.kind || n)::uuid, kinds.kind, '', CASE WHEN kinds.kind <> 'control_line' THEN md5('site' || n)::uuid END, '',
    kinds.kind || n, '', %(owner)s, '970102002', 'public', n %% 5 = 0, site.geom, site.geom, '{}', %(day)s, %(now)s, 1
FROM generate_series(0, %(many)s - 1, 4) AS n
CROSS JOIN unnest(ARRAY['section', 'structure', 'parcel', 'control_line']) AS kinds (kind)
JOIN features_feature AS site ON site.id = md5('site' || n)::uuid;
ANALYZE features_feature;
