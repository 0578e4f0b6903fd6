import { configFromBytes, MOST_CONFIG_BYTES } from '../../config/configFile';
import type { RunConfig } from '../../config/runConfig';
import { filePath, planFiles } from '../../data/chosenFiles';
import { Failure, failureInfo } from '../../failure';
import { HEAD_BYTES, identifyFile, type FileIdentity, type FileKind } from '../../formats/fileKind';
import { INDEX_ENDING } from '../../formats/weightsShards';
import { plain } from '../../quoted';
import type { ChosenFiles } from './dataRequest';
import { MOST_PHOTOS } from './lookMode';
import type { Session } from './sessionActions';
import { phaseOf } from './status';
import { wholeWeights, type BroughtWeights } from './wholeWeights';

/** What the page can do with a bunch of files that came together. */
export interface Intake {
  readonly configuration: File | undefined;
  readonly data: { readonly source: keyof ChosenFiles; readonly files: readonly File[] } | undefined;
  readonly weights: BroughtWeights | undefined;
  /** Image files by themselves, few enough to be looked at, as a part of `data`. */
  readonly photos: readonly File[];
  readonly run: File | undefined;
  /** What is not used of them, in words; `undefined` when nothing is left over. */
  readonly notUsed: string | undefined;
}

const NOTHING: Intake = {
  configuration: undefined,
  data: undefined,
  weights: undefined,
  photos: [],
  run: undefined,
  notUsed: undefined,
};

interface IdentifiedFile {
  readonly file: File;
  readonly identity: FileIdentity;
}

/** Files whose beginnings are looked at to find weights and configurations. */
const MOST_LOOKED_AT = 512;
const MOST_NAMED = 3;
const NAME_LENGTH = 60;

/** What can be brought, for messages. */
const TAKEN =
  'Images or a folder of them, CIFAR files, arrays, archives of these, weights, configurations and whole runs can be dropped here.';

/** Key of the message about what was brought last. */
const BROUGHT = 'files brought';

/** Takes files for what they hold. Asks first when that ends a running training. */
export async function takeFiles(session: Session, files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  session.dismiss(BROUGHT);
  const intake = await sortFiles(files);
  const { configuration, data, weights, run, notUsed } = intake;
  if ([configuration, data, weights, run].every((part) => part === undefined)) {
    session.tell({ key: BROUGHT, tone: 'caution', text: `${notUsed ?? ''} ${TAKEN}`.trim() });
    return;
  }
  if (isToLookAt(session, intake)) {
    await look(session, intake);
    return;
  }
  const endsRun = data !== undefined || weights !== undefined || run !== undefined;
  if (endsRun && isTraining(session) && !(await agreed(session, intake))) return;
  if (endsRun) session.lookMode.leave();
  // Its configuration comes with it, and images that came along are those that it waits for.
  if (run !== undefined) await session.openRun(run);
  if (configuration !== undefined) await openConfiguration(session, configuration);
  if (data !== undefined) await session.trainOn(data.source, data.files);
  if (weights !== undefined) await startFrom(session, weights);
  const parts = partsOf(intake);
  if (parts.length > 1 || notUsed !== undefined) tellTaken(session, parts, notUsed);
}

function tellTaken(session: Session, parts: readonly string[], notUsed: string | undefined): void {
  const text = [`Taken: ${parts.join(', ')}.`, notUsed ?? ''].join(' ').trim();
  session.tell({ key: BROUGHT, tone: 'info', text });
}

/**
 * True for weights and photos while a model is looked at, and for both together at any time: one or two images are nothing to
 * train on.
 */
function isToLookAt({ lookMode }: Session, { data, weights, photos, run }: Intake): boolean {
  if (run !== undefined || (data !== undefined && photos.length === 0)) return false;
  return lookMode.store.getState().isOn
    ? weights !== undefined || photos.length > 0
    : weights !== undefined && photos.length > 0 && photos.length <= MOST_PHOTOS;
}

