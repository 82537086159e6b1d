-- What the public may see of control lines, as one table of the columns that the public reads (EPSG:4326).
DROP SCHEMA IF EXISTS peers CASCADE;
CREATE SCHEMA peers;
CREATE TABLE peers.lines AS
SELECT id::text AS id, code, name, name_en, kind, subkind, region_code, public_geom AS geom
FROM features_feature
WHERE kind = 'control_line' AND published AND public_geom IS NOT NULL AND label = 'public'
    AND valid_from <= current_date AND (valid_to IS NULL OR valid_to >= current_date)
ORDER BY id;
ALTER TABLE peers.lines ADD PRIMARY KEY (id);
ALTER TABLE peers.lines ALTER COLUMN geom TYPE geometry(Geometry, 4326);
CREATE INDEX ON peers.lines USING gist (geom);
ANALYZE peers.lines;
