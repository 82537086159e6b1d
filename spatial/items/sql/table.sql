-- The id, the properties and the shape as WKT, coordinates in the order of the axes asked for.
COPY (
    SELECT item_id, {names}, ST_AsText({shape}, {decimals})
    FROM ({rows}) AS found ({names}, item_id, item_shape)
) TO STDOUT (FORMAT csv)
