import { SOME_KERNELS } from '../../storage/testing/someKernels';
import { stepsPerEpoch } from '../../augment/order';
import { STARTING_BACKBONES } from '../../config/backbones';
import { totalSteps } from '../../config/length';
import { findPreset } from '../../config/presets';
import type { RunConfig } from '../../config/runConfig';
import { fingerprintOf } from '../../fingerprint';
import { Failure, type FailureInfo } from '../../failure';
import { readCheckpoint, weightsOfCheckpoint, writeCheckpoint } from '../../training/checkpoint';
import type {
  DataRequest,
  DataSummary,
  StepProfile,
  StepReport,
  TrainingConnection,
  TrainingEvent,
  TunedKernel,
  WeightsReport,
} from '../../worker/protocol';
import { fakeCheck, fakeMeasurement, fakeRows } from './fakeDevice';
import { fakeEvaluation } from './fakeEvaluation';
import { previewViews } from '../../worker/previewViews';
import { fakeLook } from './fakeLooks';
import { FAKE_CLASSES, FAKE_DUPLICATES, fakeBatch, fakeOverview } from './fakeImages';
import { fakeImage, fakeSnapshot, fakeSource } from './fakeSnapshot';

export interface FakeOptions {
  /** Milliseconds that each step takes. */
  readonly stepTime?: number;
  /** Milliseconds that opening, loading and compiling take. */
  readonly openTime?: number;
  /** Milliseconds that a third of a probe takes, or of an export of features, or a row of a check. */
  readonly evaluationTime?: number;
  /** What `open` is refused with. */
  readonly openFailure?: FailureInfo;
  /** Step at which the loss stops being finite, once. */
  readonly failAt?: number;
  /** What fails then in its place. */
  readonly failure?: FailureInfo;
  /** The largest batch that fits; a larger one is refused when it is set up, and by the forecast. */
  readonly mostBatch?: number;
  /** Op that a check of the device finds wrong. */
  readonly wrongOp?: string;
  /** Step at which the device is lost. */
  readonly loseAt?: number;
}

/** Steps between the copies of the weights that a failed training goes back to. */
const GOOD_EVERY = 20;

const THUMBNAILS = 24;
const THUMBNAIL_SIDE = 32;

