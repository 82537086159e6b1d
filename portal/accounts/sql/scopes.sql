-- The grants of one person in force on a day, as scopes.
SELECT
    g.role,
    o.path AS organisation_path,
    g.region_code,
    g.clearance,
    g.sectors,
    g.projects
FROM accounts_grant AS g
JOIN accounts_organisation AS o ON o.id = g.organisation_id
WHERE g.user_id = %(user_id)s AND g.valid_from <= %(on)s AND (g.valid_to IS NULL OR g.valid_to >= %(on)s)
ORDER BY g.id;
