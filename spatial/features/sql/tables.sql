-- Partial spatial indexes, one per kind that a map asks for; shares that must sum to 1; and the coarsening function.
CREATE INDEX feature_site_merc ON features_feature USING gist (merc) WHERE kind = 'site';
CREATE INDEX feature_section_merc ON features_feature USING gist (merc) WHERE kind = 'section';
CREATE INDEX feature_structure_merc ON features_feature USING gist (merc) WHERE kind = 'structure';
CREATE INDEX feature_parcel_merc ON features_feature USING gist (merc) WHERE kind = 'parcel';
CREATE INDEX feature_control_line_merc ON features_feature USING gist (merc) WHERE kind = 'control_line';
CREATE INDEX feature_site_public_merc ON features_feature USING gist (public_merc) WHERE kind = 'site' AND published;
CREATE INDEX feature_section_public_merc ON features_feature USING gist (public_merc) WHERE kind = 'section' AND published;
CREATE INDEX feature_structure_public_merc ON features_feature USING gist (public_merc) WHERE kind = 'structure' AND published;
CREATE INDEX feature_control_line_public_merc ON features_feature USING gist (public_merc) WHERE kind = 'control_line' AND published;
CREATE INDEX feature_geom ON features_feature USING gist (geom);

-- grid_deg in degrees. What collapses on the grid stays as one point of it, so that nothing vanishes.
CREATE FUNCTION features_coarsen(shape geometry, grid_deg double precision) RETURNS geometry
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT AS $$
    SELECT CASE WHEN ST_IsEmpty(coarse) THEN ST_SnapToGrid(ST_PointOnSurface(shape), grid_deg) ELSE coarse END
    FROM (SELECT ST_ReducePrecision(ST_Force2D(shape), grid_deg) AS coarse OFFSET 0) AS reduced
$$;

CREATE FUNCTION features_shares_sum_to_one() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    subject uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.feature_id ELSE NEW.feature_id END;
    total numeric;
BEGIN
    SELECT sum(share) INTO total FROM features_allocationshare WHERE feature_id = subject;
    IF total IS NOT NULL AND total <> 1 THEN
        RAISE EXCEPTION 'The allocation shares of feature % sum to %, not to 1.', subject, total
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER features_shares_sum_to_one AFTER INSERT OR UPDATE OR DELETE ON features_allocationshare
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION features_shares_sum_to_one();
