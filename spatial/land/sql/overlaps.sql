-- Ground that many shapes (WKB, EPSG:4326) share with other projects' parcels in force, per pair, where it is more than
-- least_sqm square metres on the plane of the shape's zone. Vertices are laid on the plane; edges are straight there.
WITH asked AS MATERIALIZED (
    SELECT key, own, srid, geom, land_plane(geom, srid) AS plane
    FROM (
        SELECT key, own, srid, ST_Force2D(ST_SetSRID(ST_GeomFromWKB(shape), 4326)) AS geom
        FROM unnest(%(keys)s::text[], %(own)s::uuid[], %(shapes)s::bytea[], %(srids)s::integer[])
            AS given (key, own, shape, srid)
        WHERE srid > 0
    ) AS read
    WHERE ST_IsValid(geom)
), shared AS MATERIALIZED (
    SELECT asked.key, asked.srid, other.id, other.code, other.name, other.region_code,
        coalesce(other.attributes ->> 'tenure', '') = 'temporary' AS other_temporary,
        ST_CollectionExtract(ST_Intersection(asked.plane, land_plane(other.geom, asked.srid)), 3) AS shape
    FROM asked
    JOIN features_feature AS other
        ON other.kind = 'parcel' AND ST_Intersects(other.geom, asked.geom)
        AND coalesce(other.root_id, other.id) IS DISTINCT FROM asked.own
        AND other.valid_from <= %(on)s AND (other.valid_to IS NULL OR other.valid_to >= %(on)s)
)
SELECT key, srid, id AS other, code, name, region_code, other_temporary, ST_Area(shape) AS area_sqm,
    ST_AsBinary(shape) AS shape
FROM shared
WHERE ST_Area(shape) > %(least_sqm)s
ORDER BY key, area_sqm DESC, other;
