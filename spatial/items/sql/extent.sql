-- West, south, east, north in degrees (EPSG:4326) of all shapes; nothing without any.
SELECT ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box)
FROM (SELECT ST_Extent(item_shape) AS box FROM ({rows}) AS found (item_shape)) AS whole
