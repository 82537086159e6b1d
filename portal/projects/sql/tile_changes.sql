-- What edits touch on the map, noted for kept tiles and open maps in the edit's own transaction (spatial/tiles/sql).
-- openly: what the public sees of it changed, too; an edit the public cannot see is not told to the public.
-- The file can be run again over an older state of itself (migrations 0008 and 0009).
CREATE OR REPLACE FUNCTION projects_tile_point(x integer, y integer) RETURNS geometry LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ST_SetSRID(ST_MakePoint((x + 0.5) / 16777216 * 40075016.685578488 - 20037508.342789244,
        20037508.342789244 - (y + 0.5) / 16777216 * 40075016.685578488), 3857)
$$;
CREATE OR REPLACE FUNCTION projects_drawn_kinds() RETURNS TABLE (kind text, layers text[], from_zoom smallint)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    VALUES ('site', '{sites,works}'::text[], 10::smallint), ('section', '{sections,works}', 12),
        ('structure', '{structures,works}', 14), ('parcel', '{parcels,works}', 13), ('control_line', '{control_lines}', 8)
$$;

-- Of what is drawn, the public sees these kinds (PUBLIC_KINDS in spatial/features/rules.py): no parcels.
CREATE OR REPLACE FUNCTION projects_is_open_kind(kind text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT kind IN ('site', 'section', 'structure', 'control_line')
$$;

-- The statements that note places. Up to 4,000 rows are noted each by itself.
CREATE OR REPLACE FUNCTION projects_noting_few(places text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT format('INSERT INTO tiles_change
        (layers, from_zoom, area, public_area, organisation_path, region_code, label, project_id, sector) %s', places)
$$;

-- Of more, kept tiles are held against one area a layer, and the public is told its own part of it. Who is signed in is told
-- by rows alike in all that access asks for but the project: one ground for each, or, where more than 4,000 are not
-- alike, that something they may see is different, and not where.
CREATE OR REPLACE FUNCTION projects_noting_many(places text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT format($note$
        WITH place AS MATERIALIZED (%s),
        alike AS MATERIALIZED (
            SELECT layers, from_zoom, organisation_path, region_code, label, sector,
                ST_SetSRID(ST_Extent(area)::geometry, 3857) AS told_area, array_agg(DISTINCT project_id) AS project_ids
            FROM place WHERE organisation_path IS NOT NULL AND area IS NOT NULL
            GROUP BY layers, from_zoom, organisation_path, region_code, label, sector
        ),
        listed AS MATERIALIZED (SELECT count(*) <= 4000 AS briefly FROM alike)
        INSERT INTO tiles_change (layers, from_zoom, area, public_area,
            organisation_path, region_code, label, sector, told_area, project_ids)
        SELECT layers, from_zoom, ST_SetSRID(ST_Extent(area)::geometry, 3857),
            ST_SetSRID(ST_Extent(public_area)::geometry, 3857), NULL, NULL, NULL, NULL, NULL::geometry, NULL::uuid[]
        FROM place GROUP BY layers, from_zoom
        UNION ALL
        SELECT layers, from_zoom, NULL, NULL, organisation_path, region_code, label, sector, told_area, project_ids
        FROM alike WHERE (SELECT briefly FROM listed)
        UNION ALL
        SELECT '{}', 0, NULL, NULL, organisation_path, region_code, label, sector, NULL, array_agg(DISTINCT project_id)
        FROM place WHERE organisation_path IS NOT NULL AND area IS NOT NULL AND NOT (SELECT briefly FROM listed)
        GROUP BY organisation_path, region_code, label, sector
    $note$, places)
$$;

CREATE OR REPLACE FUNCTION projects_note_features() RETURNS trigger LANGUAGE plpgsql AS $$
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
    seen_by_all constant text :=
        'openly AND changed.published AND changed.label = ''public'' AND projects_is_open_kind(changed.kind)';
    many boolean;
BEGIN
    EXECUTE format('SELECT count(*) > 4000 FROM (%s) AS changed', changed) INTO many;
    IF many THEN
        EXECUTE projects_noting_many(format($places$
            SELECT drawn.layers, drawn.from_zoom, place.area, place.public_area, owner.path AS organisation_path,
                place.region_code, place.label, project.id AS project_id, project.sector
            FROM (
                SELECT kind, organisation_id, region_code, label, root_id, ST_SetSRID(ST_Extent(merc)::geometry, 3857) AS area,
                    ST_SetSRID((ST_Extent(public_merc) FILTER (WHERE %s))::geometry, 3857) AS public_area
                FROM (%s) AS changed GROUP BY kind, organisation_id, region_code, label, root_id
            ) AS place JOIN projects_drawn_kinds() AS drawn USING (kind)
            LEFT JOIN accounts_organisation AS owner ON owner.id = place.organisation_id
            LEFT JOIN projects_project AS project ON project.site_id = place.root_id
        $places$, seen_by_all, changed));
    ELSE
        EXECUTE projects_noting_few(format($places$
            SELECT drawn.layers, drawn.from_zoom, ST_Envelope(changed.merc),
                CASE WHEN %s THEN ST_Envelope(changed.public_merc) END,
                owner.path, changed.region_code, changed.label, project.id, project.sector
            FROM (%s) AS changed JOIN projects_drawn_kinds() AS drawn ON drawn.kind = changed.kind
            LEFT JOIN accounts_organisation AS owner ON owner.id = changed.organisation_id
            LEFT JOIN projects_project AS project ON project.site_id = changed.root_id
        $places$, seen_by_all, changed));
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER projects_note_new AFTER INSERT ON features_feature
    REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION projects_note_features();
CREATE OR REPLACE TRIGGER projects_note_changed AFTER UPDATE ON features_feature
    REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION projects_note_features();
CREATE OR REPLACE TRIGGER projects_note_gone AFTER DELETE ON features_feature
    REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION projects_note_features();

-- A project is drawn as a point of its own, on its site, and by its code and sector on all that stands in its tree.
CREATE OR REPLACE FUNCTION projects_note_projects() RETURNS trigger LANGUAGE plpgsql AS $$
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
    places text := $places$
        SELECT layers, from_zoom, area,
            CASE WHEN openly AND published AND place.label = 'public' THEN public_area END AS public_area,
            owner.path AS organisation_path, place.region_code, place.label, place.id AS project_id, sector
        FROM (
            SELECT changed.*, '{projects}'::text[] AS layers, 0 AS from_zoom, projects_tile_point(mx, my) AS area,
                projects_tile_point(public_mx, public_my) AS public_area FROM (%1$s) AS changed
            UNION ALL
            SELECT changed.*, drawn.layers, drawn.from_zoom, ST_Envelope(one.merc),
                CASE WHEN projects_is_open_kind(drawn.kind) THEN ST_Envelope(one.public_merc) END
            FROM (%1$s) AS changed JOIN features_feature AS one ON one.root_id = changed.site_id
            JOIN projects_drawn_kinds() AS drawn USING (kind) WHERE changed.whole OR kind = 'site'
        ) AS place LEFT JOIN accounts_organisation AS owner ON owner.id = place.owner_id
    $places$;
    many boolean;
BEGIN
    EXECUTE format('SELECT count(*) > 4000 FROM (%s) AS changed', changed) INTO many;
    places := format(places, changed);
    EXECUTE CASE WHEN many THEN projects_noting_many(places) ELSE projects_noting_few(places) END;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER projects_note_new AFTER INSERT ON projects_project
    REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION projects_note_projects();
CREATE OR REPLACE TRIGGER projects_note_changed AFTER UPDATE ON projects_project
    REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION projects_note_projects();
CREATE OR REPLACE TRIGGER projects_note_gone AFTER DELETE ON projects_project
    REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION projects_note_projects();

-- Everything is drawn anew where a table is emptied. Nobody is told: nobody's rows are left to tell by.
CREATE OR REPLACE FUNCTION projects_note_everything() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tiles_change (layers, from_zoom, area, public_area, told)
    SELECT '{projects,sites,sections,structures,parcels,works,control_lines}', 0, world, world, false
    FROM ST_TileEnvelope(0, 0, 0) AS world;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER projects_note_everything AFTER TRUNCATE ON features_feature
    FOR EACH STATEMENT EXECUTE FUNCTION projects_note_everything();
CREATE OR REPLACE TRIGGER projects_note_everything AFTER TRUNCATE ON projects_project
    FOR EACH STATEMENT EXECUTE FUNCTION projects_note_everything();

-- And where an organisation is moved: who may see what its people brought hangs on its path. Told: who could, and who can.
DROP TRIGGER IF EXISTS projects_note_everything ON accounts_organisation;
CREATE OR REPLACE FUNCTION projects_note_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM before JOIN after USING (id) WHERE before.path <> after.path) THEN
        RETURN NULL;
    END IF;
    INSERT INTO tiles_change (layers, from_zoom, area, public_area, told)
    SELECT '{projects,sites,sections,structures,parcels,works,control_lines}', 0, world, world, false
    FROM ST_TileEnvelope(0, 0, 0) AS world;
    INSERT INTO tiles_change (layers, from_zoom, organisation_path, region_code, label, sector, project_ids)
    WITH moved AS (
        SELECT before.id, place.path
        FROM before JOIN after USING (id), LATERAL (VALUES (before.path), (after.path)) AS place (path)
        WHERE before.path <> after.path
    )
    SELECT '{}', 0, moved.path, one.region_code, one.label, one.sector, array_agg(DISTINCT one.project_id) FROM moved JOIN (
        SELECT owner_id, region_code, label, sector, id AS project_id FROM projects_project
        UNION ALL
        SELECT feature.organisation_id, feature.region_code, feature.label, project.sector, project.id
        FROM features_feature AS feature LEFT JOIN projects_project AS project ON project.site_id = feature.root_id
    ) AS one ON one.owner_id = moved.id
    GROUP BY moved.path, one.region_code, one.label, one.sector;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER projects_note_moved AFTER UPDATE ON accounts_organisation
    REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION projects_note_moved();

-- The public's rows are found by their place too where a box is asked of the coarsened shape itself.
CREATE INDEX IF NOT EXISTS feature_public_geom ON features_feature USING gist (public_geom) WHERE published;
