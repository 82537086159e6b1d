-- Elements of one revision, sent by the client; boxes in metres about the revision's origin, volumes in m³.
COPY catalog_element (
    revision_id, el, global_id, step_id, ifc_class, predefined, name, description, tag, object_type, type_name,
    parent_el, storey_el, storey_name, status, kernel, confidence, volume_m3, closed, triangles, box, shape, hull,
    material, psets, quantities, materials, classification
) FROM STDIN
