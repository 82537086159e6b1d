-- Control lines cut into pieces of at most 128 vertices, and parcels by place. A trigger keeps the pieces of every
-- writer's control lines: the feature stays the truth, a piece says only where to look.
CREATE INDEX land_piece_geom ON land_controlpiece USING gist (geom);
CREATE INDEX feature_parcel_geom ON features_feature USING gist (geom) WHERE kind = 'parcel';

-- A shape (EPSG:4326) on a zone's plane, vertex by vertex. Points a millimetre apart may change places there: what was
-- valid in degrees is then made valid again.
CREATE FUNCTION land_plane(shape geometry, zone integer) RETURNS geometry
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    laid geometry := ST_Transform(ST_Force2D(shape), zone);
BEGIN
    IF ST_IsValid(laid) THEN
        RETURN laid;
    END IF;
    RETURN ST_CollectionExtract(ST_MakeValid(laid), 3);
END $$;

CREATE FUNCTION land_cut(line uuid, line_kind text, shape geometry) RETURNS void LANGUAGE sql AS $$
    INSERT INTO land_controlpiece (feature_id, kind, geom)
    SELECT line, line_kind, part.geom
    FROM ST_Subdivide(ST_CollectionExtract(ST_Force2D(shape), 3), 128) AS piece,
        ST_Dump(piece) AS part
    WHERE GeometryType(part.geom) = 'POLYGON'
$$;

CREATE FUNCTION land_keep_pieces() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM land_controlpiece WHERE feature_id = OLD.id;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF NEW.kind = 'control_line' THEN
        PERFORM land_cut(NEW.id, NEW.subkind, NEW.geom);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER land_cut_new AFTER INSERT ON features_feature
    FOR EACH ROW WHEN (NEW.kind = 'control_line') EXECUTE FUNCTION land_keep_pieces();
CREATE TRIGGER land_cut_changed AFTER UPDATE OF geom, kind, subkind ON features_feature
    FOR EACH ROW WHEN (OLD.kind = 'control_line' OR NEW.kind = 'control_line') EXECUTE FUNCTION land_keep_pieces();
CREATE TRIGGER land_drop_pieces BEFORE DELETE ON features_feature
    FOR EACH ROW WHEN (OLD.kind = 'control_line') EXECUTE FUNCTION land_keep_pieces();

SELECT land_cut(id, subkind, geom) FROM features_feature WHERE kind = 'control_line';
