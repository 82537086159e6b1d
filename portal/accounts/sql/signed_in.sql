-- What a session holds unless it has expired, whose it is, and that person's grants in force on a day.
-- A function of the procedural language: each database session plans it once, not with every tile.
CREATE OR REPLACE FUNCTION accounts_signed_in(session_id text, moment timestamptz, on_day date)
RETURNS TABLE (session_data text, person text, grants text)
LANGUAGE plpgsql STABLE ROWS 1 AS $$
BEGIN
    RETURN QUERY
    SELECT
        s.session_data,
        CASE WHEN u.id IS NOT NULL THEN row_to_json(u)::text END,
        (
            SELECT json_agg(row_to_json(granted) ORDER BY granted.id)::text
            FROM accounts_grants_on(u.id::integer, on_day) AS granted
        )
    FROM accounts_signin AS s
    LEFT JOIN accounts_user AS u ON u.id = s.user_id
    WHERE s.session_key = session_id AND s.expire_date > moment;
END
$$;
