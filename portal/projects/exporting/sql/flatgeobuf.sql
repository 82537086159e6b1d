-- The whole file with its spatial index, EPSG:4326; uncompressed, so that slices are read without unpacking it.
DROP TABLE IF EXISTS export_file;
CREATE TEMPORARY TABLE export_file (body bytea) ON COMMIT DROP;
ALTER TABLE export_file ALTER COLUMN body SET STORAGE EXTERNAL;
INSERT INTO export_file
SELECT ST_AsFlatGeobuf(feature, true, 'shape')
FROM (SELECT {names}, {shape} AS shape FROM ({rows}) AS found ({names}, export_shape)) AS feature;
