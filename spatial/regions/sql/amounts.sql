-- How much of one shape (EWKB, EPSG:4326) lies in each current town: square metres, metres, or 1 for a point.
WITH subject AS (SELECT ST_GeomFromEWKB(%(shape)s) AS shape)
SELECT
    r.code AS region_code,
    CASE ST_Dimension(subject.shape)
        WHEN 2 THEN ST_Area(ST_Intersection(r.geom, subject.shape)::geography)
        WHEN 1 THEN ST_Length(ST_Intersection(r.geom, subject.shape)::geography)
        ELSE 1
    END AS amount
FROM regions_region AS r
JOIN subject ON ST_Intersects(r.geom, subject.shape)
WHERE r.valid_to IS NULL
    AND r.level = (SELECT max(level) FROM regions_region WHERE valid_to IS NULL)
ORDER BY amount DESC, r.code;
