-- Control lines beside the demo's own, one ground of 24 corners each, about 200 m across (degrees, EPSG:4326).
INSERT INTO features_feature (
    id, kind, subkind, code, name, name_en, region_code, label, published, organisation_id, version, recorded_at,
    valid_from, attributes, geom, public_geom
)
SELECT
    gen_random_uuid(), 'control_line', 'ecological', 'BENCH-' || n, '测试控制线' || n, 'Bench control line ' || n,
    '970101', 'public', true, (SELECT id FROM accounts_organisation ORDER BY path LIMIT 1), 1, now(),
    date '2020-01-01', '{}', shape, shape
FROM (
    SELECT n, ST_Buffer(ST_SetSRID(ST_MakePoint(119 + n % 400 / 100.0, 28 + n / 400 / 100.0), 4326), 0.001, 6) AS shape
    FROM generate_series(0, 99999) AS n
) AS planted;
ANALYZE features_feature;
