import type { Host } from '../hosts/host';
import { figure } from '../report/numbers';
import type { CommandOutput } from './output';

/** What the adapter can do at best. */
export async function limit(host: Host): Promise<CommandOutput> {
  const room = await host.open();
  const measured = await room.run('limit', undefined);
  await room.close();
  const { adapter, gflops, gigabytesPerSecond } = measured;
  return {
    text: `${adapter}: ${figure(gflops)} GFLOP/s of multiply-adds in registers, ${figure(gigabytesPerSecond)} GB/s copied (read + written).`,
    data: measured,
  };
}
