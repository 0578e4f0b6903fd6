import { table } from '../../src/formats/markdownTable';
import type { LookKind } from '../../src/reports/looks';
import type { EvaluationBackend } from '../evaluationBackends';
import type { Host } from '../hosts/host';
import type { ViewsCost } from '../jobs/views';
import { LOOK_KINDS } from '../lookRequests';
import { figure, percent } from '../report/numbers';
import type { CommandOutput } from './output';

export interface ViewsCommandOptions {
  readonly steps: number;
  readonly backends: readonly EvaluationBackend[];
  /** Kinds whose names contain this. */
  readonly only?: string | undefined;
}

/** What each kind of look costs a training of the default preset, at the pace at which the page takes it. */
export async function views(
  host: Host,
  { steps, backends, only = '' }: ViewsCommandOptions,
): Promise<CommandOutput> {
  const kinds: (LookKind | null)[] = [null, ...LOOK_KINDS.filter((kind) => kind.includes(only))];
  const costs: { backend: EvaluationBackend; kind: LookKind | null; cost: ViewsCost }[] = [];
  for (const backend of backends) {
    for (const kind of kinds) {
      const room = await host.open(backend === 'wasm-threads');
      costs.push({ backend, kind, cost: await room.run('views', { backend, kind, steps }) });
      await room.close();
    }
  }
  const rows = costs.map(({ backend, kind, cost }) => [
    backend,
    kind ?? 'no view',
    figure(cost.steps / cost.seconds),
    String(cost.looks),
    cost.looks === 0 ? '–' : figure(cost.lookSeconds / cost.looks),
    percent(cost.lookSeconds / cost.seconds),
  ]);
  return {
    text: table(['backend', 'on show', 'steps/s', 'looks', 's/look', 'share of the time'], rows),
    data: { steps, costs },
  };
}
