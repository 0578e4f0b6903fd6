import type { Locator, Page, Worker } from '@playwright/test';
import { encodeLink } from '../../src/config/link';
import type { RunConfig } from '../../src/config/runConfig';
import type { DeviceChoice } from '../../src/compute/openComputer';
import { download, type Download } from './download';

/** One record of the page's metrics export. */
export type MetricsRow = Readonly<Record<string, number>>;

/**
 * For what compiling and training bring about: they may take long on a software GPU, and mostly do not; in ms. It is asked
 * for in the page, by plain selectors: Playwright's roles cost a look at every element, which training has to wait for.
 */
const PATIENT = { timeout: 120_000, polling: 20 };

/** Runs in the page: steps done, by the run bar, which tells of shaders instead while they are compiled; not before `least`. */
function stepsDone(least: number): { readonly step: number } | undefined {
  for (const { textContent } of document.querySelectorAll('span')) {
    const [, done] = /^step ([\d,]+) \/ [\d,]+$/.exec(textContent) ?? [];
    if (done === undefined) continue;
    const step = Number(done.replaceAll(',', ''));
    return step >= least ? { step } : undefined;
  }
  return undefined;
}

/** Runs in the page: whether its status says this. */
function isStatus(pattern: RegExp): boolean {
  const statuses = document.querySelectorAll('[role=status]');
  return [...statuses].some(({ textContent }) => pattern.test(textContent));
}

/** The page as a person uses it. */
export class Playground {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /**
   * Opens the page with a configuration in its address, and waits until it is ready to train.
   * @param device what the address asks for; by itself the page takes the processor before a software adapter, which
   * is all that these tests have. Its check, which every new browser would make, is left out.
   */
  async open(config: RunConfig, device: DeviceChoice = 'auto'): Promise<void> {
    const query = device === 'auto' ? '' : `?device=${device}&check=off`;
    await this.page.goto(`./${query}#${encodeLink(config)}`);
    await this.waitFor('Ready');
  }

  /** Waits for a phase by the words of the run bar. */
  async waitFor(phase: string): Promise<void> {
    await this.page.waitForFunction(isStatus, new RegExp(`^${phase}$`), PATIENT);
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The number box of a field. */
  field(label: string): Locator {
    return this.page.getByRole('textbox', { name: label });
  }

  /** The worker that trains. */
  trainingWorker(): Worker {
    return this.page.workers().findLast((worker) => worker.url().includes('trainingWorker'))!;
  }

  /** Steps done. */
  async step(): Promise<number> {
    return this.reachedStep(0);
  }

  async waitForStep(step: number): Promise<void> {
    await this.reachedStep(step);
  }

  private async reachedStep(least: number): Promise<number> {
    const reached = await this.page.waitForFunction(stepsDone, least, PATIENT);
    return (await reached.jsonValue())!.step;
  }

  /** Presses Step until `steps` more are done. */
  async doSteps(steps: number): Promise<void> {
    const target = (await this.step()) + steps;
    for (let step = target - steps + 1; step <= target; step++) {
      await this.button('Step').click();
      await this.waitForStep(step);
    }
  }

  /** Saves something from the export menu, or from the dialog where the menu lacks it; the bytes of the file and its name. */
  async save(item: string): Promise<Download> {
    await this.button('Export and import').click();
    const all = this.page.getByRole('menuitem', { name: 'All exports…' });
    await all.waitFor();
    const quick = this.page.getByRole('menuitem', { name: item });
    if ((await quick.count()) > 0) return download(this.page, () => quick.click());
    await all.click();
    const saved = await this.saveInDialog(item);
    await this.page.keyboard.press('Escape');
    return saved;
  }

  /** Saves something from the dialog with all exports, which is open, or the model card of it. */
  async saveInDialog(title: string, button = 'Save'): Promise<Download> {
    await this.page.getByRole('tab', { name: title, exact: true }).click();
    const pane = this.page.getByRole('region', { name: title, exact: true });
    return download(this.page, () => pane.getByRole('button', { name: button, exact: true }).click());
  }

  /** The steps reported so far, from the metrics export; not the matching accuracy of the untrained model. */
  async metrics(): Promise<readonly MetricsRow[]> {
    const { bytes } = await this.save('Metrics (CSV)');
    const [header, ...lines] = new TextDecoder().decode(bytes).trim().split(/\r?\n/);
    const names = header!.split(',').map((name) => name.replace(/ \[.*\]$/, ''));
    return lines
      .map((line) => {
        const fields = line.split(',').map((field, place) => [names[place]!, field] as const);
        return Object.fromEntries(
          fields.filter(([, field]) => field !== '').map(([name, field]) => [name, Number(field)]),
        );
      })
      .filter(({ step }) => step! > 0);
  }

  /** Pins a cell of view 1 by the keys; gives the picture, as it is then, of what it resembles in view 2. */
  async pinCell(): Promise<() => Promise<string>> {
    await this.page.getByRole('application', { name: /^View 1/ }).focus();
    await this.page.keyboard.press('ArrowRight');
    await this.page.keyboard.press('Enter');
    const heat = this.page
      .getByRole('application', { name: /^View 2/ })
      .locator('canvas')
      .last();
    return () => heat.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  }

  async openPanel(name: string): Promise<void> {
    const state = '( ?\\d+ changed| ?needs attention)?';
    const header = this.page.getByRole('button', { name: new RegExp(`^${name}${state}$`) });
    if ((await header.getAttribute('aria-expanded')) !== 'true') await header.click();
  }
}
