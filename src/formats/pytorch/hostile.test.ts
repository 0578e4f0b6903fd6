import { describe, expect, it } from 'vitest';
import { failureInfo } from '../../failure';
import { ByteReader } from './byteReader';
import { OPCODES as O } from './opcodes';
import { TensorCollection } from './tensors';
import { unpickle } from './unpickle';

type Part = number | string | readonly Part[];

function bytesOf(part: Part): readonly number[] {
  if (typeof part === 'number') return [part];
  return typeof part === 'string' ? [...new TextEncoder().encode(part)] : part.flatMap(bytesOf);
}

function refusal(...parts: Part[]) {
  const bytes = Uint8Array.from([...bytesOf(parts), O.STOP]);
  try {
    unpickle(new ByteReader(bytes, 'truncated_pickle'), new TensorCollection(bytes.length));
  } catch (error) {
    return failureInfo(error);
  }
  return undefined;
}

const text = (value: string): Part => [O.SHORT_BINUNICODE, value.length, value];
const args = [text('touch /tmp/hacked'), O.TUPLE1];

/** 2^60 as a 64-bit length. */
const HUGE = [0, 0, 0, 0, 0, 0, 0, 0x10];

/** Names that attacks on pickles use, or could. */
const NAMES: readonly (readonly [string, string])[] = [
  ['os', 'system'],
  ['os', 'popen'],
  ['os', 'execv'],
  ['posix', 'system'],
  ['nt', 'system'],
  ['subprocess', 'Popen'],
  ['subprocess', 'check_output'],
  ['builtins', 'eval'],
  ['builtins', 'exec'],
  ['builtins', 'compile'],
  ['builtins', 'getattr'],
  ['builtins', 'setattr'],
  ['builtins', '__import__'],
  ['builtins', 'open'],
  ['builtins', 'print'],
  ['builtins', 'map'],
  ['__builtin__', 'eval'],
  ['__builtin__', 'apply'],
  ['__builtin__', 'file'],
  ['runpy', 'run_path'],
  ['runpy', '_run_code'],
  ['pty', 'spawn'],
  ['webbrowser', 'open'],
  ['operator', 'attrgetter'],
  ['operator', 'methodcaller'],
  ['functools', 'partial'],
  ['functools', 'reduce'],
  ['itertools', 'starmap'],
  ['torch', 'load'],
  ['torch.hub', 'load'],
  ['torch.serialization', 'load'],
  ['torch.storage', '_load_from_bytes'],
  ['torch._inductor.codecache', 'compile_file'],
  ['torch.nn.modules.linear', 'Linear'],
  ['numpy', 'load'],
  ['numpy', 'fromfile'],
  ['numpy.f2py.crackfortran', 'getlincoef'],
  ['numpy.testing._private.utils', 'runstring'],
  ['numpy.core.multiarray', 'fromfile'],
  ['ctypes', 'CDLL'],
  ['ctypes', 'WinDLL'],
  ['shutil', 'rmtree'],
  ['shutil', 'copyfile'],
  ['socket', 'create_connection'],
  ['socket', 'socket'],
  ['urllib.request', 'urlopen'],
  ['http.client', 'HTTPSConnection'],
  ['importlib', 'import_module'],
  ['importlib.machinery', 'SourceFileLoader'],
  ['pickle', 'loads'],
  ['_pickle', 'loads'],
  ['pickle', 'Unpickler'],
  ['marshal', 'loads'],
  ['code', 'InteractiveInterpreter'],
  ['codeop', 'compile_command'],
  ['timeit', 'timeit'],
  ['cProfile', 'run'],
  ['pdb', 'run'],
  ['bdb', 'Bdb'],
  ['doctest', 'debug_script'],
  ['types', 'FunctionType'],
  ['types', 'CodeType'],
  ['copyreg', 'add_extension'],
  ['copyreg', '__newobj__'],
  ['sys', 'exit'],
  ['signal', 'signal'],
  ['multiprocessing.util', 'spawnv_passfds'],
  ['asyncio.unix_events', '_UnixSubprocessTransport'],
  ['pip', 'main'],
  ['pydoc', 'pipepager'],
  ['logging.config', 'fileConfig'],
  ['idlelib.run', 'Executive'],
  ['lib2to3.pgen2.grammar', 'Grammar'],
  ['_codecs', 'decode'],
  ['pathlib', 'os.system'],
  ['argparse', 'Namespace.__init__.__globals__'],
  ['argparse', '_sys.modules'],
  ['collections', '_sys.modules'],
  ['collections', 'OrderedDict.__reduce__'],
  ['numpy.core', 'multiarray.scalar'],
  ['torch', '_utils._rebuild_tensor_v2'],
  ['', 'eval'],
  ['os\u0000', 'system'],
  ['__main__', 'anything'],
];

