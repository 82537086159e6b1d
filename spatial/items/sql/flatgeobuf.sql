-- The whole file with its spatial index; uncompressed, so that slices are read without unpacking it.
DROP TABLE IF EXISTS items_file;
CREATE TEMPORARY TABLE items_file (body bytea) ON COMMIT DROP;
ALTER TABLE items_file ALTER COLUMN body SET STORAGE EXTERNAL;
INSERT INTO items_file
SELECT ST_AsFlatGeobuf(feature, true, 'shape')
FROM (
    SELECT item_id AS id, {names}, {shape} AS shape FROM ({rows}) AS found ({names}, item_id, item_shape)
) AS feature;
