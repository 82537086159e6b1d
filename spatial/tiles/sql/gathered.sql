-- What stands in a cell of the zoom-11 grid, gathered for one question (a reader's policy and a day, see gathered.py). Far out
-- a tile is put together from cells; those that edits touched since the gathering are counted anew in the same statement.
-- sum_x, sum_y: of columns and rows of the zoom-24 grid. amount: exact. worst: place in the layer's list of codes.
CREATE UNLOGGED TABLE tiles_gather (
    class bytea PRIMARY KEY,
    generation bigint NOT NULL,
    seen pg_snapshot NOT NULL,
    gathered_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE UNLOGGED TABLE tiles_cell (
    generation bigint NOT NULL,
    x integer NOT NULL,
    y integer NOT NULL,
    count bigint NOT NULL,
    sum_x bigint NOT NULL,
    sum_y bigint NOT NULL,
    amount numeric,
    worst integer,
    PRIMARY KEY (generation, x, y)
);
CREATE SEQUENCE tiles_generation;

-- Fails where nothing is gathered: an empty tile would be a lie.
CREATE FUNCTION tiles_gathered(of_class bytea) RETURNS tiles_gather LANGUAGE plpgsql STABLE AS $$
DECLARE
    found tiles_gather;
BEGIN
    SELECT * INTO STRICT found FROM tiles_gather WHERE class = of_class;
    RETURN found;
END $$;

-- The cells whose content was changed since a snapshot.
CREATE FUNCTION tiles_dirty(of_layer text, for_all boolean, since pg_snapshot) RETURNS TABLE (x integer, y integer)
LANGUAGE sql STABLE ROWS 20 AS $$
    SELECT DISTINCT x, y FROM (
        SELECT CASE WHEN for_all THEN public_area ELSE area END AS place FROM tiles_change
        WHERE of_layer = ANY (layers) AND NOT pg_visible_in_snapshot(xact, since)
    ) AS made,
    generate_series(floor((ST_XMin(place) / 40075016.685578488 + 0.5) * 2048)::integer,
        floor((ST_XMax(place) / 40075016.685578488 + 0.5) * 2048)::integer) AS x,
    generate_series(floor((0.5 - ST_YMax(place) / 40075016.685578488) * 2048)::integer,
        floor((0.5 - ST_YMin(place) / 40075016.685578488) * 2048)::integer) AS y
$$;

CREATE OR REPLACE FUNCTION tiles_sweep(most_bytes bigint) RETURNS integer LANGUAGE plpgsql AS $$
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
    DELETE FROM tiles_gather WHERE gathered_at < clock_timestamp() - interval '26 hours' OR EXISTS (
        SELECT 1 FROM tiles_change AS made
        WHERE made.swept_at < clock_timestamp() - interval '10 minutes' AND NOT pg_visible_in_snapshot(made.xact, seen));
    DELETE FROM tiles_cell WHERE generation NOT IN (SELECT generation FROM tiles_gather);
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
