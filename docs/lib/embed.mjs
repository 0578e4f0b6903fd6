// node embed.mjs runs/first/weights.safetensors, after: npm run build:lib && npm install ./dist/lib
import { embed, loadModel } from 'vicregl';

const model = await loadModel(process.argv[2]); // or the file of a whole run; in a page, its address
const { size } = model;
const left = { width: size, height: size, data: new Uint8Array(3 * size * size).fill(50) };
const right = { ...left, data: left.data.map((_, at) => (97 * at) % 256) };
const [a, b] = await embed(model, [left, right]); // in a page, ImageData will do
const distance = Math.hypot(...a.representation.map((value, at) => value - b.representation[at]));
console.log(JSON.stringify({ rows: a.rows, columns: a.columns, channels: a.channels, distance }));
model.dispose();
