import { createStore, type StoreApi } from 'zustand/vanilla';
import { Failure, failureInfo } from '../../failure';
import { plain } from '../../quoted';
import { modelSettings } from '../../training/weights/architecture';
import { networkSpecs } from '../../vicregl/network';
import type { BroughtImage, HeldModel } from '../../worker/protocol';
import type { ConfigStore } from './configStore';
import { failureMessage } from './messages';
import { readPhoto } from './readPhoto';
import type { RunStore } from './runStore';
import type { WeightsFiles } from './weightsFiles';
import { isGone } from './status';
import type { WorkerLink } from './workerLink';

/** Sides of the views that a file's model can be looked at with, in pixels. */
export const LOOK_SIZES = [224, 320, 448] as const;
/** Images that are looked at together. */
export const MOST_PHOTOS = 2;

export interface LookedPhoto {
  readonly name: string;
  readonly image: BroughtImage;
}

export interface LookedModel {
  readonly file: File;
  /** Which of several weights in it; `undefined` for those that fit best. */
  readonly key: string | undefined;
  readonly held: HeldModel;
}

/** A model and images that are looked at without a run. */
export interface LookModeState {
  readonly isOn: boolean;
  readonly model: LookedModel | null;
  readonly photos: readonly LookedPhoto[];
  readonly size: number;
}

/** What is brought to look at. */
export interface BroughtToLook {
  readonly model?: File | undefined;
  readonly key?: string | undefined;
  readonly photos?: readonly File[];
}

/**
 * A model file and one or two images, and what the one sees in the other: no data set, no training. The run stays as it is
 * meanwhile; model and images stay for the next time.
 */
export interface LookMode {
  readonly store: StoreApi<LookModeState>;
  readonly enter: () => void;
  readonly leave: () => void;
  /** Enters, and takes files to look at; what cannot be read is told, and leaves what was there. */
  take(brought: BroughtToLook): Promise<void>;
  removePhoto(place: number): void;
  setSize(size: number): void;
  /** Leaves, and starts a run from the model's file, with its model as the settings. */
  trainFrom(): Promise<void>;
  /** Has the worker hold the model, as after it was given back. @throws Failure where there is none, or it cannot be read */
  hold(): Promise<void>;
}

interface Surroundings {
  readonly link: WorkerLink;
  readonly config: ConfigStore;
  readonly run: RunStore;
  readonly loadWeights: WeightsFiles['loadWeights'];
}

/** Keys of messages. */
const LOOKING = 'looking at a model';
const PHOTO = 'photo';

export function createLookMode({ link, config, run, loadWeights }: Surroundings): LookMode {
  const store = createStore<LookModeState>(() => ({
    isOn: false,
    model: null,
    photos: [],
    size: LOOK_SIZES[0],
  }));

  function fail(key: string, error: unknown, doing: string): void {
    const failure = failureInfo(error, doing);
    // What a person has ended needs no word.
    if (failure.code !== 'cancelled') run.dispatch({ type: 'told', message: failureMessage(key, failure) });
  }

  /** The reading under way of what the worker has given back: several looks may want it at once. */
  let holding: Promise<unknown> | null = null;

  async function read(file: File, key: string | undefined): Promise<HeldModel> {
    run.dispatch({ type: 'reading', name: plain(file.name) });
    try {
      return await link.demand(LOOKING, (remote) => remote.holdModel(file, key));
    } finally {
      run.dispatch({ type: 'reading', name: null });
    }
  }

  async function takePhotos(files: readonly File[]): Promise<void> {
    run.dispatch({ type: 'dismissed', key: PHOTO });
    const read: LookedPhoto[] = [];
    for (const file of files.slice(0, MOST_PHOTOS)) {
      try {
        read.push({ name: plain(file.name, 80), image: await readPhoto(file) });
      } catch (error) {
        fail(PHOTO, error, 'reading a photo');
      }
    }
    // One comes beside the first; two take the place of both.
    store.setState(({ photos }) => ({ photos: [...photos.slice(0, MOST_PHOTOS - read.length), ...read] }));
  }

  async function takeModel(file: File, key: string | undefined): Promise<void> {
    run.dispatch({ type: 'dismissed', key: LOOKING });
    try {
      const held = await read(file, key);
      store.setState({ model: { file, key, held } });
    } catch (error) {
      fail(LOOKING, error, LOOKING);
    }
  }

  const lookMode: LookMode = {
    store,
    enter: () => store.setState({ isOn: true }),
    leave: () => {
      const { isOn, model } = store.getState();
      if (!isOn) return;
      store.setState({ isOn: false });
      run.dispatch({ type: 'dismissed', key: LOOKING }, { type: 'dismissed', key: PHOTO });
      // Its memory is the run's again.
      if (model !== null) void link.attempt('leaving the look mode', (remote) => remote.releaseModel());
    },
    take: async ({ model, key, photos = [] }) => {
      if (isGone(run.getState())) return;
      lookMode.enter();
      await takePhotos(photos);
      if (model !== undefined) await takeModel(model, key);
    },
    removePhoto: (place) =>
      store.setState(({ photos }) => ({ photos: photos.filter((_, at) => at !== place) })),
    setSize: (size) => store.setState({ size }),
    trainFrom: async () => {
      const { model } = store.getState();
      if (model === null) return;
      lookMode.leave();
      const { model: set, loss } = config.getState().config;
      const settings = modelSettings(model.held.shown, { specs: networkSpecs(set, loss.alpha), model: set });
      await loadWeights(model.file, { key: model.key, settings });
    },
    hold: async () => {
      const { model } = store.getState();
      if (model === null)
        throw new Failure({
          code: 'look_subject_missing',
          message: 'There is no model to look at.',
          doing: LOOKING,
          remedy: 'Bring a model file.',
        });
      holding ??= read(model.file, model.key).finally(() => (holding = null));
      await holding;
    },
  };
  return lookMode;
}
