-- The id, the properties and the shape as WKB (x before y), for a file written row by row.
SELECT item_id, {names}, ST_AsBinary({shape}) FROM ({rows}) AS found ({names}, item_id, item_shape)
