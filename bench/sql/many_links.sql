-- Every element that is built belongs to one of so many tasks.
INSERT INTO linking_link (schedule_id, revision_id, el, global_id, key, role, source, state, how, made_by_name,
    made_at, decided_by_name, why)
SELECT %(schedule)s, e.revision_id, e.el, e.global_id, (1 + e.el %% %(tasks)s)::text, 'output', 'hand', 'live', '',
    'bench', now(), '', ''
FROM catalog_element AS e WHERE e.revision_id = %(revision)s AND e.box IS NOT NULL;
