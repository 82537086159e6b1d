-- One GeoJSON feature a line, each after a comma, its id at a fixed place; coordinates in the order of the axes
-- asked for, degrees with every stored digit or metres to 0.1 mm. JSON holds no control characters, so that this
-- delimiter and quote leave every byte as it is.
COPY (
    SELECT ',{{"type":"Feature","id":"' || item_id || '","geometry":'
        || coalesce(ST_AsGeoJSON({shape}, {decimals}, 0), 'null') || ',"properties":' || row_to_json(properties)::text || '}}'
    FROM ({rows}) AS found ({names}, item_id, item_shape)
    CROSS JOIN LATERAL (SELECT {names}) AS properties
) TO STDOUT (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')
