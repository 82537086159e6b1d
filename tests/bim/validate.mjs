// Judges the tiles given as arguments: the Khronos validator's errors and warnings, and whether the browser's own
// decoder unpacks every compressed view. Prints one JSON line for each file.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import zlib from 'node:zlib';

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(path.join(modules, 'here.js'));
const validator = require('gltf-validator');

const decoderAt = ['three/examples/jsm/libs/meshopt_decoder.module.js', 'meshoptimizer/meshopt_decoder.mjs']
  .map((name) => path.join(modules, name))
  .find((file) => fs.existsSync(file));
const { MeshoptDecoder } = await import(pathToFileURL(decoderAt));
await MeshoptDecoder.ready;

function parts(bytes) {
  const length = bytes.readUInt32LE(12);
  return { told: JSON.parse(bytes.subarray(20, 20 + length)), body: bytes.subarray(28 + length) };
}

function unpacked(bytes) {
  const { told, body } = parts(bytes);
  return told.bufferViews.map((view) => {
    const { byteOffset, byteLength, byteStride, count, mode } = view.extensions.EXT_meshopt_compression;
    const target = new Uint8Array(count * byteStride);
    MeshoptDecoder.decodeGltfBuffer(
      target, count, byteStride, body.subarray(byteOffset, byteOffset + byteLength), mode, 'NONE');
    return Buffer.from(target).toString('base64');
  });
}

for (const file of files) {
  const bytes = zlib.gunzipSync(fs.readFileSync(file));
  const { issues } = await validator.validateBytes(new Uint8Array(bytes));
  const bad = issues.messages.filter((message) => message.severity < 2);
  console.log(JSON.stringify({ file, errors: bad, views: unpacked(bytes) }));
}
