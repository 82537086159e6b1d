-- How far inner boundaries reach out of outer ones (WKB, EPSG:4326), many pairs in one pass, on the plane of each pair's
-- zone: square metres, percent of the inner, metres of inner edge outside by more than 1 mm, and the farthest point in
-- metres. That point is looked for at every vertex of the excess, along its edges (every 0.5 m, or 2,000 points round it),
-- and at the middle of its widest circle.
WITH asked AS MATERIALIZED (
    SELECT n, srid,
        ST_Transform(ST_Force2D(ST_SetSRID(ST_GeomFromWKB(outer_shape), 4326)), srid) AS outside,
        ST_Transform(ST_Force2D(ST_SetSRID(ST_GeomFromWKB(inner_shape), 4326)), srid) AS inside
    FROM unnest(%(numbers)s::integer[], %(outers)s::bytea[], %(inners)s::bytea[], %(srids)s::integer[])
        AS given (n, outer_shape, inner_shape, srid)
    WHERE srid > 0
), cut AS MATERIALIZED (
    SELECT n, outside, inside, ST_CollectionExtract(ST_Difference(inside, outside), 3) AS excess
    FROM asked
    WHERE ST_IsValid(outside) AND ST_IsValid(inside)
), far AS (
    SELECT cut.n, max(ST_Distance(probe.geom, cut.outside)) AS distance_m
    FROM cut
    CROSS JOIN LATERAL ST_Dump(cut.excess) AS part
    CROSS JOIN LATERAL (
        SELECT (ST_DumpPoints(ST_Segmentize(part.geom, greatest(0.5, ST_Perimeter(part.geom) / 2000)))).geom
        UNION ALL
        SELECT (ST_MaximumInscribedCircle(part.geom)).center WHERE ST_Area(part.geom) > 0.01
    ) AS probe
    GROUP BY cut.n
)
SELECT cut.n, ST_Area(cut.excess) AS excess_sqm,
    100 * ST_Area(cut.excess) / nullif(ST_Area(cut.inside), 0) AS excess_pct,
    coalesce(far.distance_m, 0) AS distance_m,
    coalesce(ST_Length(wall.shape), 0) AS wall_m,
    ST_AsBinary(cut.excess) AS excess, ST_AsBinary(wall.shape) AS walls
FROM cut
LEFT JOIN far ON far.n = cut.n
LEFT JOIN LATERAL (
    SELECT ST_CollectionExtract(ST_Difference(ST_Boundary(cut.inside), ST_Buffer(cut.outside, 0.001)), 2) AS shape
    WHERE NOT ST_IsEmpty(cut.excess)
) AS wall ON true
ORDER BY cut.n;
