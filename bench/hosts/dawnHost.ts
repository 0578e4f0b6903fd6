import { fork, type ChildProcess } from 'node:child_process';
import { openNodeGpu } from '../../src/gpu/nodeGpu';
import { runJob, type JobName } from '../jobs';
import type { Host, Room } from './host';

/** Argument by which the program knows that it is a room and not the driver. */
export const ROOM_FLAG = '--room';

interface Request {
  readonly job: JobName;
  readonly argument: unknown;
}

type Reply = { readonly result: unknown } | { readonly error: string };

/** Rooms as processes of this program. */
export function dawnHost(program: string): Host {
  return {
    name: 'Node on Dawn',
    isPage: false,
    engines: ['ours', 'ours-mixed', 'playground', 'playground-sent', 'tfjs-webgpu', 'jax-webgpu'],
    open: async () => roomOf(fork(program, [ROOM_FLAG], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })),
    close: async () => undefined,
  };
}

function roomOf(child: ChildProcess): Room {
  let fail: ((error: Error) => void) | undefined;
  child.on('exit', (code) => fail?.(new Error(`The process with the GPU ended with code ${String(code)}.`)));
  const run = (job: JobName, argument: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      fail = reject;
      child.once('message', (reply: Reply) => {
        if ('error' in reply) reject(new Error(reply.error));
        else resolve(reply.result);
      });
      child.send({ job, argument: argument ?? null } satisfies Request);
    });
  return {
    run: run as Room['run'],
    close: async () => {
      fail = undefined;
      child.kill();
    },
  };
}

/** The other side: opens Dawn and answers until the driver ends this process. */
export async function serveRoom(): Promise<void> {
  const opened = openNodeGpu({ switches: ['disable-dawn-features=timestamp_quantization'] });
  process.on('message', ({ job, argument }: Request) => {
    void opened
      .then(() => runJob(job, argument))
      .then(
        (result) => process.send!({ result: result ?? null } satisfies Reply),
        (error: unknown) => process.send!({ error: describe(error) } satisfies Reply),
      );
  });
  process.on('disconnect', () => process.exit());
  await opened;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
