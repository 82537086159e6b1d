-- The tile's box is asked of the 3857 copies, per level.
CREATE INDEX region_merc ON regions_region USING gist (merc);
