/** @file Writes the table of `docs/DEVICES.md` from the reports in `docs/devices/`: `node scripts/devices.mjs`. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, ensureInstalled } from './install.mjs';

ensureInstalled();
const { runnerImport } = await import('vite');
const load = async (file) => (await runnerImport(join(ROOT, file), { root: ROOT, configFile: false })).module;
const { readDeviceReport } = await load('src/device/deviceReport.ts');
const { devicesTable } = await load('src/device/devicesTable.ts');

const folder = join(ROOT, 'docs/devices');
const reports = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => readDeviceReport(readFileSync(join(folder, name), 'utf8')));

/** What stands around the table in the page. */
const [BEGIN, END] = ['<!-- devices -->', '<!-- end of devices -->'];
const page = join(ROOT, 'docs/DEVICES.md');
const text = readFileSync(page, 'utf8');
const before = text.slice(0, text.indexOf(BEGIN) + BEGIN.length);
const after = text.slice(text.indexOf(END));
writeFileSync(page, `${before}\n\n${devicesTable(reports)}\n\n${after}`);
