import { MantineProvider } from '@mantine/core';
import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { createConfigStore } from '../../store/configStore';
import { SessionProvider } from '../../store/context';
import { createRunStore } from '../../store/runStore';
import { createSession } from '../../store/session';
import { tunesFirst } from '../../store/tuneSetting';
import { fakeTraining, type FakeOptions } from '../../testing/fakeTraining';
import { TuneSection } from './TuneSection';

async function show(options: FakeOptions = {}) {
  const connect = () => Promise.resolve(fakeTraining({ stepTime: 5, ...options }));
  const session = createSession(connect, createConfigStore(), createRunStore());
  await render(
    <MantineProvider>
      <SessionProvider session={session}>
        <TuneSection />
      </SessionProvider>
    </MantineProvider>,
  );
  await session.open();
  return session;
}

const button = (name: string) => page.getByRole('button', { name });

it('tunes, shows what was found, and forgets it', async () => {
  await show();
  await button('Tune').click();
  const rows = page.getByRole('row');
  await expect.element(rows.nth(1)).toHaveTextContent('matrix product');
  await expect.element(rows.nth(1)).toHaveTextContent('6272×384×96');
  await expect.element(rows.nth(1)).toHaveTextContent('128×64 shared, 8×4 a thread, 16 deep');
  await expect.element(rows.nth(1)).toHaveTextContent('1.60 ×');
  await expect.element(rows.nth(2)).toHaveTextContent('the same');
  await expect.element(page.getByText('1 of 2 kernels are faster')).toBeVisible();
  await button('Forget tunings').click();
  await expect.element(page.getByRole('table')).not.toBeInTheDocument();
});

it('shows how far it is, and keeps what was found when it is cancelled', async () => {
  await show({ evaluationTime: 60_000 });
  await button('Tune').click();
  await expect.element(page.getByText('0 of 2 kernels')).toBeVisible();
  await button('Cancel').click();
  await expect.element(page.getByText('1 smaller kernel was not tried.', { exact: false })).toBeVisible();
  await expect.element(page.getByRole('row').nth(1)).toHaveTextContent('matrix product');
});

it('waits while a run trains, and can be kept from tuning by itself', async () => {
  const session = await show();
  await session.train();
  await expect.element(button('Tune')).toBeDisabled();
  await expect.element(page.getByText('Pause it to tune.', { exact: false })).toBeVisible();
  await session.pause();
  await expect.element(button('Tune')).toBeEnabled();
  expect(tunesFirst()).toBe(true);
  const itself = page.getByLabelText('Tune by itself', { exact: false });
  await itself.click();
  expect(tunesFirst()).toBe(false);
  await itself.click();
  expect(tunesFirst()).toBe(true);
});
