-- The mean of final points (of 100) per region, the first digits of its code; rows: region code and points.
WITH found (region_code, points) AS ({rows})
SELECT left(region_code, %(digits)s) AS code, count(*) AS evaluations, round(avg(points), 2) AS points
FROM found
WHERE length(region_code) >= %(digits)s
GROUP BY left(region_code, %(digits)s)
ORDER BY left(region_code, %(digits)s) COLLATE "C";