describe('a hostile pickle', () => {
  it.each(NAMES)('is refused by name: %s.%s, however it is called', (module, name) => {
    const stack = [text(module), text(name), O.STACK_GLOBAL];
    const fromMemo = [
      [text(module), O.BINPUT, 0, O.POP, text(name), O.BINPUT, 1, O.POP],
      [O.BINGET, 0, O.BINGET, 1, O.STACK_GLOBAL],
    ];
    const ways: Part[][] = [
      [O.GLOBAL, `${module}\n${name}\n`, args, O.REDUCE],
      [stack, args, O.REDUCE],
      [stack, args, O.NEWOBJ],
      [stack, args, O.EMPTY_DICT, O.NEWOBJ_EX],
      [fromMemo, args, O.REDUCE],
      // Hidden in the state of an inert object.
      [O.GLOBAL, 'argparse\nNamespace\n', O.EMPTY_TUPLE, O.NEWOBJ, stack, O.BUILD],
      // As a factory of missing values.
      [O.GLOBAL, 'collections\ndefaultdict\n', stack, O.TUPLE1, O.REDUCE],
    ];
    for (const way of ways) {
      const info = refusal(...way);
      expect(info?.code).toBe('checkpoint_bad_global');
      expect(info?.message).toContain(`${module}.${name}`.replace('\u0000', '\\u0000'));
    }
  });

  it.each<[string, string, Part[]]>([
    ['INST', 'opcode', [O.MARK, text('id'), 'i', 'os\nsystem\n']],
    ['OBJ', 'opcode', [O.MARK, O.GLOBAL, 'argparse\nNamespace\n', 'o']],
    ['EXT1', 'opcode', [0x82, 1]],
    ['EXT2', 'opcode', [0x83, 1, 0]],
    ['EXT4', 'opcode', [0x84, 1, 0, 0, 0]],
    ['PERSID', 'opcode', ['P', 'storage\n']],
    ['a text in a line', 'opcode', ['S', "'os'\n"]],
    ['NEXT_BUFFER', 'opcode', [0x97]],
    ['READONLY_BUFFER', 'opcode', [0x98]],
    ['a persistent id that is a text', 'storage', [text('storage'), O.BINPERSID]],
    ['a persistent id that is a class', 'storage', [O.GLOBAL, 'argparse\nNamespace\n', O.BINPERSID]],
    ['a persistent id of a module', 'storage', [text('module'), text('x'), O.TUPLE2, O.BINPERSID]],
    [
      'a storage whose class is none',
      'storage',
      [
        [O.MARK, text('storage'), O.GLOBAL, 'argparse\nNamespace\n'],
        [text('k'), text('cpu'), O.BININT1, 1, O.TUPLE, O.BINPERSID],
      ],
    ],
    ['a call of a type of elements', 'call', [O.GLOBAL, 'torch\nfloat32\n', args, O.REDUCE]],
    [
      'a call of an inert object',
      'call',
      [O.GLOBAL, 'argparse\nNamespace\n', O.EMPTY_TUPLE, O.REDUCE, args, O.REDUCE],
    ],
    ['a call with no tuple', 'call', [O.GLOBAL, 'argparse\nNamespace\n', O.EMPTY_LIST, O.REDUCE]],
    [
      'a call through a rebuilt type',
      'call',
      [O.GLOBAL, 'torch._tensor\n_rebuild_from_type_v2\n', O.DUP, O.NONE, O.EMPTY_TUPLE, O.TUPLE3, O.REDUCE],
    ],
    [
      'a call through a reconstructor',
      'call',
      [O.GLOBAL, 'copyreg\n_reconstructor\n', O.DUP, O.NONE, O.NONE, O.TUPLE3, O.REDUCE],
    ],
    ['a state of a class', 'call', [O.GLOBAL, 'argparse\nNamespace\n', O.EMPTY_DICT, O.BUILD]],
    ['a state of a list', 'call', [O.EMPTY_LIST, O.EMPTY_DICT, O.BUILD]],
    ['a name that is no text', 'pickle', [text('os'), O.NONE, O.STACK_GLOBAL]],
    ['an integer of 2,000 bytes', 'pickle', [O.LONG4, 0xd0, 7, 0, 0, Array<number>(2000).fill(1)]],
    ['a text of 2^60 bytes', 'truncated_pickle', [O.BINUNICODE8, HUGE]],
    ['2^60 bytes', 'truncated_pickle', [O.BINBYTES8, HUGE]],
    ['a byte array of 2^60 bytes', 'truncated_pickle', [O.BYTEARRAY8, HUGE]],
    ['a text of 4 GB', 'truncated_pickle', [O.BINUNICODE, 0xff, 0xff, 0xff, 0xff]],
    ['an integer of 2 GB', 'truncated_pickle', [O.LONG4, 0xff, 0xff, 0xff, 0x7f]],
    ['a value that was never stored', 'pickle', [O.LONG_BINGET, 0xff, 0xff, 0xff, 0xff]],
    ['a value from below a mark', 'pickle', [O.NONE, O.MARK, O.POP]],
  ])('is refused: %s', (_, reason, parts) => {
    expect(refusal(...parts)?.code).toBe(`checkpoint_bad_${reason}`);
  });

  it('cannot draw on a terminal with its names', () => {
    const info = refusal(O.GLOBAL, `os\u001b[2K\rstep 9${'x'.repeat(1000)}\nsystem\n`);
    expect(info?.message).toContain('\\u001b[2K\\u000dstep 9');
    expect(info?.message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(info!.message.length).toBeLessThan(300);
  });
});

describe('a small pickle that would blow up', () => {
  const repeated = (count: number, ...parts: Part[]): Part => {
    const bytes = bytesOf(parts);
    return Array.from({ length: count }, () => bytes).flat();
  };
  const list = [O.EMPTY_LIST, O.BINPUT, 0];
  const pairs = [
    O.EMPTY_LIST,
    O.BINPUT,
    1,
    O.MARK,
    repeated(1000, O.NONE, O.NONE, O.TUPLE2),
    O.APPENDS,
    O.POP,
  ];

  it.each<[string, Part[]]>([
    ['empty dictionaries', [O.MARK, repeated(400_000, O.EMPTY_DICT), O.TUPLE]],
    ['dictionaries that are thrown away', [repeated(400_000, O.EMPTY_DICT, O.POP)]],
    ['memo entries', [O.NONE, repeated(2 ** 20, O.MEMOIZE)]],
    [
      'copies of one list of pairs',
      [pairs, repeated(2000, O.GLOBAL, 'collections\nOrderedDict\n', O.BINGET, 1, O.TUPLE1, O.REDUCE, O.POP)],
    ],
  ])('takes too much: %s', (_, parts) => {
    expect(refusal(...parts)?.code).toBe('checkpoint_bad_size');
  });

  it.each<[string, Part[]]>([
    ['values', [O.NONE, repeated(2 ** 20, O.DUP)]],
    ['marks', [repeated(20_000, O.MARK)]],
  ])('piles up too many %s', (_, parts) => {
    expect(refusal(...parts)?.code).toBe('checkpoint_bad_pickle');
  });

  it('may nest 100,000 tuples: nothing walks down', () => {
    expect(refusal(O.EMPTY_TUPLE, repeated(100_000, O.TUPLE1))).toBeUndefined();
  });

  it('cannot call calls within calls', () => {
    const parameter = [O.GLOBAL, 'torch._utils\n_rebuild_parameter\n'];
    const nested = repeated(1000, parameter);
    expect(refusal(nested, O.EMPTY_DICT, repeated(1000, O.TUPLE1, O.REDUCE))?.code).toBe(
      'checkpoint_bad_call',
    );
  });

  it('may repeat a list in itself and share it twice at every level: nothing walks it', () => {
    const doubling = repeated(
      1000,
      O.EMPTY_LIST,
      O.BINPUT,
      1,
      O.BINGET,
      0,
      O.APPEND,
      O.BINGET,
      0,
      O.APPEND,
      O.BINPUT,
      0,
    );
    expect(refusal(list, O.BINGET, 0, O.APPEND, doubling)).toBeUndefined();
  });
});
