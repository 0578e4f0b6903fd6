import { imageAt } from '../augment/imageBytes';
import type { RunConfig } from '../config/runConfig';
import { Cancelled } from '../evaluation/cancellation';
import { Failure } from '../failure';
import { initialize } from '../nn/initialize';
import type { ParameterSpec } from '../nn/parameters';
import type { ImageBatch } from '../reports/inspection';
import type { LookAnswer, LookImage, LookKind, LookQuestion, LookSubject } from '../reports/looks';
import { readCheckpoint } from '../training/checkpoint';
import { loadWeights } from '../training/loadWeights';
import { Model } from '../training/model';
import { modelSpecs, type Run } from '../training/run';
import type { Training } from '../training/training';
import type { FileModel } from '../training/weights/fileModel';
import type { Weights } from '../training/weights/fitWeights';
import { networkSpecs } from '../vicregl/network';
import type { Look, LookedAt, LookedImage } from './lookedAt';
import { LOOKS } from './looks';

/** Another run at one of its steps. */
interface OtherRun {
  readonly config: RunConfig;
  readonly initialAlpha: number;
  readonly step: number;
  readonly weights: Weights;
}

/** Other runs that are held at most, and models of theirs or of earlier moments that lie on the device. */
const MOST_OTHERS = 4;
const MOST_OPENED = 2;

/** The model of a file, and the settings that it is looked at with. */
interface FileSubject {
  readonly config: RunConfig;
  readonly initialAlpha: number;
  readonly model: Model;
}

/** The training that is looked at, as far as looks see it. */
export type LookedAtTraining = Pick<Training, 'run' | 'moments'>;

/** Takes looks at a run: at its weights as they are, as they were, and at those of other runs beside it. */
export class Looker {
  private readonly readImages: (indices: readonly number[]) => ImageBatch;
  private readonly others = new Map<string, OtherRun>();
  /** Models on the device by their subject, the one that was used last at the end. */
  private readonly opened = new Map<string, Model>();
  private run: Run | undefined;
  private file: FileSubject | undefined;

  /** @param readImages of the data set, by their numbers */
  constructor(readImages: (indices: readonly number[]) => ImageBatch) {
    this.readImages = readImages;
  }

  /**
   * Holds another run, to be looked at under a name.
   * @param file of `writeCheckpoint`
   * @throws Failure as `readCheckpoint`
   */
  hold(id: string, file: Uint8Array): void {
    const { config, initialAlpha, step, weights } = readCheckpoint(file);
    this.forget(id);
    this.others.set(id, { config, initialAlpha, step, weights });
    if (this.others.size > MOST_OTHERS) this.forget(this.others.keys().next().value!);
  }

  /** Puts the model of a file on the device, in place of an earlier one. What the file lacks is drawn from the seed. */
  holdFile({ config, initialAlpha, weights, specs }: FileModel): void {
    this.releaseFile();
    const missing = specs.filter(({ name }) => !Object.hasOwn(weights, name));
    const model = holding(specs, weights);
    model.assign(initialize(missing, config.run.seed));
    this.file = { config, initialAlpha, model };
  }

  releaseFile(): void {
    this.file?.model.dispose();
    this.file = undefined;
  }

  /**
   * One look; nothing may change the run's weights meanwhile.
   * @param training the run on show; a file's model is looked at without one
   * @throws Failure `look_subject_missing` where the moment, the other run or the file's model is not there; `cancelled` when the signal is
   * aborted; those of the look.
   */
  async look<Kind extends LookKind>(
    training: LookedAtTraining | undefined,
    { kind, subject, request }: LookQuestion<Kind>,
    signal: AbortSignal,
  ): Promise<LookAnswer<Kind>> {
    const begun = performance.now();
    const network =
      subject.of === 'file' ? this.openFile(subject.size) : this.open(required(training), subject);
    try {
      const look = LOOKS[kind] as Look<Kind>;
      const report = await look(network, request, { signal });
      return { step: network.step, seconds: (performance.now() - begun) / 1000, report };
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error;
      const info = { code: 'cancelled', message: error.message, doing: 'looking at the model' } as const;
      throw new Failure(info, { cause: error });
    }
  }

