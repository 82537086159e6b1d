-- What a session holds unless it has expired, whose it is, and that person's grants in force on a day.
SELECT session_data, person, grants FROM accounts_signed_in(%(key)s::text, %(now)s, %(on)s);
