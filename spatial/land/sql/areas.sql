-- Validity and areas of many shapes (WKB, EPSG:4326) in one pass: square metres on the plane of each one's zone and on
-- the ellipsoid; where it stands; and the part outside the county it declares, measured in the zone.
WITH asked AS MATERIALIZED (
    SELECT key, srid, county, ST_Force2D(ST_SetSRID(ST_GeomFromWKB(shape), 4326)) AS geom
    FROM unnest(%(keys)s::text[], %(shapes)s::bytea[], %(srids)s::integer[], %(counties)s::text[])
        AS given (key, shape, srid, county)
), looked AS MATERIALIZED (
    SELECT key, srid, county, geom, ST_IsValidDetail(geom) AS detail FROM asked
), sound AS MATERIALIZED (
    SELECT key, srid, county, geom, land_plane(geom, srid) AS plane
    FROM looked
    WHERE (detail).valid AND srid > 0
)
SELECT
    looked.key,
    (looked.detail).valid AS valid,
    coalesce((looked.detail).reason, '') AS reason,
    ST_AsBinary((looked.detail).location) AS place,
    ST_Area(sound.plane) AS plane_sqm,
    CASE WHEN sound.key IS NOT NULL THEN ST_Area(sound.geom::geography) END AS ellipsoid_sqm,
    coalesce(town.code, '') AS town,
    CASE WHEN county.code IS NOT NULL THEN coalesce(ST_Area(beyond.shape), 0) END AS outside_sqm,
    ST_AsBinary(beyond.shape) AS outside
FROM looked
LEFT JOIN sound ON sound.key = looked.key
LEFT JOIN LATERAL (
    SELECT region.code FROM regions_region AS region
    WHERE region.valid_from <= %(on)s AND (region.valid_to IS NULL OR region.valid_to >= %(on)s)
        AND ST_Intersects(region.geom, ST_PointOnSurface(sound.geom))
    ORDER BY region.level DESC LIMIT 1
) AS town ON true
LEFT JOIN regions_region AS county
    ON county.code = sound.county AND county.valid_from <= %(on)s
    AND (county.valid_to IS NULL OR county.valid_to >= %(on)s)
LEFT JOIN LATERAL (
    SELECT ST_CollectionExtract(ST_Difference(sound.plane, land_plane(ST_Segmentize(
        ST_Intersection(county.geom, ST_Expand(ST_Envelope(sound.geom), 0.0005)), 0.0002), sound.srid)), 3) AS shape
    WHERE NOT ST_Covers(county.geom, sound.geom)
) AS beyond ON true;
