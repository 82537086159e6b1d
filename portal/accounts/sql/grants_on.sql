-- The grants of one person in force on a day: the only place that says which these are.
CREATE OR REPLACE FUNCTION accounts_grants_on(person integer, on_day date)
RETURNS TABLE (
    id bigint, role text, organisation_path text, region_code text, clearance text, sectors text[], projects uuid[]
)
LANGUAGE sql STABLE AS $$
    SELECT g.id, g.role::text, o.path::text, g.region_code::text, g.clearance::text, g.sectors::text[], g.projects
    FROM accounts_grant AS g
    JOIN accounts_organisation AS o ON o.id = g.organisation_id
    WHERE g.user_id = person AND g.valid_from <= on_day AND (g.valid_to IS NULL OR g.valid_to >= on_day)
$$;
