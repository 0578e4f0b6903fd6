import { openStockBackend, type StockBackend } from '../engines/stockBackends';
import { opPipeline } from './opPipeline';
import type { Pipeline } from './pipeline';
import type { Work } from './work';

/** The op's composition on a stock backend: it reads its inputs back, renders in JavaScript and uploads the views. */
export async function openStock(backend: StockBackend, work: Work): Promise<Pipeline> {
  await openStockBackend(backend);
  return opPipeline(
    work,
    () => Promise.resolve(),
    () => undefined,
  );
}
