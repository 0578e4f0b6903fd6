import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { dropFiles } from '../support/dropFiles';
import { Playground } from '../support/playground';
import { test } from '../support/test';
import { tinyRun } from '../support/tinyRun';
import { withoutGpu } from '../support/withoutGpu';

test.use(withoutGpu);

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vicregl-'));
});
test.afterEach(() => rm(folder, { recursive: true, force: true }));

test('a run that the command line has begun on image files goes on in the page on the same files', async ({
  page,
}) => {
  const data = fileURLToPath(new URL('../../src/data/fixtures/kinds', import.meta.url));
  const config = join(folder, 'run.json');
  const bundle = join(folder, 'run.zip');
  await writeFile(config, JSON.stringify(tinyRun(({ run }) => (run.length = 6))));
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      ...['scripts/cli.mjs', 'train', '--data', data, '--config', config, '--backend', 'wasm'],
      ...['--steps', '3', '--out', join(folder, 'out'), '--bundle', bundle],
    ],
    { encoding: 'utf8' },
  );
  expect(status, stderr).toBe(0);
  const playground = new Playground(page);
  await playground.open(tinyRun());
  await dropFiles(page, [{ name: 'run.zip', bytes: await readFile(bundle) }]);
  await page.getByLabel('Choose a folder of images').setInputFiles(data);
  // Other pixels would be another data set, on which the run does not go on.
  await playground.waitForStep(3);
  await playground.waitFor('Paused');
  await playground.button('Continue').click();
  await playground.waitFor('Finished');
  expect((await playground.metrics()).map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
});
