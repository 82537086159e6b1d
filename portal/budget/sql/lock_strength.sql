-- An entry or a step holds its row without keeping others from pointing at it: with FOR UPDATE the check of a
-- foreign key at commit waited for who held the other end, and two such transactions stopped each other.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['budget_post_entry', 'budget_step_kept'] LOOP
        EXECUTE replace(pg_get_functiondef(name::regproc), 'FOR UPDATE', 'FOR NO KEY UPDATE');
    END LOOP;
END $$;
