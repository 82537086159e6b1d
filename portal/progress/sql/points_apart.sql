-- How far two points (degrees, EPSG:4326) lie from each other, in metres on the ellipsoid.
SELECT ST_Distance(ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326)::geography,
                   ST_SetSRID(ST_MakePoint(%(other_lon)s, %(other_lat)s), 4326)::geography) AS distance_m;
