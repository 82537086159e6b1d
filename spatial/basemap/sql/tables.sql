-- The tile's box is asked of the 3857 copy.
CREATE INDEX basemap_merc ON basemap_basemapshape USING gist (merc);
CREATE INDEX basemap_name ON basemap_basemapshape USING gin (name gin_trgm_ops) WHERE name <> '';
