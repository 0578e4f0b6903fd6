import { setField } from '../../config/describe';
import type { RunConfig } from '../../config/runConfig';
import type { ConfigStore } from './configStore';
import type { DataLoader } from './dataLoader';
import type { ChosenFiles } from './dataRequest';
import type { Message } from './messages';
import { addFiles, type AddedFiles, type MoreFiles } from './moreFiles';
import type { Question } from './question';
import { hasResults } from './runState';
import type { RunStore } from './runStore';
import { phaseOf } from './status';
import type { WorkerLink } from './workerLink';

/** What a person can do with images of their own. */
export interface DataFiles {
  /** Sets the files of a source, or adds to them; asks which, once in a visit, where some are chosen already. */
  chooseFiles(source: keyof ChosenFiles, files: readonly File[]): Promise<void>;
  /**
   * The same, and starts over with these data at once; when they are refused, everything stays as it was.
   * @param way where that is known, nothing is asked
   */
  trainOn(source: keyof ChosenFiles, files: readonly File[], way?: MoreFiles): Promise<void>;
  /** Ends the loading of files; the page is as it was before. */
  cancelLoad(): Promise<void>;
  /** What becomes of more files of a source that has some; `null` to be asked again. */
  decideMoreFiles(way: MoreFiles | null): void;
}

interface Surroundings {
  readonly link: WorkerLink;
  readonly data: DataLoader;
  readonly config: ConfigStore;
  readonly run: RunStore;
  readonly ask: (question: Omit<Question, 'answer'>) => Promise<boolean>;
  readonly tell: (message: Message) => void;
  readonly isFree: () => Promise<boolean>;
  /** True while the run of a file waits for its images. */
  readonly isWaiting: () => boolean;
  readonly prepare: () => Promise<boolean>;
  readonly session: {
    pause(): Promise<void>;
    reset(): Promise<boolean>;
    train(): Promise<void>;
  };
}

/** Key of the message about files that were chosen already. */
const REPEATED = 'files chosen already';

export function createDataFiles(around: Surroundings): DataFiles {
  const { link, data, config, run, ask, tell, isFree, isWaiting, prepare, session } = around;

  /** What is chosen once these files are; `null` where nothing changes. */
  async function united(
    source: keyof ChosenFiles,
    files: readonly File[],
    known?: MoreFiles,
  ): Promise<readonly File[] | null> {
    run.dispatch({ type: 'dismissed', key: REPEATED });
    const chosen = run.getState().files[source];
    // Nothing is added to what was refused, nor to other images than a run waits for.
    if (chosen.length === 0 || data.isRefused() || isWaiting()) return files;
    const way = known ?? run.getState().moreFiles ?? (await askWay(chosen.length, files.length));
    if (way === null) return null;
    if (way === 'replace') return files;
    const added = addFiles(source, chosen, files);
    if (added.repeated > 0)
      tell({ key: REPEATED, tone: 'info', text: repeatedText(added, chosen.length, files.length) });
    return added.repeated === files.length ? null : added.files;
  }

  async function askWay(chosen: number, more: number): Promise<MoreFiles | null> {
    let way: MoreFiles = 'add';
    const agreed = await ask({
      title: 'Files are chosen already',
      text: `${filesText(chosen)} chosen, and ${more === 1 ? 'one more has' : `${count(more)} more have`} come. What comes later in this visit is treated in the same way; the Data panel changes that.`,
      agree: chosen === 1 ? 'Add to the file chosen' : `Add to the ${count(chosen)} files chosen`,
      other: { label: chosen === 1 ? 'Replace it' : 'Replace them', choose: () => (way = 'replace') },
      decline: 'Cancel',
    });
    if (!agreed) return null;
    run.dispatch({ type: 'moreFilesDecided', way });
    return way;
  }

  const acceptsSource = (source: keyof ChosenFiles) => {
    const { config: panels, accepts } = config.getState();
    return accepts(setField(panels, 'data.source', source) as RunConfig);
  };

  /** Sets files and their source. @returns what gives both back */
  function choose(source: keyof ChosenFiles, all: readonly File[]): () => void {
    const panels = config.getState();
    const { files, filesPending, needsFiles } = run.getState();
    run.dispatch({ type: 'filesChosen', files: { ...files, [source]: all }, isPending: true });
    config.getState().edit('data.source', source);
    return () => {
      run.dispatch(
        { type: 'filesChosen', files, isPending: filesPending },
        { type: 'filesNeeded', isNeeded: needsFiles },
      );
      config.getState().restore(panels);
    };
  }

  return {
    cancelLoad: () => data.cancel(),
    chooseFiles: async (source, files) => {
      if (!acceptsSource(source)) return;
      const all = await united(source, files);
      if (all === null) return;
      const putBack = choose(source, all);
      const waits = isWaiting() || !hasResults(run.getState());
      if (run.getState().sweeping || !waits) return;
      await prepare();
      if (data.isRefused() && data.wasCancelled()) putBack();
    },
    trainOn: async (source, files, way) => {
      if (!acceptsSource(source) || !(await isFree())) return;
      const all = await united(source, files, way);
      if (all === null) return;
      link.flush();
      const wasRunning = phaseOf(run.getState()) === 'running';
      if (wasRunning) await session.pause();
      const putBack = choose(source, all);
      await (hasResults(run.getState()) ? session.reset() : prepare());
      const isLeft = run.getState().active !== null || data.wasCancelled();
      if (!data.isRefused() || !isLeft) return;
      putBack();
      if (wasRunning) await session.train();
    },
    decideMoreFiles: (way) => run.dispatch({ type: 'moreFilesDecided', way }),
  };
}

function repeatedText({ repeated }: AddedFiles, chosen: number, more: number): string {
  if (more === 1) return 'This file is chosen already.';
  return repeated === more
    ? `These ${count(more)} files are chosen already.`
    : `${count(repeated)} of the ${count(more)} files were among the ${count(chosen)} chosen already. They are used once.`;
}

const filesText = (files: number) => (files === 1 ? 'One file is' : `${count(files)} files are`);

const count = (files: number) => files.toLocaleString('en');
