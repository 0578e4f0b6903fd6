import { Failure } from '../../failure';
import '../../gpu/kernels';
import { PROGRAM_FAMILIES, type Constants, type Program } from '../../gpu/program';
import { quoted } from '../../quoted';

/** The names of all families of programs, in order. */
export function programNames(): string[] {
  return [...PROGRAM_FAMILIES.keys()].sort();
}

/**
 * The WGSL of a program.
 *
 * @param words the family's name and its constants (`tile=4`), also joined by commas as in messages and profiles;
 * `half=x+y` and `packed=x+y` name buffers that hold halves, as `f16` or as packed bits.
 * @throws Failure `config_invalid` where there is no such family, or it takes constants that are not given.
 */
export function programText(words: readonly string[]): string {
  const [name = '', ...settings] = words.flatMap((word) => word.split(','));
  const { half, packed, ...constants } = Object.fromEntries(settings.map(readSetting));
  const program = specialise(name, constants);
  const halves = half ?? packed;
  if (halves === undefined) return program.code;
  return program.withHalves(String(halves).split('+'), half !== undefined).code;
}

function specialise(name: string, constants: Constants): Program {
  const family = PROGRAM_FAMILIES.get(name);
  if (family === undefined) {
    const similar = programNames().filter((known) => known.includes(name) || name.includes(known));
    throw wrong(
      `There is no program ${quoted(name)}.`,
      similar.length === 0 ? 'npm run wgsl lists them.' : `There are ${similar.join(', ')}.`,
    );
  }
  const missing = new Set<string>();
  const watched = new Proxy(constants, {
    get(given, key) {
      if (typeof key === 'string' && !(key in given)) missing.add(key);
      return Reflect.get(given, key) as unknown;
    },
  });
  let program: Program | undefined;
  try {
    program = family(watched);
  } catch (error) {
    if (missing.size === 0) throw error;
  }
  if (program !== undefined && missing.size === 0) return program;
  const settings = [...missing].map((key) => `${key}=…`).join(' ');
  throw wrong(`${quoted(name)} takes ${settings} as well.`, 'Give every constant a value.');
}

function readSetting(word: string): [string, string | number | boolean] {
  const [key = '', value = ''] = word.split('=');
  if (value === 'true' || value === 'false') return [key, value === 'true'];
  return [key, value === '' || Number.isNaN(Number(value)) ? value : Number(value)];
}

function wrong(message: string, remedy: string): Failure {
  return new Failure({ code: 'config_invalid', message, doing: 'printing a program', remedy });
}