/** A worker that trains nothing and reports plausible numbers: for tests and for work on the page. */
export function fakeTraining({
  stepTime = 30,
  openTime = 0,
  evaluationTime = 20,
  openFailure,
  failAt,
  failure = NOT_FINITE,
  mostBatch = Number.POSITIVE_INFINITY,
  wrongOp,
  loseAt,
}: FakeOptions = {}): TrainingConnection {
  let emit: (event: TrainingEvent) => void = () => undefined;
  let config: RunConfig | null = null;
  let data: DataSummary | null = null;
  let step = 0;
  let unstableAt = failAt;
  let image = 0;
  let moments: readonly number[] = [];
  let isHeld = false;
  let timer: ReturnType<typeof setInterval> | undefined;
  let tuned: readonly TunedKernel[] = [];
  let tuning = new AbortController();
  let cancelReading: () => void = () => undefined;
  let cancelLoading: () => void = () => undefined;
  let evaluating = new AbortController();
  let exporting = new AbortController();
  let studying = new AbortController();

  const wait = () =>
    openTime === 0 ? Promise.resolve() : new Promise<void>((resolve) => setTimeout(resolve, openTime));
  const refuse = (failure: FailureInfo): never => {
    throw new Failure(failure);
  };
  const active = (): RunConfig => config ?? refuse({ code: 'internal', message: 'No run is set up.' });
  const total = () => totalSteps(active(), data?.count ?? 0);

  /** Waits as long as a part of a study takes, or until it is ended. */
  const breathe = (signal: AbortSignal) => async () => {
    await new Promise((resolve) => setTimeout(resolve, evaluationTime));
    if (signal.aborted) refuse({ code: 'cancelled', message: 'It was cancelled.' });
  };

  function begin(done?: number) {
    step = done ?? 0;
    const steps = done === undefined ? {} : { step: done };
    emit({ type: 'run', config: active(), totalSteps: total(), parameterCount: 112_832, ...steps });
    emit({ type: 'matches', snapshot: fakeSnapshot(image, step) });
    moments = [step];
    emit({ type: 'moments', steps: moments });
    emit({ type: 'phase', phase: done === undefined ? 'ready' : 'paused' });
  }

  function run() {
    emit({ type: 'phase', phase: 'running' });
    timer ??= setInterval(advance, stepTime);
  }

  function stop(phase: 'ready' | 'paused' | 'finished' | 'failed') {
    clearInterval(timer);
    timer = undefined;
    emit({ type: 'phase', phase });
  }

  function advance() {
    step++;
    if (step === loseAt) {
      emit({ type: 'failure', failure: DEVICE_LOST, step });
      stop('failed');
      return;
    }
    if (step === unstableAt) {
      unstableAt = undefined;
      step -= step % GOOD_EVERY;
      emit({ type: 'failure', failure, step });
      stop('failed');
      return;
    }
    emit({ type: 'progress', step, stepsPerSecond: 1000 / stepTime });
    if (step === 1 || step % active().run.reportEvery === 0)
      emit({ type: 'step', report: fakeReport(step, active(), stepTime) });
    if (step % GOOD_EVERY === 0) emit({ type: 'checkpoint', step, file: fakeCheckpoint(step, active()) });
    if (step % active().run.snapshotEvery === 0) {
      const snapshot = fakeSnapshot(image, step);
      emit({ type: 'matches', snapshot });
      emit({ type: 'accuracy', report: { step, accuracy: snapshot.accuracy } });
      moments = [...moments, step];
      emit({ type: 'moments', steps: moments });
    }
    if (step >= total()) stop('finished');
  }

  return {
    open: async (listener) => {
      emit = listener;
      emit({ type: 'phase', phase: 'opening' });
      await wait();
      if (openFailure !== undefined) refuse(openFailure);
      const device = {
        backend: 'webgpu',
        name: 'Fake GPU',
        software: false,
        features: [],
        maxBufferSize: 2 ** 31,
        maxStorageBufferBindingSize: 2 ** 31,
      };
      emit({ type: 'device', device });
      return device;
    },
    firstViews: (config) =>
      Promise.resolve(config.data.source === 'synthetic' ? fakeSnapshot(image, 0) : null),
    loadData: async (request) => {
      emit({ type: 'phase', phase: 'loading', detail: 'drawing scenes', progress: 0.4 });
      await wait();
      if (request.source !== 'synthetic' && request.files.some(({ name }) => name.startsWith('large')))
        await new Promise<void>((_, reject) => {
          cancelLoading = () => reject(new Failure({ code: 'cancelled', message: 'Cancelled.' }));
        });
      data = request.source === 'synthetic' ? fakeData(request.count) : fakeDataOf(request);
      emit({ type: 'data', data });
      return data;
    },
    cancelLoad: async () => cancelLoading(),
    configure: async (next) => {
      clearInterval(timer);
      if (next.run.batch > mostBatch) refuse(OUT_OF_MEMORY);
      emit({ type: 'phase', phase: 'compiling' });
      await wait();
      config = next;
      begin();
    },
    update: (next) => {
      config = next;
      return Promise.resolve();
    },
    train: () => {
      active();
      run();
      return Promise.resolve();
    },
    goOn: (factor) => {
      const { optim } = active();
      config = { ...active(), optim: { ...optim, baseLr: factor * optim.baseLr } };
      emit({ type: 'config', config, totalSteps: total() });
      run();
      return Promise.resolve();
    },
    resume: async (next, checkpoint) => {
      clearInterval(timer);
      timer = undefined;
      emit({ type: 'phase', phase: 'compiling' });
      await wait();
      config = next;
      begin(readCheckpoint(checkpoint).step);
    },
    close: () => clearInterval(timer),
    pause: () => {
      stop('paused');
      return Promise.resolve();
    },
    step: (steps) => {
      for (let done = 0; done < steps; done++) advance();
      if (step < total()) stop('paused');
      return Promise.resolve();
    },
    reset: () => {
      clearInterval(timer);
      timer = undefined;
      begin();
      return Promise.resolve();
    },
    showImage: (index) => {
      image = index;
      emit({ type: 'matches', snapshot: fakeSnapshot(image, step) });
      return Promise.resolve();
    },
    previewViews: (next, request) =>
      Promise.resolve(previewViews(next, fakeSource(request.imageIndex), request)),
    inspectData: () => Promise.resolve(fakeOverview(data?.count ?? 0)),
    readImages: (indices) => Promise.resolve(fakeBatch(indices)),
    findDuplicates: () => Promise.resolve(FAKE_DUPLICATES),
    forecast: (next) =>
      Promise.resolve({
        parameters: 112_832,
        bytes: next.run.batch * 2 ** 20,
        parts: { ...FAKE_PARTS, step: next.run.batch * 2 ** 20 - 2 ** 19 },
        isSent: next.data.placement === 'batch',
        problems: next.run.batch > mostBatch ? [OUT_OF_MEMORY] : [],
      }),
    loadWeights: async (file, key) => {
      if (file.size === 0)
        refuse({ code: 'checkpoint_bad_empty', message: `${file.name}: The file is empty.` });
      if (file.name.startsWith('large'))
        await new Promise<void>((_, reject) => {
          cancelReading = () => reject(new Failure({ code: 'cancelled', message: 'Cancelled.' }));
        });
      if (file.name.startsWith('deep') && active().model.backbone.family === 'convnext')
        refuse(OTHER_BACKBONE);
      stop('ready');
      begin();
      if (file.name.startsWith('full')) return { ...FAKE_WEIGHTS_REPORT, epochs: FAKE_EPOCHS };
      return key === undefined ? FAKE_WEIGHTS_REPORT : { ...FAKE_WEIGHTS_REPORT, ...fakeChoice(key) };
    },
    holdModel: async (file, key) => {
      if (file.size === 0)
        refuse({ code: 'checkpoint_bad_empty', message: `${file.name}: The file is empty.` });
      isHeld = true;
      const report = {
        ...FAKE_WEIGHTS_REPORT,
        ...(key === undefined ? {} : fakeChoice(key)),
      };
      const config = findPreset('playground')!.config;
      return { config, report, shown: { backbone: config.model.backbone } };
    },
    releaseModel: async () => void (isHeld = false),
    readReference: async (_file, next) => {
      if (next.optim.optimizer !== 'adamw') refuse(OTHER_OPTIMIZER);
      const done = FAKE_EPOCHS * stepsPerEpoch(data?.count ?? 0, next.run.batch);
      return { step: done, file: fakeCheckpoint(done, next), warnings: [] };
    },
    cancelWeights: async () => cancelReading(),
    evaluate: async (request) => {
      active();
      evaluating = new AbortController();
      const { signal } = evaluating;
      const of = step;
      for (const probe of request.probes)
        for (const share of [0, 0.5, 1]) {
          if (signal.aborted) refuse({ code: 'cancelled', message: 'Cancelled.' });
          emit({ type: 'evaluation', subject: request.subject, probe, share });
          await new Promise((resolve) => setTimeout(resolve, evaluationTime));
        }
      return fakeEvaluation(request, of);
    },
    cancelEvaluation: async () => evaluating.abort(),
    exportFeatures: async (request, write) => {
      active();
      exporting = new AbortController();
      const ended = new Promise<void>((resolve) =>
        exporting.signal.addEventListener('abort', () => resolve()),
      );
      for (const share of [0, 0.5, 1]) {
        emit({ type: 'features', share });
        await write(new TextEncoder().encode(`${request.format} ${request.features.join()} ${share}\n`));
        await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, evaluationTime))]);
        if (exporting.signal.aborted) refuse({ code: 'cancelled', message: 'Cancelled.' });
      }
    },
    cancelFeatures: async () => exporting.abort(),
    look: async (question) => {
      if (question.subject.of === 'file' && !isHeld)
        refuse({ code: 'look_subject_missing', message: 'The model of the file is not there.' });
      return fakeLook(question, step);
    },
    holdRun: () => Promise.resolve(),
    checkDevice: (request) => {
      studying = new AbortController();
      return fakeCheck(fakeRows(request, wrongOp), emit, breathe(studying.signal));
    },
    measureDevice: async (request) => {
      studying = new AbortController();
      emit({ type: 'study', progress: { done: 0, total: 1, next: 'peak speed and overheads' } });
      await breathe(studying.signal)();
      return fakeMeasurement(request);
    },
    cancelStudy: async () => studying.abort(),
    profileStep: () => Promise.resolve(step === 0 ? { untimed: 'not recorded' } : FAKE_PROFILE),
    tunedKernels: () => Promise.resolve(tuned),
    tune: async () => {
      tuning = new AbortController();
      if (timer !== undefined) refuse(DEVICE_BUSY);
      const ended = new Promise<void>((resolve) => tuning.signal.addEventListener('abort', () => resolve()));
      for (let done = 0; done < SOME_KERNELS.length && !tuning.signal.aborted; done++) {
        emit({ type: 'tuning', done, total: SOME_KERNELS.length });
        await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, evaluationTime))]);
        tuned = SOME_KERNELS.slice(0, done + 1);
      }
      return { kernels: tuned, left: SOME_KERNELS.length - tuned.length };
    },
    cancelTuning: async () => tuning.abort(),
    forgetTunings: async () => void (tuned = []),
    exportWeights: () => Promise.resolve(weightsOfCheckpoint(fakeCheckpoint(step, active()))),
    exportCheckpoint: () => Promise.resolve({ step, file: fakeCheckpoint(step, active()) }),
  };
}

