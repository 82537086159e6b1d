-- What one version of some ground has that the other has not (WKB, EPSG:4326), many pairs in one pass, in square metres on
-- the plane of each pair's zone.
WITH asked AS MATERIALIZED (
    SELECT n, srid, ST_SetSRID(ST_GeomFromWKB(old_shape), 4326) AS before,
        ST_SetSRID(ST_GeomFromWKB(new_shape), 4326) AS after
    FROM unnest(%(numbers)s::integer[], %(olds)s::bytea[], %(news)s::bytea[], %(srids)s::integer[])
        AS given (n, old_shape, new_shape, srid)
    WHERE srid > 0
), laid AS MATERIALIZED (
    SELECT n, land_plane(before, srid) AS before, land_plane(after, srid) AS after
    FROM asked
    WHERE ST_IsValid(before) AND ST_IsValid(after)
), cut AS MATERIALIZED (
    SELECT n, ST_CollectionExtract(ST_Difference(after, before), 3) AS added,
        ST_CollectionExtract(ST_Difference(before, after), 3) AS removed
    FROM laid
)
SELECT n, ST_Area(added) AS added_sqm, ST_Area(removed) AS removed_sqm, ST_AsBinary(added) AS added,
    ST_AsBinary(removed) AS removed
FROM cut
ORDER BY n;
