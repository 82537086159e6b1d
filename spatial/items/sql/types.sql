-- Of which types the shapes are, one of a kind and many of it alike: POINT, LINESTRING, POLYGON, GEOMETRYCOLLECTION.
SELECT array_agg(DISTINCT replace(GeometryType({shape}), 'MULTI', '')) FILTER (WHERE {shape} IS NOT NULL)
FROM ({rows}) AS found (item_shape)