/** A file without tensors that knows its step. */
export function fakeCheckpoint(step: number, config: RunConfig): Uint8Array {
  const { alpha: initialAlpha } = config.loss;
  return writeCheckpoint({ config, initialAlpha, step, seconds: 0, data: '', weights: {}, optimizer: {} });
}

/** Of a file with an optimiser's state. */
/** As of a small run; a step takes the rest. */
const FAKE_PARTS = { weights: 2 ** 17, optimiserState: 2 ** 17, backups: 2 ** 17, inputs: 0, data: 2 ** 17 };

const FAKE_EPOCHS = 3;

const OTHER_OPTIMIZER = new Failure({
  code: 'weights_mismatch',
  message: 'The file was trained with AdamW; this run has LARS.',
  remedy: 'Set the optimiser to the file’s.',
  settings: [{ path: 'optim.optimizer', value: 'adamw' }],
}).info;

const OTHER_BACKBONE = new Failure({
  code: 'weights_mismatch',
  message: 'The file holds a ResNet; the model is a ConvNeXt.',
  remedy: 'Set the backbone to the file’s, then load it again.',
  settings: [{ path: 'model.backbone', value: STARTING_BACKBONES.resnet }],
}).info;

const OUT_OF_MEMORY = new Failure({
  code: 'out_of_memory',
  message: 'The GPU has no memory left for this run.',
  doing: 'allocating GPU memory',
  remedy: 'Use a smaller batch, smaller views, a narrower expander or fewer cells.',
}).info;

