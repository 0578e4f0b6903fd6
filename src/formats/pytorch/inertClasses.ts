/**
 * Classes and functions, by module, whose objects checkpoints keep beside their weights. Each stands as an `Inert`
 * value: nothing of these modules is looked up, made or called.
 */
const BY_MODULE: Readonly<Record<string, readonly string[]>> = {
  argparse: ['Namespace'],
  types: ['SimpleNamespace'],
  collections: ['deque'],
  datetime: ['date', 'datetime', 'time', 'timedelta', 'timezone'],
  decimal: ['Decimal'],
  fractions: ['Fraction'],
  uuid: ['UUID'],
  typing: ['Any'],
  _codecs: ['encode'],

  numpy: [
    ...['ndarray', 'dtype', 'bool', 'bool_', 'str_', 'bytes_', 'datetime64', 'timedelta64'],
    ...['int8', 'int16', 'int32', 'int64', 'intc', 'longlong', 'uint8', 'uint16', 'uint32', 'uint64'],
    ...['float16', 'float32', 'float64', 'longdouble', 'complex64', 'complex128'],
  ],
  'numpy.dtypes': ['Bool', 'Str', 'Bytes', 'Object']
    .concat(['Int8', 'Int16', 'Int32', 'Int64', 'UInt8', 'UInt16', 'UInt32', 'UInt64'])
    .concat(['Float16', 'Float32', 'Float64', 'LongDouble', 'Complex64', 'Complex128'])
    .map((name) => `${name}DType`),

  torch: ['device', 'strided', 'contiguous_format', 'preserve_format', 'channels_last', 'Tensor'],
  'torch.nn.parameter': ['Parameter', 'Buffer'],
  'torch.serialization': ['_get_layout'],
  'torch._utils': [
    ...['_rebuild_sparse_tensor', '_rebuild_sparse_csr_tensor', '_rebuild_nested_tensor'],
    ...['_rebuild_qtensor', '_rebuild_meta_tensor_no_storage', '_rebuild_device_tensor_from_numpy'],
  ],

  // What people keep their settings in.
  easydict: ['EasyDict'],
  'addict.addict': ['Dict'],
  'yacs.config': ['CfgNode'],
  'fvcore.common.config': ['CfgNode'],
  'mmcv.utils.config': ['ConfigDict'],
  'mmengine.config.config': ['ConfigDict'],
  'mmengine.logging.history_buffer': ['HistoryBuffer'],
  'omegaconf.dictconfig': ['DictConfig'],
  'omegaconf.listconfig': ['ListConfig'],
  'omegaconf.base': ['ContainerMetadata', 'Metadata'],
  'omegaconf.nodes': ['AnyNode', 'BooleanNode', 'FloatNode', 'IntegerNode', 'PathNode', 'StringNode'],
  'pytorch_lightning.utilities.parsing': ['AttributeDict'],
  'lightning.pytorch.utilities.parsing': ['AttributeDict'],
  'lightning.fabric.utilities.data': ['AttributeDict'],
  'lightning_fabric.utilities.data': ['AttributeDict'],
};

const BUILTINS = [
  ...['object', 'list', 'tuple', 'set', 'frozenset', 'slice', 'range', 'xrange'],
  ...['int', 'long', 'float', 'complex', 'bool', 'str', 'unicode', 'bytes', 'bytearray'],
];
const PATHS = ['Path', 'PurePath', 'PosixPath', 'PurePosixPath', 'WindowsPath', 'PureWindowsPath'];

/** The same classes under the modules of Python 2 and 3, of Python 3.13, and of NumPy 1 and 2. */
const ALIASES: readonly (readonly [readonly string[], readonly string[]])[] = [
  [['builtins', '__builtin__'], BUILTINS],
  [['pathlib', 'pathlib._local'], PATHS],
  [
    ['numpy.core.multiarray', 'numpy._core.multiarray'],
    ['scalar', '_reconstruct'],
  ],
  [['numpy.core.numeric', 'numpy._core.numeric'], ['_frombuffer']],
];

/** What the functions on the list make. */
const RESULTS: Readonly<Record<string, string>> = {
  encode: 'bytes',
  scalar: 'a NumPy scalar',
  _reconstruct: 'numpy.ndarray',
  _frombuffer: 'numpy.ndarray',
  _get_layout: 'torch.layout',
  _rebuild_sparse_tensor: 'a sparse torch.Tensor',
  _rebuild_sparse_csr_tensor: 'a sparse torch.Tensor',
  _rebuild_nested_tensor: 'a nested torch.Tensor',
  _rebuild_qtensor: 'a quantised torch.Tensor',
  _rebuild_meta_tensor_no_storage: 'a torch.Tensor without data',
  _rebuild_device_tensor_from_numpy: 'a torch.Tensor of another device',
};

/** The class of the objects that each name on the list stands for, by `module.name`. */
export const INERT_CLASSES: ReadonlyMap<string, string> = new Map(
  [
    ...Object.entries(BY_MODULE),
    ...ALIASES.flatMap(([modules, names]) => modules.map((module) => [module, names] as const)),
  ].flatMap(([module, names]) =>
    names.map((name) => {
      const full = `${module}.${name}`;
      const plain = module === 'builtins' || module === '__builtin__' ? name : full;
      return [full, RESULTS[name] ?? plain] as const;
    }),
  ),
);
