-- The next numbers of the system's own count, as many as asked for.
SELECT nextval('projects_number')::bigint AS number FROM generate_series(1, %(count)s);
