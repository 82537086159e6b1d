-- How far, in metres on the ellipsoid, a point (degrees, EPSG:4326) lies from a feature's ground.
SELECT ST_Distance(geom::geography, ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326)::geography) AS distance_m
FROM features_feature WHERE id = %(feature)s;
