-- What edits touch on the map, noted for kept tiles and open maps in the edit's own transaction (spatial/tiles/sql).
-- openly: what the public sees of it changed, too; an edit the public cannot see is not told to the public.
-- Statements that change more than a few thousand rows note one area a layer and tell nobody: maps show it when they move.
CREATE FUNCTION projects_tile_point(x integer, y integer) RETURNS geometry LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ST_SetSRID(ST_MakePoint((x + 0.5) / 16777216 * 40075016.685578488 - 20037508.342789244,
        20037508.342789244 - (y + 0.5) / 16777216 * 40075016.685578488), 3857)
$$;
CREATE FUNCTION projects_drawn_kinds() RETURNS TABLE (kind text, layers text[], from_zoom smallint)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    VALUES ('site', '{sites,works}'::text[], 10::smallint), ('section', '{sections,works}', 12),
        ('structure', '{structures,works}', 14), ('parcel', '{parcels,works}', 13), ('control_line', '{control_lines}', 8)
$$;

CREATE FUNCTION projects_note_features() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    drawn constant text := '%1$s.kind, %1$s.subkind, %1$s.code, %1$s.name, %1$s.name_en, %1$s.geom, %1$s.public_geom,
        %1$s.organisation_id, %1$s.region_code, %1$s.label, %1$s.published, %1$s.root_id, %1$s.valid_from, %1$s.valid_to';
    open_to_all constant text := '%1$s.kind, %1$s.subkind, %1$s.code, %1$s.name, %1$s.name_en, %1$s.public_geom,
        %1$s.region_code, %1$s.label, %1$s.published, %1$s.root_id, %1$s.valid_from, %1$s.valid_to';
    changed text := CASE TG_OP
        WHEN 'INSERT' THEN 'SELECT *, true AS openly FROM after'
        WHEN 'DELETE' THEN 'SELECT *, true AS openly FROM before'
        ELSE format('SELECT one.*, (%s) IS DISTINCT FROM (%s) AS openly
            FROM before JOIN after USING (id), LATERAL (SELECT before.* UNION ALL SELECT after.*) AS one
            WHERE (%s) IS DISTINCT FROM (%s)', format(open_to_all, 'before'), format(open_to_all, 'after'),
            format(drawn, 'before'), format(drawn, 'after'))
        END;
    many boolean;
BEGIN
    EXECUTE format('SELECT count(*) > 4000 FROM (%s) AS changed', changed) INTO many;
    IF many THEN
        EXECUTE format($many$
            INSERT INTO tiles_change (layers, from_zoom, area, public_area, told)
            SELECT layers, from_zoom, ST_SetSRID(ST_Extent(merc)::geometry, 3857),
                ST_SetSRID((ST_Extent(public_merc) FILTER (WHERE openly AND published AND label = 'public'))::geometry, 3857), false
            FROM (%s) AS changed JOIN projects_drawn_kinds() USING (kind) GROUP BY layers, from_zoom
        $many$, changed);
    ELSE
        EXECUTE format($few$
            INSERT INTO tiles_change
                (layers, from_zoom, area, public_area, organisation_path, region_code, label, project_id, sector)
            SELECT drawn.layers, drawn.from_zoom, ST_Envelope(changed.merc),
                CASE WHEN openly AND changed.published AND changed.label = 'public' THEN ST_Envelope(changed.public_merc) END,
                owner.path, changed.region_code, changed.label, project.id, project.sector
            FROM (%s) AS changed JOIN projects_drawn_kinds() AS drawn USING (kind)
            LEFT JOIN accounts_organisation AS owner ON owner.id = changed.organisation_id
            LEFT JOIN projects_project AS project ON project.site_id = changed.root_id
        $few$, changed);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER projects_note_new AFTER INSERT ON features_feature
    REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION projects_note_features();
CREATE TRIGGER projects_note_changed AFTER UPDATE ON features_feature
    REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION projects_note_features();
CREATE TRIGGER projects_note_gone AFTER DELETE ON features_feature
    REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION projects_note_features();

