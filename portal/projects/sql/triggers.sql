-- Two truths kept equal by the database, for every writer:
-- 1. a project's place on the tile grid (zoom-24 units) follows its site;
-- 2. what decides access on the features of a project's tree follows the project.
CREATE FUNCTION projects_tile_x(point geometry) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT floor((ST_X(point) + 180) / 360 * 16777216)::integer
$$;
CREATE FUNCTION projects_tile_y(point geometry) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT floor((0.5 - ln(tan(radians(45 + ST_Y(point) / 2))) / (2 * pi())) * 16777216)::integer
$$;

CREATE FUNCTION projects_take_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT projects_tile_x(anchor), projects_tile_y(anchor), projects_tile_x(public_anchor), projects_tile_y(public_anchor)
    INTO NEW.mx, NEW.my, NEW.public_mx, NEW.public_my
    FROM features_feature WHERE id = NEW.site_id;
    RETURN NEW;
END $$;
CREATE TRIGGER projects_take_place BEFORE INSERT OR UPDATE OF site_id ON projects_project
    FOR EACH ROW EXECUTE FUNCTION projects_take_place();

CREATE FUNCTION projects_follow_site() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE projects_project SET
        mx = projects_tile_x(NEW.anchor), my = projects_tile_y(NEW.anchor),
        public_mx = projects_tile_x(NEW.public_anchor), public_my = projects_tile_y(NEW.public_anchor)
    WHERE site_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER projects_follow_site AFTER UPDATE OF geom, public_geom ON features_feature
    FOR EACH ROW WHEN (NEW.kind = 'site') EXECUTE FUNCTION projects_follow_site();

-- An UPDATE of no row still runs the statement-level history trigger, so ask first: a bulk load asks 100,000 times.
CREATE FUNCTION projects_lead_tree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM features_feature
        WHERE root_id = NEW.site_id
            AND ((organisation_id, label, published) IS DISTINCT FROM (NEW.owner_id, NEW.label, NEW.published)
                OR id = NEW.site_id AND region_code <> NEW.region_code)
    ) THEN
        UPDATE features_feature SET
            organisation_id = NEW.owner_id, label = NEW.label, published = NEW.published,
            region_code = CASE WHEN id = NEW.site_id THEN NEW.region_code ELSE region_code END
        WHERE root_id = NEW.site_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER projects_lead_tree AFTER INSERT OR UPDATE OF owner_id, label, published, region_code ON projects_project
    FOR EACH ROW EXECUTE FUNCTION projects_lead_tree();

CREATE FUNCTION projects_keep_crossing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    subject uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.feature_id ELSE NEW.feature_id END;
    shared boolean := EXISTS (SELECT 1 FROM features_allocationshare WHERE feature_id = subject);
BEGIN
    IF EXISTS (SELECT 1 FROM projects_project WHERE site_id = subject AND crosses <> shared) THEN
        UPDATE projects_project SET crosses = shared WHERE site_id = subject;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER projects_keep_crossing AFTER INSERT OR DELETE ON features_allocationshare
    FOR EACH ROW EXECUTE FUNCTION projects_keep_crossing();

-- A new member of a tree takes what decides access from the project, whatever its writer said.
CREATE FUNCTION projects_guard_member() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    project record;
BEGIN
    SELECT owner_id, label, published INTO project FROM projects_project WHERE site_id = NEW.root_id;
    IF FOUND THEN
        NEW.organisation_id := project.owner_id;
        NEW.label := project.label;
        NEW.published := project.published;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER projects_guard_member BEFORE INSERT OR UPDATE OF organisation_id, label, published, root_id ON features_feature
    FOR EACH ROW WHEN (NEW.root_id IS NOT NULL) EXECUTE FUNCTION projects_guard_member();
