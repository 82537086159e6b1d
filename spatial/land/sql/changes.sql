-- What one version of some ground has that the other has not (WKB, EPSG:4326), many pairs in one pass, in square metres on
-- the plane of each pair's zone.
WITH asked AS MATERIALIZED (
    SELECT n, ST_Transform(ST_Force2D(ST_SetSRID(ST_GeomFromWKB(old_shape), 4326)), srid) AS before,
        ST_Transform(ST_Force2D(ST_SetSRID(ST_GeomFromWKB(new_shape), 4326)), srid) AS after
    FROM unnest(%(numbers)s::integer[], %(olds)s::bytea[], %(news)s::bytea[], %(srids)s::integer[])
        AS given (n, old_shape, new_shape, srid)
    WHERE srid > 0
), cut AS MATERIALIZED (
    SELECT n, ST_CollectionExtract(ST_Difference(after, before), 3) AS added,
        ST_CollectionExtract(ST_Difference(before, after), 3) AS removed
    FROM asked
    WHERE ST_IsValid(before) AND ST_IsValid(after)
)
SELECT n, ST_Area(added) AS added_sqm, ST_Area(removed) AS removed_sqm, ST_AsBinary(added) AS added,
    ST_AsBinary(removed) AS removed
FROM cut
ORDER BY n;
