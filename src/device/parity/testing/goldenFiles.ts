import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../../../compute/computer';
import { openSharedDevice, type TiledFor } from '../../../gpu/testing/sharedDevice';
import { runParity, type ParityFile } from '../runParity';

const ADDRESSES = import.meta.glob<string>('../../../*/fixtures/*.{safetensors,pth}', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** A whole training step compiles some hundred programs on a software GPU. */
const TIMEOUT = 600_000;

const folders = [...new Set(Object.keys(ADDRESSES).map((path) => path.split('/')[3]!))];

/** Files whose every op others meet too; `npm test` leaves them to the deep suite. */
export const MET_BY_OTHERS =
  /^(steps_(convnext_2view|resnet_multicrop)|backbone_resnet_(basic|bottleneck)_deep)\./;

/** The golden files of every room but those that `without` names, on kernels that are tiled for `adapter`. */
export function testGoldenFiles(adapter: TiledFor, without?: RegExp): void {
  describe(`on WebGPU, with kernels for ${adapter},`, () => {
    let device: Computer;
    beforeAll(async () => {
      device = await openSharedDevice({ tiledFor: adapter });
    });
    afterAll(() => device.close());

    it.each(folders)(
      'the golden files of %s are met',
      async (room) => {
        const files = await Promise.all(
          Object.entries(ADDRESSES)
            .filter(([path]) => path.split('/')[3] === room)
            .map(([path, address]) => ({ name: path.split('/').at(-1)!, address }))
            .filter(({ name }) => without?.test(name) !== true)
            .map(async ({ name, address }): Promise<ParityFile> => {
              const response = await fetch(address);
              return { name, bytes: new Uint8Array(await response.arrayBuffer()) };
            }),
        );
        const failed: unknown[] = [];
        let count = 0;
        for await (const result of runParity(files, 'webgpu')) {
          count++;
          if (!result.ok) failed.push(result);
        }
        expect(failed).toEqual([]);
        expect(count).toBeGreaterThan(1);
      },
      TIMEOUT,
    );
  });
}
