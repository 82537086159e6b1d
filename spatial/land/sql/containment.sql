-- How far inner boundaries reach out of outer ones (WKB, EPSG:4326), many pairs in one pass, on the plane of each pair's
-- zone: square metres, percent of the inner, metres of inner edge outside by more than 1 mm. What reaches out comes with the
-- outer boundary, both on the plane, so that the farthest point can be found.
WITH asked AS MATERIALIZED (
    SELECT n, srid, ST_SetSRID(ST_GeomFromWKB(outer_shape), 4326) AS outside,
        ST_SetSRID(ST_GeomFromWKB(inner_shape), 4326) AS inside
    FROM unnest(%(numbers)s::integer[], %(outers)s::bytea[], %(inners)s::bytea[], %(srids)s::integer[])
        AS given (n, outer_shape, inner_shape, srid)
    WHERE srid > 0
), laid AS MATERIALIZED (
    SELECT n, land_plane(outside, srid) AS outside, land_plane(inside, srid) AS inside
    FROM asked
    WHERE ST_IsValid(outside) AND ST_IsValid(inside)
), cut AS MATERIALIZED (
    SELECT n, outside, inside, ST_CollectionExtract(ST_Difference(inside, outside), 3) AS excess FROM laid
)
SELECT cut.n, ST_Area(cut.excess) AS excess_sqm,
    100 * ST_Area(cut.excess) / nullif(ST_Area(cut.inside), 0) AS excess_pct,
    coalesce(ST_Length(wall.shape), 0) AS wall_m,
    ST_AsBinary(cut.excess) AS excess, ST_AsBinary(wall.shape) AS walls,
    CASE WHEN NOT ST_IsEmpty(cut.excess) THEN ST_AsBinary(cut.outside) END AS outer_plane
FROM cut
LEFT JOIN LATERAL (
    SELECT ST_CollectionExtract(ST_Difference(ST_Boundary(cut.inside), ST_Buffer(cut.outside, 0.001)), 2) AS shape
    WHERE NOT ST_IsEmpty(cut.excess)
) AS wall ON true
ORDER BY cut.n;