-- A project is drawn as a point of its own, on its site, and by its code and sector on all that stands in its tree.
CREATE FUNCTION projects_note_projects() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    drawn constant text := '%1$s.code, %1$s.name, %1$s.name_en, %1$s.owner_id, %1$s.site_id, %1$s.region_code, %1$s.label,
        %1$s.published, %1$s.sector, %1$s.stage, %1$s.investment_yuan, %1$s.progress_pct, %1$s.planned_start,
        %1$s.planned_end, %1$s.actual_start, %1$s.actual_end, %1$s.mx, %1$s.my, %1$s.public_mx, %1$s.public_my';
    open_to_all constant text := replace(drawn, '%1$s.mx, %1$s.my, ', '');
    changed text := CASE TG_OP
        WHEN 'INSERT' THEN 'SELECT *, true AS whole, true AS openly FROM after'
        WHEN 'DELETE' THEN 'SELECT *, true AS whole, true AS openly FROM before'
        ELSE format('SELECT one.*, (before.code, before.sector, before.site_id) IS DISTINCT FROM
                (after.code, after.sector, after.site_id) AS whole, (%s) IS DISTINCT FROM (%s) AS openly
            FROM before JOIN after USING (id), LATERAL (SELECT before.* UNION ALL SELECT after.*) AS one
            WHERE (%s) IS DISTINCT FROM (%s)', format(open_to_all, 'before'), format(open_to_all, 'after'),
            format(drawn, 'before'), format(drawn, 'after'))
        END;
    places constant text := $places$
        SELECT changed.*, '{projects}'::text[] AS layers, 0 AS from_zoom, projects_tile_point(mx, my) AS area,
            projects_tile_point(public_mx, public_my) AS public_area FROM (%1$s) AS changed
        UNION ALL
        SELECT changed.*, drawn.layers, drawn.from_zoom, ST_Envelope(one.merc), ST_Envelope(one.public_merc)
        FROM (%1$s) AS changed JOIN features_feature AS one ON one.root_id = changed.site_id
        JOIN projects_drawn_kinds() AS drawn USING (kind) WHERE changed.whole OR kind = 'site'
    $places$;
    many boolean;
BEGIN
    EXECUTE format('SELECT count(*) > 4000 FROM (%s) AS changed', changed) INTO many;
    IF many THEN
        EXECUTE format($many$
            INSERT INTO tiles_change (layers, from_zoom, area, public_area, told)
            SELECT layers, from_zoom, ST_SetSRID(ST_Extent(area)::geometry, 3857),
                ST_SetSRID((ST_Extent(public_area) FILTER (WHERE openly AND published AND label = 'public'))::geometry, 3857), false
            FROM (%s) AS place GROUP BY layers, from_zoom
        $many$, format(places, changed));
    ELSE
        EXECUTE format($few$
            INSERT INTO tiles_change
                (layers, from_zoom, area, public_area, organisation_path, region_code, label, project_id, sector)
            SELECT layers, from_zoom, area, CASE WHEN openly AND published AND label = 'public' THEN public_area END,
                owner.path, place.region_code, label, place.id, sector
            FROM (%s) AS place LEFT JOIN accounts_organisation AS owner ON owner.id = place.owner_id
        $few$, format(places, changed));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER projects_note_new AFTER INSERT ON projects_project
    REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION projects_note_projects();
CREATE TRIGGER projects_note_changed AFTER UPDATE ON projects_project
    REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION projects_note_projects();
CREATE TRIGGER projects_note_gone AFTER DELETE ON projects_project
    REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION projects_note_projects();

-- Everything is drawn anew where a table is emptied, or an organisation is moved: what its people see hangs on its path.
CREATE FUNCTION projects_note_everything() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tiles_change (layers, from_zoom, area, public_area, told)
    SELECT '{projects,sites,sections,structures,parcels,works,control_lines}', 0, world, world, false
    FROM ST_TileEnvelope(0, 0, 0) AS world;
    RETURN NULL;
END $$;
CREATE TRIGGER projects_note_everything AFTER TRUNCATE ON features_feature
    FOR EACH STATEMENT EXECUTE FUNCTION projects_note_everything();
CREATE TRIGGER projects_note_everything AFTER TRUNCATE ON projects_project
    FOR EACH STATEMENT EXECUTE FUNCTION projects_note_everything();
CREATE TRIGGER projects_note_everything AFTER UPDATE OF path ON accounts_organisation
    FOR EACH STATEMENT EXECUTE FUNCTION projects_note_everything();

-- The public's rows are found by their place too where a box is asked of the coarsened shape itself.
CREATE INDEX feature_public_geom ON features_feature USING gist (public_geom) WHERE published;
