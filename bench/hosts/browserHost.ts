import { build, preview } from 'vite';
import { chromium } from 'playwright';
import { assemblyScript } from '../../scripts/assembly.mjs';
import { CHROMIUM_FLAGS, findChromium } from '../../scripts/chromium.mjs';
import { ISOLATION } from '../../scripts/headers.mjs';
import { stamp } from '../../scripts/stamp.mjs';
import { packageChanges } from '../../scripts/package-changes.mjs';
import { PROGRAM } from '../../src/program';
import { ENGINES } from '../engines/engine';
import type { JobName } from '../jobs';
import type { Host, Room } from './host';

/** Exact clocks for the GPU, and WebGL without a graphics card, for the engines that need them. */
const FLAGS = [
  ...CHROMIUM_FLAGS,
  '--disable-dawn-features=timestamp_quantization',
  '--enable-unsafe-swiftshader',
  '--use-angle=swiftshader',
];

/** Rooms as pages of one Chromium, built and served by Vite. */
export async function browserHost(root: string): Promise<Host> {
  const options = {
    configFile: false,
    root: `${root}bench/page`,
    base: './',
    worker: { format: 'es' },
    logLevel: 'warn',
    build: {
      target: 'es2022',
      outDir: `${root}dist/bench`,
      emptyOutDir: true,
      // Names of tfjs's programs are the names of its classes.
      minify: false,
      chunkSizeWarningLimit: Infinity,
    },
  } as const;
  const plugins = [assemblyScript(), packageChanges(), stamp(PROGRAM)];
  await build({ ...options, plugins });
  const serve = (headers: Record<string, string>) =>
    preview({ ...options, preview: { port: 0, host: 'localhost', headers } });
  const servers = { plain: await serve({}), isolated: await serve(ISOLATION) };
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: FLAGS,
    ignoreDefaultArgs: ['--headless', '--headless=old'],
  });
  return {
    name: `Chromium ${browser.version()}`,
    isPage: true,
    engines: ENGINES,
    async open(isolated = false): Promise<Room> {
      const page = await (await browser.newContext()).newPage();
      page.on('pageerror', (error) => console.error(error.message));
      await page.goto(servers[isolated ? 'isolated' : 'plain'].resolvedUrls!.local[0]!);
      await page.waitForFunction('globalThis.bench !== undefined');
      const run = (job: JobName, argument: unknown): Promise<unknown> =>
        page.evaluate(([name, value]) => (globalThis as unknown as BenchPage).bench(name, value), [
          job,
          argument ?? null,
        ] as const);
      return { run: run as Room['run'], close: () => page.context().close() };
    },
    async close() {
      await browser.close();
      await Promise.all(Object.values(servers).map((server) => server.close()));
    },
  };
}

/** What `bench/page/main.ts` puts on its page. */
interface BenchPage {
  bench(job: JobName, argument: unknown): Promise<unknown>;
}
