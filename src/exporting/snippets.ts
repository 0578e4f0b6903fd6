import type { CardSnippet } from '../formats/report/modelCard';
import type { ExportFormat } from './formats';

/** How to load each export: what the command prints, what stands in the card, and what the tests run. */
export const SNIPPETS: Readonly<Record<ExportFormat, (path: string) => readonly CardSnippet[]>> = {
  safetensors: (path) => [
    {
      language: 'python',
      needs: 'pip install safetensors torch',
      code: `from safetensors.torch import load_file
state = load_file(${text(path)})
backbone = {k.removeprefix("backbone."): v for k, v in state.items() if k.startswith("backbone.")}
print(len(state), "tensors,", len(backbone), "of the backbone")
# model.load_state_dict(backbone, strict=True)`,
    },
  ],
  onnx: (path) => [
    {
      language: 'python',
      needs: 'pip install onnxruntime numpy',
      code: `import numpy as np, onnxruntime as ort
session = ort.InferenceSession(${text(path)})
images = np.random.rand(2, 3, 64, 64).astype(np.float32)  # RGB, as the input's description says
outputs = session.run(None, {"images": images})
for output, value in zip(session.get_outputs(), outputs):
    print(output.name, value.shape)`,
    },
    {
      language: 'javascript',
      needs: 'npm install onnxruntime-web',
      code: `import * as ort from 'onnxruntime-web';
const session = await ort.InferenceSession.create(${quoted(path)});
const images = new ort.Tensor('float32', new Float32Array(2 * 3 * 64 * 64), [2, 3, 64, 64]);
const { map, representation } = await session.run({ images });
console.log(map.dims, representation.dims);`,
    },
  ],
  pth: (path) => [
    {
      language: 'python',
      needs: 'pip install torch',
      code: `import torch
state = torch.load(${text(path)}, map_location="cpu", weights_only=True)
state = state.get("model", state)  # in a full checkpoint, the optimiser's state lies beside them
state = {name.removeprefix("module."): tensor for name, tensor in state.items()}
print(len(state), "tensors, the first is", next(iter(state)))
# model.load_state_dict(state, strict=True)`,
    },
  ],
  tfjs: (path) => [
    {
      language: 'javascript',
      needs: 'npm install @tensorflow/tfjs; serve the folder beside your page',
      code: `import * as tf from '@tensorflow/tfjs';
const model = await tf.loadGraphModel(${quoted(`${path}/model.json`)});
const images = tf.zeros([2, 64, 64, 3]); // RGB, as the model card says
const [map, representation] = model.execute({ images }, ['map', 'representation']);
console.log(map.shape, representation.shape);`,
    },
  ],
  npz: (path) => [
    {
      language: 'python',
      needs: 'pip install numpy',
      code: `import numpy as np
features = np.load(${text(path)})
for name in features.files:
    print(name, features[name].dtype, features[name].shape)`,
    },
  ],
  csv: (path) => [
    {
      language: 'python',
      needs: 'Nothing else is needed.',
      code: `import csv
with open(${text(path)}, newline="", encoding="utf-8") as file:
    rows = list(csv.DictReader(file))
print(len(rows), "images, columns", list(rows[0])[:5])`,
    },
  ],
  parquet: (path) => [
    {
      language: 'python',
      needs: 'pip install pandas pyarrow',
      code: `import pandas as pd
table = pd.read_parquet(${text(path)})
print(table.dtypes)`,
    },
    {
      language: 'javascript',
      needs: 'npm install hyparquet hyparquet-compressors',
      code: `import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
const rows = await parquetReadObjects({ file: await asyncBufferFromFile(${quoted(path)}) });
console.log(rows.length, Object.keys(rows[0]));`,
    },
  ],
  tensorboard: (path) => [
    {
      language: 'python',
      needs: `pip install tensorboard; to look at it, run tensorboard --logdir ${path}`,
      code: `from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
events = EventAccumulator(${text(path)})
events.Reload()
for tag in events.Tags()["scalars"]:
    print(tag, len(events.Scalars(tag)))`,
    },
  ],
  wandb: (path) => [
    {
      language: 'python',
      needs: 'pip install wandb',
      code: `import json, wandb
run = wandb.init(project="vicregl")
for line in open(${text(path)}, encoding="utf-8"):
    row = json.loads(line)
    run.log({k: v for k, v in row.items() if not k.startswith("_")}, step=row["_step"])
run.finish()`,
    },
  ],
  matches: (path) => [
    {
      language: 'python',
      needs: 'Nothing else is needed.',
      code: `import json
with open(${text(path)}, encoding="utf-8") as file:
    pictures = json.load(file)["pictures"]
for picture in pictures:
    print(picture["step"], len(picture["matches"]), "lists of matches")`,
    },
  ],
};

/** A literal of Python. */
function text(path: string): string {
  return JSON.stringify(path);
}

/** A literal of JavaScript, as this project writes them. */
function quoted(path: string): string {
  return `'${path.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