async function look(session: Session, intake: Intake): Promise<void> {
  const { configuration, photos, notUsed } = intake;
  if (configuration !== undefined) await openConfiguration(session, configuration);
  session.lookMode.enter();
  const whole = intake.weights && (await whenWhole(session, intake.weights));
  await session.lookMode.take({ model: whole, photos });
  const more = photos.length - MOST_PHOTOS;
  const left =
    more > 0 ? `Two images are looked at together; ${more.toLocaleString('en')} more are left out.` : '';
  const words = [left, notUsed ?? ''].join(' ').trim();
  if (words !== '') session.tell({ key: BROUGHT, tone: 'info', text: words });
}

/** Weights as one file; `undefined` where that cannot be had, which is told. */
async function whenWhole(session: Session, weights: BroughtWeights): Promise<File | undefined> {
  try {
    return await wholeWeights(weights);
  } catch (error) {
    session.fail('loading weights', failureInfo(error, 'reading weights of several parts'));
    return undefined;
  }
}

async function startFrom(session: Session, weights: BroughtWeights): Promise<void> {
  const whole = await whenWhole(session, weights);
  if (whole !== undefined) await session.loadWeights(whole);
}

/**
 * Tells files apart by their content. Weights and configurations in a folder of images belong to that folder and are left
 * alone; those brought by themselves are taken, and those in a folder with nothing to train on.
 */
export async function sortFiles(files: readonly File[]): Promise<Intake> {
  const loose = await identified(files.filter((file) => !filePath(file).includes('/')));
  const first = await sorted(files, loose);
  const { data, configuration, weights, run } = first;
  if ([data, configuration, weights, run].some((part) => part !== undefined)) return first;
  return sorted(files, await identified(files));
}

/** Sorts `files`, of which those that `known` knows may be weights or a configuration. */
async function sorted(files: readonly File[], known: readonly IdentifiedFile[]): Promise<Intake> {
  const ofKind = (...kinds: FileKind[]) => known.filter(({ identity }) => kinds.includes(identity.kind));
  const configurations = ofKind('configuration');
  const weights = ofKind('safetensors', 'pytorch');
  const lists = ofKind('json').filter(({ file }) => file.name.endsWith(INDEX_ENDING));
  const runs = ofKind('run');
  const singled = new Set([...configurations, ...weights, ...lists, ...runs].map(({ file }) => file));
  const rest = files.filter((file) => !singled.has(file));
  const [data, why] = await dataOf(rest);
  const [list] = lists;
  const extraWeights = list === undefined ? weights.slice(1) : lists.slice(1);
  const surplus = [...configurations.slice(1), ...extraWeights, ...runs.slice(1)];
  const unknown = data === undefined ? known.filter(({ file }) => rest.includes(file)) : [];
  const named = [...surplus, ...unknown];
  const images = new Set(ofKind('image').map(({ file }) => file));
  const isEachNamed = data !== undefined || unknown.length === rest.length;
  const words = [named.length > 0 ? namesText(named) : '', isEachNamed ? '' : (why ?? '')].filter(
    (text) => text !== '',
  );
  return {
    configuration: configurations[0]?.file,
    data,
    weights: broughtWeights(
      list?.file,
      weights.map(({ file }) => file),
    ),
    photos: data?.source === 'images' && data.files.every((file) => images.has(file)) ? data.files : [],
    run: runs[0]?.file,
    notUsed: words.length > 0 ? words.join(' ') : undefined,
  };
}

function broughtWeights(list: File | undefined, weights: readonly File[]): BroughtWeights | undefined {
  if (list !== undefined) return { main: list, parts: weights };
  const [main] = weights;
  return main && { main, parts: null };
}

/** What can be trained on, by the rule that the command line uses, or why nothing can. */
async function dataOf(files: readonly File[]): Promise<[data: Intake['data'], why?: string]> {
  if (files.length === 0) return [undefined];
  try {
    return [{ source: (await planFiles(files)).source, files }];
  } catch (error) {
    return [undefined, failureInfo(error).message];
  }
}

function identified(files: readonly File[]): Promise<IdentifiedFile[]> {
  return Promise.all(
    files.slice(0, MOST_LOOKED_AT).map(async (file) => {
      const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
      return { file, identity: identifyFile(head, file.size) };
    }),
  );
}

