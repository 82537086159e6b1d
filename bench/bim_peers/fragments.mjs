// fragments: IFC to .frag, properties included. node fragments.mjs IN OUT IDS
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createRequire } from 'node:module';
import { IfcImporter, SingleThreadedFragmentsModel } from '@thatopen/fragments';

const [source, out, ids] = process.argv.slice(2);
const importer = new IfcImporter();
importer.wasm = { absolute: true, path: `${dirname(createRequire(import.meta.url).resolve('web-ifc'))}/` };
const bytes = await importer.process({ bytes: new Uint8Array(readFileSync(source)) });
writeFileSync(out, bytes);
const model = new SingleThreadedFragmentsModel('bench', bytes);
const local = model.getItemsIdsWithGeometry();
const names = model.getGuidsByLocalIds(local).filter(Boolean);
writeFileSync(ids, JSON.stringify({ ids: names, triangles: 0 }));
process.exit(0);