  /** Gives back what lies on the device. */
  dispose(): void {
    for (const model of this.opened.values()) model.dispose();
    this.opened.clear();
  }

  private openFile(size: number): LookedAt {
    const { config, initialAlpha, model } = this.file ?? missing('The model of the file is not there.');
    const { views } = config;
    const drawnBy = { ...config, views: { ...views, crops: [{ ...views.crops[0]!, size }] } };
    const images = (wanted: readonly LookImage[]) => this.imagesOf(wanted);
    return { config: drawnBy, initialAlpha, step: 0, model, run: undefined, drawnBy, images };
  }

  private open(
    { run, moments }: LookedAtTraining,
    subject: Exclude<LookSubject, { readonly of: 'file' }>,
  ): LookedAt {
    // Its moments are another run's.
    if (run !== this.run) this.dispose();
    this.run = run;
    const { config, initialAlpha, step, model } = run;
    const images = (wanted: readonly LookImage[]) => this.imagesOf(wanted);
    const seen = { run, drawnBy: config, images };
    switch (subject.of) {
      case 'run':
        return { ...seen, config, initialAlpha, step, model };
      case 'moment': {
        const weights = moments.at(subject.step) ?? missing('These weights are not kept any more.');
        // The branches are those that the run was set up with.
        const begun = { ...config, loss: { ...config.loss, alpha: initialAlpha } };
        const specs = () => modelSpecs(begun, run.images.data);
        const opened = this.model(`step ${subject.step}`, () => holding(specs(), weights));
        return { ...seen, config, initialAlpha, step: subject.step, model: opened };
      }
      case 'other': {
        const other = this.others.get(subject.id) ?? missing('The other run is not there.');
        const opened = this.model(subject.id, () =>
          holding(networkSpecs(other.config.model, other.initialAlpha), other.weights),
        );
        return { ...seen, ...other, model: opened };
      }
    }
  }

  private model(key: string, make: () => Model): Model {
    const model = this.opened.get(key) ?? make();
    this.opened.delete(key);
    this.opened.set(key, model);
    if (this.opened.size > MOST_OPENED) this.close(this.opened.keys().next().value!);
    return model;
  }

  private forget(id: string): void {
    this.others.delete(id);
    this.close(id);
  }

  private close(key: string): void {
    this.opened.get(key)?.dispose();
    this.opened.delete(key);
  }

  private imagesOf(wanted: readonly LookImage[]): readonly LookedImage[] {
    const numbers = wanted.flatMap((image) => ('image' in image ? [image.image] : []));
    // Images that were all brought along need no data set.
    if (numbers.length === 0) return wanted as readonly LookedImage[];
    const batch = this.readImages(numbers);
    let place = 0;
    return wanted.map((image) => ('image' in image ? lookedImage(batch, place++) : image));
  }
}

function lookedImage(batch: ImageBatch, place: number): LookedImage {
  const image = imageAt(batch, place);
  if (batch.masks === undefined) return image;
  const pixels = batch.height * batch.width;
  return { ...image, mask: batch.masks.subarray(place * pixels, (place + 1) * pixels) };
}

/** A model with these weights, of which it may lack some: a classifier of other classes is not looked at. */
function holding(specs: readonly ParameterSpec[], weights: Weights): Model {
  const model = Model.blank(specs);
  const known = specs.flatMap(({ name }) => (Object.hasOwn(weights, name) ? [[name, weights[name]!]] : []));
  try {
    loadWeights(model, Object.fromEntries(known) as Weights);
    return model;
  } catch (error) {
    model.dispose();
    throw error;
  }
}

function required(training: LookedAtTraining | undefined): LookedAtTraining {
  return training ?? missing('No run is set up.');
}

function missing(message: string): never {
  throw new Failure({
    code: 'look_subject_missing',
    message,
    doing: 'looking at other weights',
    remedy: 'Choose other weights to look at.',
  });
}
