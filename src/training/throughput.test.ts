import { expect, it } from 'vitest';
import { Throughput } from './throughput';

it('leaves pauses out of the time and of the rate', () => {
  let now = 0;
  const throughput = new Throughput(0, () => now);
  throughput.start();
  for (let step = 0; step < 4; step++) {
    now += 500;
    throughput.tick();
  }
  expect(throughput.stepsPerSecond).toBe(2);
  throughput.stop();
  now += 60_000;
  expect(throughput.seconds).toBe(2);
  throughput.start();
  expect(throughput.stepsPerSecond).toBe(0);
  now += 100;
  throughput.tick();
  expect(throughput.stepsPerSecond).toBe(10);
  expect(throughput.seconds).toBeCloseTo(2.1);
});

it('counts steps that ended together, over the latest', () => {
  let now = 0;
  const throughput = new Throughput(0, () => now);
  throughput.start();
  const ended = (steps: number, after: number) => {
    now += after;
    throughput.tick(steps);
  };
  ended(20, 1000);
  expect(throughput.stepsPerSecond).toBe(20);
  ended(20, 100);
  // What was slow before is forgotten.
  expect(throughput.stepsPerSecond).toBe(200);
});
