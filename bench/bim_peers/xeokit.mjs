// xeokit-convert: IFC to .xkt, properties included. node xeokit.mjs IN OUT IDS
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createRequire } from 'node:module';
import * as WebIFC from 'web-ifc';
import { XKTModel, parseIFCIntoXKTModel, writeXKTModelToArrayBuffer } from '@xeokit/xeokit-convert/dist/xeokit-convert.es.js';

const [source, out, ids] = process.argv.slice(2);
const xktModel = new XKTModel();
const wasmPath = `${dirname(createRequire(import.meta.url).resolve('web-ifc'))}/`;
await parseIFCIntoXKTModel({ WebIFC, data: new Uint8Array(readFileSync(source)), xktModel, wasmPath, log: () => {} });
await xktModel.finalize();
const written = writeXKTModelToArrayBuffer(xktModel, null, {}, { zip: false });
writeFileSync(out, Buffer.from(written));
const names = xktModel.entitiesList.filter((one) => one.meshes.length > 0).map((one) => one.entityId);
writeFileSync(ids, JSON.stringify({ ids: names, triangles: 0 }));
