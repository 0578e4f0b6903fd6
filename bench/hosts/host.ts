import type { EngineName } from '../engines/engine';
import type { JobName, Jobs } from '../jobs';

type ArgumentOf<K extends JobName> = Parameters<Jobs[K]>[0];
type ResultOf<K extends JobName> = Awaited<ReturnType<Jobs[K]>>;

/** A page or process with a GPU of its own, in which jobs run. */
export interface Room {
  run<K extends JobName>(job: K, argument: ArgumentOf<K>): Promise<ResultOf<K>>;
  close(): Promise<void>;
}

/** Where rooms come from: a Chromium, or Node on Dawn. */
export interface Host {
  readonly name: string;
  /** Whether its rooms are pages of a browser. */
  readonly isPage: boolean;
  /** Engines that run here, in the order of a table. */
  readonly engines: readonly EngineName[];
  /** @param isolated whether threads may share memory in the room; only where there is a Chromium. */
  open(isolated?: boolean): Promise<Room>;
  close(): Promise<void>;
}