const NOT_FINITE = new Failure({
  code: 'loss_not_finite',
  message: 'At step 120, local variance became NaN.',
  doing: 'training',
  remedy:
    'Lower the learning rate or lengthen the warm-up, then reset; the weights of the last good step are kept.',
}).info;

const DEVICE_LOST = new Failure({
  code: 'device_lost',
  message: 'The GPU was lost while training.',
  doing: 'training',
  remedy: 'Try again; the weights of the last good step are kept.',
}).info;

const FAKE_PROFILE: StepProfile = {
  programs: [
    { program: 'linear,activation=gelu', dispatches: 6, milliseconds: 1.5, share: 0.75 },
    { program: 'adamw,count=4', dispatches: 12, milliseconds: 0.5, share: 0.25 },
  ],
  phases: [
    { phase: 'forward', dispatches: 6, milliseconds: 1.5, share: 0.75 },
    { phase: 'update', dispatches: 12, milliseconds: 0.5, share: 0.25 },
  ],
};

const DEVICE_BUSY = new Failure({
  code: 'device_busy',
  message: 'A run trains on this device, which would be timed with it.',
  doing: 'tuning the kernels',
  remedy: 'Pause the run, then tune.',
}).info;

const FAKE_WEIGHTS_REPORT: WeightsReport = {
  used: ['backbone.norm.weight', 'backbone.norm.bias'],
  missing: ['classifier.weight', 'classifier.bias'],
  unexpected: ['backbone.head.weight'],
  mismatched: [{ name: 'projector.0.weight', expected: [512, 128], found: [8192, 768] }],
  unread: [],
  key: '',
  otherKeys: [],
  warnings: [],
};

