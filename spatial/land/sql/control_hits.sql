-- The ground of many shapes (WKB, EPSG:4326) on control lines in force, per shape and line, in square metres on the plane
-- of each shape's zone. Pieces are clipped 0.0005 degrees (50 m) around the shape and joined in degrees, where cut edges
-- meet exactly; edges are then bent (every 0.0002 degrees) before they are laid on the plane.
WITH asked AS MATERIALIZED (
    SELECT key, srid, geom, land_plane(geom, srid) AS plane, ST_Expand(ST_Envelope(geom), 0.0005) AS box
    FROM (
        SELECT key, srid, ST_Force2D(ST_SetSRID(ST_GeomFromWKB(shape), 4326)) AS geom
        FROM unnest(%(keys)s::text[], %(shapes)s::bytea[], %(srids)s::integer[]) AS given (key, shape, srid)
        WHERE srid > 0
    ) AS read
    WHERE ST_IsValid(geom)
), touched AS MATERIALIZED (
    SELECT DISTINCT asked.key, piece.feature_id
    FROM asked JOIN land_controlpiece AS piece ON ST_Intersects(piece.geom, asked.geom)
), near AS MATERIALIZED (
    SELECT asked.key, piece.feature_id, piece.kind, ST_Union(ST_Intersection(piece.geom, asked.box)) AS shape
    FROM touched
    JOIN asked ON asked.key = touched.key
    JOIN land_controlpiece AS piece
        ON piece.feature_id = touched.feature_id AND ST_DWithin(piece.geom, asked.geom, 0.0005)
    GROUP BY asked.key, piece.feature_id, piece.kind
), cut AS MATERIALIZED (
    SELECT near.key, asked.srid, near.kind, near.feature_id, ST_Area(asked.plane) AS whole_sqm,
        ST_CollectionExtract(ST_Intersection(
            asked.plane, land_plane(ST_Segmentize(near.shape, 0.0002), asked.srid)), 3) AS shape
    FROM near JOIN asked ON asked.key = near.key
)
SELECT cut.key, cut.srid, cut.kind, cut.feature_id AS line, line.code, cut.whole_sqm, ST_AsBinary(cut.shape) AS shape
FROM cut JOIN features_feature AS line ON line.id = cut.feature_id
WHERE ST_Area(cut.shape) > 0
    AND line.valid_from <= %(on)s AND (line.valid_to IS NULL OR line.valid_to >= %(on)s)
ORDER BY cut.key, cut.kind, line.code;
