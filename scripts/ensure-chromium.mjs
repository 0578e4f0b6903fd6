/** @file Makes sure that a Chromium is there: one on the machine, else Playwright's download, else the system's package manager. */
import { spawnSync } from 'node:child_process';
import { findChromium } from './chromium.mjs';
import { run } from './install.mjs';

const has = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;

const PACKAGE_MANAGERS = [
  { name: 'apt-get', steps: [['update'], ['install', '-y', 'chromium', 'libvulkan1']] },
  { name: 'dnf', steps: [['install', '-y', 'chromium', 'vulkan-loader']] },
  { name: 'pacman', steps: [['-Sy', '--noconfirm', 'chromium', 'vulkan-icd-loader']] },
  { name: 'apk', steps: [['add', 'chromium', 'vulkan-loader']] },
  { name: 'brew', steps: [['install', '--cask', 'chromium']] },
];

function installFromSystem() {
  const manager = PACKAGE_MANAGERS.find(({ name }) => has(name));
  if (manager === undefined) return;
  const asRoot = manager.name !== 'brew' && process.getuid?.() !== 0 && has('sudo');
  for (const step of manager.steps) {
    const [command, ...args] = asRoot ? ['sudo', manager.name, ...step] : [manager.name, ...step];
    run(command, args);
  }
}

/** Path of a Chromium; ends the program with advice when none can be had. */
export function ensureChromium() {
  const attempts = [() => {}, () => run('npx', ['playwright', 'install', 'chromium']), installFromSystem];
  for (const attempt of attempts) {
    attempt();
    const path = findChromium();
    if (path !== undefined) return path;
  }
  console.error(
    'No Chromium was found and none could be installed. Install Chrome or Chromium and set CHROMIUM_PATH to its program.',
  );
  process.exit(1);
}
