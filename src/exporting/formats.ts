/** What a run can be exported as, by the names that the command line takes. */
export const EXPORT_FORMATS = {
  safetensors: {
    title: 'Safetensors',
    ending: '.safetensors',
    what: 'the weights, for Python and this program',
  },
  onnx: { title: 'ONNX', ending: '.onnx', what: 'the model, for ONNX Runtime and others' },
  pth: { title: 'PyTorch', ending: '.pth', what: 'the weights, for torch.load' },
  tfjs: { title: 'TensorFlow.js', what: 'the model, as a folder for tf.loadGraphModel' },
  npz: { title: 'NumPy', ending: '.npz', what: 'features of a data set, as arrays' },
  csv: { title: 'CSV', ending: '.csv', what: 'features of a data set, as a table' },
  parquet: { title: 'Parquet', ending: '.parquet', what: 'features of a data set, as a table of lists' },
  tensorboard: { title: 'TensorBoard', what: 'the metrics, as a folder for --logdir' },
  wandb: { title: 'Weights & Biases', ending: '.jsonl', what: 'the metrics, a line for each step' },
  matches: {
    title: 'Matches',
    ending: '.json',
    what: 'the pictures’ matched cells, of the file of a whole run',
  },
} as const satisfies Record<string, ExportKind>;

export type ExportFormat = keyof typeof EXPORT_FORMATS;

/** Those that are features of images, computed while they are written. */
export const TABLE_FORMATS = ['npz', 'csv', 'parquet'] as const satisfies readonly ExportFormat[];
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** Those that are made of a run alone. */
export type FileFormat = Exclude<ExportFormat, TableFormat>;

export function isTable(format: ExportFormat): format is TableFormat {
  return TABLE_FORMATS.some((table) => table === format);
}

interface ExportKind {
  readonly title: string;
  /** Of the file's name; absent for what is a folder. */
  readonly ending?: string;
  /** What is in it and for whom. */
  readonly what: string;
}
