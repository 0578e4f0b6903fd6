/** @file `npm start`: installs what is missing, builds, and serves the playground. */
import { ensureInstalled, run } from './install.mjs';
import { BUILD_SOURCES, isStale } from './stale.mjs';

ensureInstalled();
const sources = [...BUILD_SOURCES, 'public', 'index.html', 'vite.config.ts'];
if (isStale('dist/site/index.html', sources)) {
  if (run('npx', ['vite', 'build']) !== 0) process.exit(1);
}
const { preview } = await import('vite');
const port = Number(process.env.PORT ?? 4173);
const server = await preview({ preview: { port, strictPort: false, host: 'localhost' } });
server.printUrls();
console.log('  Open this address in Chrome or Edge. Ctrl-C ends the server.');