/** Takes over the configuration in a file; a message says why when there is none. */
export async function openConfiguration(session: Session, file: File): Promise<void> {
  const name = plain(file.name);
  try {
    session.openConfig(await readConfiguration(file, name), name);
  } catch (error) {
    session.fail('opening a configuration', failureInfo(error, `reading ${name}`));
  }
}

const CONFIG_REMEDY = 'Choose a config.json that this playground or its command line has written.';

async function readConfiguration(file: File, name: string): Promise<RunConfig> {
  const [found] = await identified([file]);
  const { kind, words } = found!.identity;
  if (kind !== 'configuration' && kind !== 'json') {
    throw new Failure({
      code: 'config_invalid',
      message: `${name} is ${words}, not a configuration.`,
      doing: 'reading a configuration',
      remedy: CONFIG_REMEDY,
    });
  }
  const bytes = new Uint8Array(await file.slice(0, MOST_CONFIG_BYTES + 1).arrayBuffer());
  return configFromBytes(bytes, name, CONFIG_REMEDY);
}

/** Starts over from a weights file, or from its parts with their list; asks first when that ends a running training. */
export async function openWeights(session: Session, files: readonly File[]): Promise<void> {
  const [only] = files;
  const isWhole = files.length === 1 && only !== undefined && !only.name.endsWith(INDEX_ENDING);
  const weights = isWhole ? { main: only, parts: null } : (await sortFiles(files)).weights;
  if (weights === undefined) return takeFiles(session, files);
  if (isTraining(session) && !(await agreed(session, { ...NOTHING, weights }))) return;
  session.lookMode.leave();
  await startFrom(session, weights);
}

/** Brings the run of a file back; asks first when that ends a running training. */
export async function openRun(session: Session, file: File): Promise<void> {
  if (isTraining(session) && !(await agreed(session, { ...NOTHING, run: file }))) return;
  await session.openRun(file);
}

/** A sweep asks by itself before it is ended. */
function isTraining(session: Session): boolean {
  const state = session.run.getState();
  return phaseOf(state) === 'running' && !state.sweeping;
}

function agreed(session: Session, intake: Intake): Promise<boolean> {
  return session.ask({
    title: 'A training is running',
    text: `Loading ${partsOf(intake).join(' and ')} ends the running training.`,
    agree: 'Load',
    decline: 'Keep training',
  });
}

/** What is taken, in words. */
function partsOf({ configuration, data, weights, run }: Intake): string[] {
  return [
    ...(configuration === undefined ? [] : [`the configuration ${plain(configuration.name)}`]),
    ...(data === undefined ? [] : [dataText(data.files)]),
    ...(weights === undefined ? [] : [`the weights ${plain(weights.main.name)}`]),
    ...(run === undefined ? [] : [`the run ${plain(run.name)}`]),
  ];
}

/** "x.bin", or how many there are. */
function dataText(files: readonly File[]): string {
  return files.length === 1
    ? plain(files[0]!.name)
    : `${files.length.toLocaleString('en')} files to train on`;
}

/** The first few that are left over, by name and kind; of a single one also what to do. */
function namesText(others: readonly IdentifiedFile[]): string {
  const shown = others.slice(0, MOST_NAMED).map(({ file, identity }) => {
    return `${plain(file.name, NAME_LENGTH)} is ${identity.words}`;
  });
  const more = others.length - shown.length;
  const list = `Not used: ${shown.join('; ')}${more > 0 ? `; and ${more.toLocaleString('en')} more` : ''}.`;
  const [only] = others;
  const remedy = others.length === 1 && only !== undefined ? REMEDIES[only.identity.kind] : undefined;
  return remedy === undefined ? list : `${list} ${remedy}`;
}

/** What to do about files that stand in for others. */
const REMEDIES: Readonly<Partial<Record<FileKind, string>>> = {
  'git-lfs-pointer': 'It only names the real file: fetch that with “git lfs pull”.',
  html: 'A download gave a page in place of the file: download the file itself.',
  archive: 'Unpack it, and bring what it holds.',
};
