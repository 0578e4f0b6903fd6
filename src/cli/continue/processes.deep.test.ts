import { afterAll, describe, expect, it } from 'vitest';
import { scratch } from '../testing/program';
import { beginRun, expectTwoProcessesTheSame, MODELS, PYTHON } from './testing/pytorchRuns';

const { path, remove } = scratch();
afterAll(remove);

// Debian: apt-get install python3-torch.
describe.skipIf(PYTHON === undefined)('processes (skipped where python3-torch is not installed)', () => {
  it('two have the same losses without batch norm, and go on from where they were ended', async () => {
    expect.hasAssertions();
    const at = (file: string) => path(`convnext/${file}`);
    await beginRun(MODELS['convnext and AdamW'], at);
    await expectTwoProcessesTheSame(at);
  });
});