/** Of a file that holds two models. */
function fakeChoice(key: string): Pick<WeightsReport, 'key' | 'otherKeys'> {
  return { key, otherKeys: [key === 'teacher' ? 'student' : 'teacher'] };
}

/** Other files, and another size of images, have another fingerprint. */
function fakeDataOf(request: Exclude<DataRequest, { source: 'synthetic' }>): DataSummary {
  const size = request.source === 'images' ? request.size : 32;
  const seen = JSON.stringify([size, request.files.map(({ name }) => name)]);
  const fingerprint = fingerprintOf(new TextEncoder().encode(seen));
  return { ...fakeData(10_000 * request.files.length), name: 'Chosen files', fingerprint };
}

function fakeData(count: number): DataSummary {
  const side = THUMBNAIL_SIDE;
  const images = new Uint8Array(THUMBNAILS * side * side * 3);
  for (let index = 0; index < THUMBNAILS; index++)
    images.set(fakeImage(index, side), index * side * side * 3);
  return {
    name: 'Built-in scenes',
    count,
    height: 64,
    width: 64,
    classNames: FAKE_CLASSES,
    hasMasks: true,
    unserved: [],
    heldOut: [],
    notUsed: [],
    remarks: [],
    skipped: [],
    thumbnails: { count: THUMBNAILS, height: side, width: side, images },
  };
}

function fakeReport(step: number, config: RunConfig, stepTime: number): StepReport {
  const fall = Math.exp(-step / 200);
  const wave = 1 + 0.06 * Math.sin(step * 1.7) * Math.sin(step * 0.37);
  const { alpha } = config.loss;
  const terms = (scale: number) => ({
    invariance: scale * (2 + 6 * (1 - fall)) * wave,
    variance: scale * (8 + 14 * fall) * wave,
    covariance: scale * (1 + 2 * fall) * wave,
  });
  const [global, local] = [terms(1), terms(0.8)];
  const sum = (part: typeof global) => part.invariance + part.variance + part.covariance;
  return {
    step,
    alpha,
    loss: {
      total: alpha * sum(global) + (1 - alpha) * sum(local),
      ...(alpha > 0 ? { global } : {}),
      ...(alpha < 1 ? { local } : {}),
      classifier: 1.8 * fall + 0.7,
    },
    learningRate: 0.002 * Math.min(1, step / 50),
    imagesPerSecond: 1000 * (config.run.batch / stepTime) * wave,
    representationStd: 0.11 * (1 - 0.5 * fall),
    embeddingStd: 0.08 * (1 - 0.4 * fall),
    representationCorrelation: 0.2 * fall + 0.05,
    embeddingCorrelation: 0.3 * fall + 0.02,
    top1: 0.2 + 0.35 * (1 - fall),
    top5: 0.7 + 0.25 * (1 - fall),
    gpuBytes: 412 * 2 ** 20,
    seconds: (step * stepTime) / 1000,
  };
}
