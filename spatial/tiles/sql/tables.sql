-- Tiles kept as they are sent, and the ground that edits touched. Boxes and areas in EPSG:3857 metres.
-- Both tables are UNLOGGED: after a crash both are empty, and nothing is lost that cannot be drawn again.
--
-- A kept tile counts only as long as no edit over its ground is newer than the snapshot it was drawn from. An edit writes
-- that ground in its own transaction: from its commit on, not before and not after, the tile counts no more, whichever
-- process drew it and however late it was kept. Nobody waits for anybody: no lock is shared by edits and drawings.
CREATE UNLOGGED TABLE tiles_kept (
    class bytea NOT NULL,
    z smallint NOT NULL,
    x integer NOT NULL,
    y integer NOT NULL,
    layer text NOT NULL,
    open_to_all boolean NOT NULL,
    box geometry NOT NULL,
    seen pg_snapshot NOT NULL,
    etag text NOT NULL,
    body bytea NOT NULL,
    kept_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (class, z, x, y)
);
ALTER TABLE tiles_kept ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE INDEX tiles_kept_box ON tiles_kept USING gist (box);

-- One row for what was drawn before and one for what is drawn after. area: for whoever reads exact places; public_area:
-- the coarsened copy's, NULL where the public sees nothing of it. The rest is what decides access, for telling open maps.
CREATE UNLOGGED TABLE tiles_change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
    made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    swept_at timestamptz,
    layers text[] NOT NULL,
    from_zoom smallint NOT NULL,
    area geometry,
    public_area geometry,
    organisation_path text,
    region_code text,
    label text,
    project_id uuid,
    sector text,
    told boolean NOT NULL DEFAULT true
);
CREATE INDEX tiles_change_area ON tiles_change USING gist (area);
CREATE INDEX tiles_change_public_area ON tiles_change USING gist (public_area);

-- What is found is dropped at once; a row that somebody else is writing is left, since it counts no more anyway.
CREATE FUNCTION tiles_evict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM made) THEN
        RETURN NULL;
    END IF;
    DELETE FROM tiles_kept WHERE ctid = ANY (ARRAY(
        SELECT kept.ctid FROM made
        JOIN tiles_kept AS kept ON kept.box && ST_Envelope(ST_Collect(made.area, made.public_area))
        WHERE kept.layer = ANY (made.layers) AND kept.z >= made.from_zoom
            AND kept.box && CASE WHEN kept.open_to_all THEN made.public_area ELSE made.area END
        FOR UPDATE OF kept SKIP LOCKED
    ));
    PERFORM pg_notify('tiles', '');
    RETURN NULL;
END $$;
CREATE TRIGGER tiles_evict AFTER INSERT ON tiles_change
    REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION tiles_evict();

-- Whether nothing that is drawn in a box was changed since a snapshot.
CREATE FUNCTION tiles_stands(of_layer text, at_z integer, in_box geometry, for_all boolean, since pg_snapshot) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF for_all THEN
        RETURN NOT EXISTS (
            SELECT 1 FROM tiles_change WHERE public_area && in_box AND of_layer = ANY (layers) AND at_z >= from_zoom
                AND NOT pg_visible_in_snapshot(xact, since));
    END IF;
    RETURN NOT EXISTS (
        SELECT 1 FROM tiles_change WHERE area && in_box AND of_layer = ANY (layers) AND at_z >= from_zoom
            AND NOT pg_visible_in_snapshot(xact, since));
END $$;

CREATE FUNCTION tiles_find(of_class bytea, at_z integer, at_x integer, at_y integer)
RETURNS TABLE (etag text, body bytea) LANGUAGE plpgsql STABLE ROWS 1 AS $$
DECLARE
    kept tiles_kept;
BEGIN
    SELECT * INTO kept FROM tiles_kept AS k WHERE k.class = of_class AND k.z = at_z AND k.x = at_x AND k.y = at_y;
    IF FOUND AND tiles_stands(kept.layer, at_z, kept.box, kept.open_to_all, kept.seen) THEN
        RETURN QUERY SELECT kept.etag, kept.body;
    END IF;
END $$;

-- Tiles that count no more go; an edit's note goes ten minutes after the first sweep that saw it, when no drawing can be
-- under way that began before it. Then what is older than a day and a bit (its day is over), and the oldest above a size.
CREATE FUNCTION tiles_sweep(most_bytes bigint) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    dropped integer;
    kept_bytes bigint;
BEGIN
    DELETE FROM tiles_kept WHERE ctid = ANY (ARRAY(
        SELECT kept.ctid FROM tiles_change AS made
        JOIN tiles_kept AS kept ON kept.box && ST_Envelope(ST_Collect(made.area, made.public_area))
        WHERE kept.layer = ANY (made.layers) AND kept.z >= made.from_zoom
            AND kept.box && CASE WHEN kept.open_to_all THEN made.public_area ELSE made.area END
            AND NOT pg_visible_in_snapshot(made.xact, kept.seen)
        FOR UPDATE OF kept
    ));
    GET DIAGNOSTICS dropped = ROW_COUNT;
    DELETE FROM tiles_change WHERE swept_at < clock_timestamp() - interval '10 minutes';
    UPDATE tiles_change SET swept_at = clock_timestamp() WHERE swept_at IS NULL;
    DELETE FROM tiles_kept WHERE kept_at < clock_timestamp() - interval '26 hours';
    SELECT sum(octet_length(body) + 200) INTO kept_bytes FROM tiles_kept;
    IF kept_bytes > most_bytes THEN
        DELETE FROM tiles_kept WHERE kept_at < (
            SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY kept_at) FROM tiles_kept);
    END IF;
    RETURN dropped;
END $$;
