-- One GeoJSON feature (RFC 7946) a line, each after a comma; degrees with every digit that is stored. JSON holds no
-- control characters, so that this delimiter and quote leave every byte as it is.
COPY (
    SELECT ',{{"type":"Feature","id":"' || export_id || '","geometry":' || coalesce(ST_AsGeoJSON(ST_ForcePolygonCCW(export_shape), 15), 'null')
        || ',"properties":' || row_to_json(properties)::text || '}}'
    FROM ({rows}) AS found ({names}, export_id, export_shape)
    CROSS JOIN LATERAL (SELECT {names}) AS properties
) TO STDOUT (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')
