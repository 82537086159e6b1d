// web-ifc: reads and meshes; writes nothing a viewer could open. node web_ifc.mjs IN OUT IDS
import { readFileSync, writeFileSync } from 'node:fs';
import { IfcAPI } from 'web-ifc';

const [source, , ids] = process.argv.slice(2);
const api = new IfcAPI();
await api.Init();
const model = api.OpenModel(new Uint8Array(readFileSync(source)));
const shown = new Set();
let triangles = 0;
api.StreamAllMeshes(model, (mesh) => {
  for (let n = 0; n < mesh.geometries.size(); n += 1) {
    const geometry = api.GetGeometry(model, mesh.geometries.get(n).geometryExpressID);
    triangles += geometry.GetIndexDataSize() / 3;
    if (geometry.GetIndexDataSize() > 0) shown.add(mesh.expressID);
    geometry.delete();
  }
});
const names = [...shown].map((id) => api.GetLine(model, id).GlobalId?.value).filter(Boolean);
writeFileSync(ids, JSON.stringify({ ids: names, triangles }));
process.exit(0);
