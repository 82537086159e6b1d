-- Of how many dimensions the shapes are: points 0, lines 1, grounds 2.
SELECT count(DISTINCT ST_Dimension({shape})) FROM ({rows}) AS found (item_shape)
