import { TEST_COUNT } from '../../../data/synthetic/testCount';
import {
  FEATURES,
  featureShapes,
  isOfCells,
  type FeaturePart,
  type FeatureShapes,
} from '../../../exporting/features';
import type { TableFormat } from '../../../exporting/formats';
import type { OutputName } from '../../../exporting/graphWriter';
import { failureInfo } from '../../../failure';
import { openSink } from '../../controls/fileSink';
import { savedName } from '../../controls/useSaveFile';
import { useRun, useSession } from '../../store/context';
import type { RunState } from '../../store/runState';
import { statusOf } from '../../store/status';
import type { TableChoices } from './tableChoices';
import type { TableExport } from './tableExports';

/** A table of features that could be saved now. */
export interface Table {
  /** Those that the format has room for, in the order of the file. */
  readonly features: readonly OutputName[];
  /** Of what the model gives of an image. */
  readonly shapes: FeatureShapes;
  readonly images: Readonly<Record<FeaturePart, number>>;
  /** About how many there will be. */
  readonly bytes: number;
  /** False where nothing can compute it now. */
  readonly isThere: boolean;
  /** Computes and saves it; a message tells what fails. */
  readonly save: () => void;
}

/** Bytes of a number, about. */
const BYTES: Readonly<Record<TableFormat, number>> = { npz: 4, parquet: 4, csv: 13 };

export function useTable(
  { title, table: format, ending, type }: TableExport,
  { part, features: wanted }: TableChoices,
): Table {
  const session = useSession();
  const active = useRun((run) => run.active);
  const initialAlpha = useRun((run) => run.initialAlpha);
  const train = useRun((run) => run.data?.count ?? 0);
  const test = useRun(testCount);
  const isThere = useRun((run) => run.active !== null && !run.sweeping && statusOf(run) !== 'gone');
  const shapes =
    active === null ? {} : featureShapes(active, { global: initialAlpha !== 0, local: initialAlpha !== 1 });
  const features = FEATURES.filter(
    (name) => wanted.includes(name) && shapes[name] !== undefined && hasRoom(format, name),
  );
  const images = { train, test };
  const numbers = features.reduce(
    (sum, name) => sum + shapes[name]!.reduce((size, axis) => size * axis, 1),
    0,
  );
  const bytes = images[part] * numbers * BYTES[format];
  const save = () => {
    const write = async () => {
      const sink = await openSink(savedName(session, ending), type, bytes);
      if (sink === null) return;
      try {
        const request = { format, part, features };
        const isDone = await session.featureExport.write(request, (piece) => sink.write(piece));
        await (isDone ? sink.close() : sink.abort());
      } catch (error) {
        // The file may be why it failed.
        await sink.abort().catch(() => undefined);
        throw error;
      }
    };
    write().catch((error: unknown) => session.fail('export', failureInfo(error, `saving ${title}`)));
  };
  return { features, shapes, images, bytes, isThere, save };
}

/** A CSV table has no room for maps: they would have a column for each number of each cell. */
export function hasRoom(format: TableFormat, name: OutputName): boolean {
  return format !== 'csv' || !isOfCells(name);
}

/** Images that `testImages` would find. */
function testCount({ data, active }: RunState): number {
  if (active?.data.source === 'synthetic') return TEST_COUNT;
  const sets = data?.heldOut ?? [];
  const found = sets.find(({ split }) => split === 'test') ?? sets.find(({ split }) => split === 'val');
  return found?.count ?? 0;
}
