// xeokit-convert: IFC to .xkt, properties included. node xeokit.mjs IN OUT IDS
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import '@loaders.gl/polyfills';
import { XKTModel, parseIFCIntoXKTModel, writeXKTModelToArrayBuffer } from '@xeokit/xeokit-convert';

const [source, out, ids] = process.argv.slice(2);
// Its own edition of web-ifc, not ours.
const its = createRequire(import.meta.resolve('@xeokit/xeokit-convert'));
const WebIFC = its('web-ifc');
const xktModel = new XKTModel();
await parseIFCIntoXKTModel({ WebIFC, data: new Uint8Array(readFileSync(source)), xktModel, wasmPath: './', log: () => {} });
await xktModel.finalize();
writeFileSync(out, Buffer.from(writeXKTModelToArrayBuffer(xktModel, null, {}, { zip: false })));
// Of some elements it writes meshes without a triangle.
const isDrawn = ({ geometry }) => (geometry.indices?.length ?? 0) > 0;
const names = xktModel.entitiesList.filter((one) => one.meshes.some(isDrawn)).map((one) => one.entityId);
writeFileSync(ids, JSON.stringify({ ids: names, triangles: 0 }));
process.exit(0);
