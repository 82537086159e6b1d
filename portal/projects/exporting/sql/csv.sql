-- Degrees with every digit that is stored, EPSG:4326; money in yuan, exact.
COPY (
    SELECT {names}, ST_X(export_anchor), ST_Y(export_anchor){wkt}
    FROM ({rows}) AS found ({names}, export_anchor, export_shape)
) TO STDOUT (FORMAT csv)
