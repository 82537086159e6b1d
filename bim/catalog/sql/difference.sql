-- What became of the elements of one revision in another: one row for each that is not the same in both, by GlobalId.
-- Of doubles the first counts. moved_m: how far the middle of the box went, metres, in the model's own axes.
-- kind: added, removed, moved (shape and facts alike), changed; facts name the columns that differ.
WITH before AS (
    SELECT DISTINCT ON (e.global_id) e.*, r.origin
    FROM catalog_element AS e JOIN catalog_revision AS r ON r.id = e.revision_id
    WHERE e.revision_id = %(before)s ORDER BY e.global_id, e.el
), after AS (
    SELECT DISTINCT ON (e.global_id) e.*, r.origin
    FROM catalog_element AS e JOIN catalog_revision AS r ON r.id = e.revision_id
    WHERE e.revision_id = %(after)s ORDER BY e.global_id, e.el
), pair AS (
    SELECT
        coalesce(a.global_id, b.global_id) AS global_id,
        coalesce(a.el, -1) AS el,
        coalesce(b.el, -1) AS before_el,
        coalesce(a.name, b.name) AS name,
        coalesce(a.ifc_class, b.ifc_class) AS ifc_class,
        b.global_id IS NULL AS is_new,
        a.global_id IS NULL AS is_gone,
        sqrt(
            power((a.box[1] + a.box[4]) / 2 + a.origin[1] - (b.box[1] + b.box[4]) / 2 - b.origin[1], 2)
            + power((a.box[2] + a.box[5]) / 2 + a.origin[2] - (b.box[2] + b.box[5]) / 2 - b.origin[2], 2)
            + power((a.box[3] + a.box[6]) / 2 + a.origin[3] - (b.box[3] + b.box[6]) / 2 - b.origin[3], 2)
        ) AS moved_m,
        array_remove(ARRAY[
            CASE WHEN a.shape IS DISTINCT FROM b.shape AND abs(coalesce(a.volume_m3, 0) - coalesce(b.volume_m3, 0))
                + abs((a.box[4] - a.box[1]) - (b.box[4] - b.box[1]))
                + abs((a.box[5] - a.box[2]) - (b.box[5] - b.box[2]))
                + abs((a.box[6] - a.box[3]) - (b.box[6] - b.box[3])) > %(tolerance_m)s
                OR (a.box IS NULL) <> (b.box IS NULL) THEN 'shape' END,
            CASE WHEN a.ifc_class <> b.ifc_class THEN 'class' END,
            CASE WHEN a.name <> b.name THEN 'name' END,
            CASE WHEN a.type_name <> b.type_name THEN 'type' END,
            CASE WHEN a.storey_name <> b.storey_name THEN 'storey' END,
            CASE WHEN a.material <> b.material OR a.materials <> b.materials THEN 'material' END,
            CASE WHEN a.psets <> b.psets THEN 'properties' END,
            CASE WHEN a.quantities <> b.quantities THEN 'quantities' END,
            CASE WHEN a.classification <> b.classification THEN 'classification' END
        ], NULL) AS facts
    FROM before AS b FULL JOIN after AS a ON a.global_id = b.global_id
)
SELECT
    CASE
        WHEN is_new THEN 'added' WHEN is_gone THEN 'removed'
        WHEN cardinality(facts) > 0 THEN 'changed' ELSE 'moved'
    END AS kind,
    global_id, el, before_el, name, ifc_class,
    CASE WHEN moved_m > %(tolerance_m)s THEN round(moved_m::numeric, 4)::float8 END AS moved_m,
    CASE WHEN is_new OR is_gone THEN '{}' ELSE facts END AS facts
FROM pair
WHERE is_new OR is_gone OR cardinality(facts) > 0 OR moved_m > %(tolerance_m)s
ORDER BY kind, ifc_class, name, global_id
