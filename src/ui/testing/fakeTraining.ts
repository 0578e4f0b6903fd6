import { stepsPerEpoch } from '../../augment/order';
import { totalSteps } from '../../config/length';
import { findPreset } from '../../config/presets';
import type { RunConfig } from '../../config/runConfig';
import { Failure, type FailureInfo } from '../../failure';
import { readCheckpoint, weightsOfCheckpoint } from '../../training/checkpoint';
import { previewViews } from '../../worker/previewViews';
import type { DataSummary, TrainingConnection, TrainingEvent } from '../../worker/protocol';
import { fakeData, fakeDataOf } from './fakeData';
import { fakeDeviceCalls } from './fakeDevice';
import { fakeEvaluation } from './fakeEvaluation';
import {
  CANCELLED,
  DEVICE_LOST,
  NOT_FINITE,
  OTHER_BACKBONE,
  OTHER_OPTIMIZER,
  OUT_OF_MEMORY,
} from './fakeFailures';
import { FAKE_DUPLICATES, fakeBatch, fakeOverview } from './fakeImages';
import { fakeLook } from './fakeLooks';
import { FAKE_PROFILE, fakeReport } from './fakeReport';
import { fakeSnapshot, fakeSource } from './fakeSnapshot';
import { FAKE_EPOCHS, FAKE_WEIGHTS_REPORT, fakeCheckpoint, fakeChoice } from './fakeWeights';

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
  let cancelReading: () => void = () => undefined;
  let cancelLoading: () => void = () => undefined;
  let evaluating = new AbortController();
  let exporting = new AbortController();

  const wait = () =>
    openTime === 0 ? Promise.resolve() : new Promise<void>((resolve) => setTimeout(resolve, openTime));
  const refuse = (failure: FailureInfo): never => {
    throw new Failure(failure);
  };
  const active = (): RunConfig => config ?? refuse({ code: 'internal', message: 'No run is set up.' });
  const total = () => totalSteps(active(), data?.count ?? 0);

  const deviceCalls = fakeDeviceCalls({
    partTime: evaluationTime,
    wrongOp,
    emit: (event) => emit(event),
    isTraining: () => timer !== undefined,
  });

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
          cancelLoading = () => reject(new Failure(CANCELLED));
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
          cancelReading = () => reject(new Failure(CANCELLED));
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
          if (signal.aborted) refuse(CANCELLED);
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
        if (exporting.signal.aborted) refuse(CANCELLED);
      }
    },
    cancelFeatures: async () => exporting.abort(),
    look: async (question) => {
      if (question.subject.of === 'file' && !isHeld)
        refuse({ code: 'look_subject_missing', message: 'The model of the file is not there.' });
      return fakeLook(question, step);
    },
    holdRun: () => Promise.resolve(),
    ...deviceCalls,
    profileStep: () => Promise.resolve(step === 0 ? { untimed: 'not recorded' } : FAKE_PROFILE),
    exportWeights: () => Promise.resolve(weightsOfCheckpoint(fakeCheckpoint(step, active()))),
    exportCheckpoint: () => Promise.resolve({ step, file: fakeCheckpoint(step, active()) }),
  };
}

/** As of a small run; a step takes the rest. */
const FAKE_PARTS = { weights: 2 ** 17, optimiserState: 2 ** 17, backups: 2 ** 17, inputs: 0, data: 2 ** 17 };
