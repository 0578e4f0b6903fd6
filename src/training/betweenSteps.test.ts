import { describe, expect, it } from 'vitest';
import { BetweenSteps } from './betweenSteps';

/** A task that notes when it begins and ends, and ends when it is told to. */
function slowTask(log: string[], name: string) {
  let finish: () => void = () => undefined;
  const end = new Promise<void>((resolve) => (finish = resolve));
  const task = async () => {
    log.push(`${name} begins`);
    await end;
    log.push(`${name} ends`);
    return name;
  };
  return { task, finish };
}

describe('BetweenSteps', () => {
  it('does tasks one after the other at rest', async () => {
    const turns = new BetweenSteps();
    const log: string[] = [];
    const [first, second] = [slowTask(log, 'first'), slowTask(log, 'second')];
    const done = [turns.run(first.task), turns.run(second.task)];
    second.finish();
    first.finish();
    expect(await Promise.all(done)).toEqual(['first', 'second']);
    expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });

  it('lets steps begin once the task under way is done, and tasks wait for their turn between steps', async () => {
    const turns = new BetweenSteps();
    const log: string[] = [];
    const first = slowTask(log, 'first');
    const done = turns.run(first.task);
    const steps = turns.stepsBegin().then(() => log.push('steps begin'));
    first.finish();
    await Promise.all([done, steps]);
    const second = turns.run(() => Promise.resolve(log.push('second')));
    expect(turns.isWanted).toBe(true);
    expect(log).toEqual(['first begins', 'first ends', 'steps begin']);
    await turns.drain();
    await second;
    expect(log.at(-1)).toBe('second');
    expect(turns.isWanted).toBe(false);
  });

  it('does not let one who asks without end hold up the steps', async () => {
    const turns = new BetweenSteps();
    await turns.stepsBegin();
    let asked = 0;
    const again = (): Promise<void> => {
      asked += 1;
      void turns.run(again);
      return Promise.resolve();
    };
    void turns.run(again);
    await turns.drain();
    expect(asked).toBe(1);
  });

  it('does tasks after steps during which none was asked for', async () => {
    const turns = new BetweenSteps();
    await turns.stepsBegin();
    await turns.drain();
    await turns.stepsEnd();
    expect(await turns.run(() => Promise.resolve('done'))).toBe('done');
  });

  it('hands on what a task throws, and does the next', async () => {
    const turns = new BetweenSteps();
    const failing = turns.run(() => Promise.reject(new Error('no')));
    const next = turns.run(() => Promise.resolve('next'));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('next');
  });

  it('refuses what waits when it is closed', async () => {
    const turns = new BetweenSteps();
    await turns.stepsBegin();
    const waiting = turns.run(() => Promise.resolve('late'));
    const refused = expect(waiting).rejects.toMatchObject({ info: { code: 'cancelled' } });
    await turns.close();
    await refused;
  });
});
