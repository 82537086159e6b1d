-- The next number of the count of applications.
SELECT nextval('payments_number')::bigint AS number;
