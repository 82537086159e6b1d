-- Elements of one revision, as many as asked for: eight classes, forty storeys, six sets; lengths in m, volumes in m³.
INSERT INTO catalog_element (
    revision_id, el, global_id, step_id, ifc_class, predefined, name, description, tag, object_type, type_name,
    parent_el, storey_el, storey_name, status, kernel, confidence, volume_m3, closed, triangles, box, hull, shape,
    material, psets, quantities, materials, classification
)
SELECT
    %(revision)s, n, lpad(to_hex(n), 22, '0'), n + 1000, kind, '', kind || ' ' || n, '', 'T' || n, '',
    kind || ' type ' || n %% 97, n / 8 %% 40, n / 8 %% 40, 'Level ' || n / 8 %% 40, 'ok', 'cgal-simple', 1, n %% 700 / 100.0, true,
    12, ARRAY[n %% 100, n %% 90, n %% 40, n %% 100 + 4, n %% 90 + 0.3, n %% 40 + 3]::float8[], NULL,
    md5((n %% 5000)::text), CASE n %% 3 WHEN 0 THEN 'Concrete C30' WHEN 1 THEN 'Brick' ELSE 'Steel' END,
    jsonb_build_object(
        'Pset_' || substr(kind, 4) || 'Common', jsonb_strip_nulls(jsonb_build_object(
            'LoadBearing', n %% 3 = 0, 'IsExternal', n %% 5 = 0, 'Reference', kind || '-' || n %% 97,
            'FireRating', CASE n %% 4 WHEN 0 THEN 'REI 60' WHEN 1 THEN 'REI 90' END,
            'ThermalTransmittance', (n %% 211) / 100.0, 'AcousticRating', 'R' || 30 + n %% 25)),
        'Identity Data', jsonb_build_object('Mark', 'M' || n %% 30011, 'Phase', 'Phase ' || n %% 6),
        'Constraints', jsonb_build_object('Base Offset', n %% 1009 / 10.0, 'Room Bounding', n %% 2 = 0),
        'Cost', jsonb_build_object('Code', lpad((n %% 1201)::text, 9, '0'), 'Rate', (n %% 5003) / 7.0)),
    jsonb_build_object('Qto_' || substr(kind, 4) || 'BaseQuantities', jsonb_build_object(
        'Length', n %% 1301 / 100.0, 'NetVolume', n %% 907 / 100.0, 'GrossSideArea', n %% 3001 / 50.0)),
    '[{"name": "Concrete C30", "thickness_m": 0.24}]', '[]'
FROM generate_series(0, %(count)s - 1) AS n
CROSS JOIN LATERAL (
    SELECT (ARRAY['IfcWall', 'IfcSlab', 'IfcColumn', 'IfcBeam', 'IfcDoor', 'IfcWindow', 'IfcWall', 'IfcMember'])[n %% 8 + 1]
) AS named (kind)
