-- The grants of one person in force on a day, as scopes.
SELECT id, role, organisation_path, region_code, clearance, sectors, projects
FROM accounts_grants_on(%(user_id)s, %(on)s)
ORDER BY id;
