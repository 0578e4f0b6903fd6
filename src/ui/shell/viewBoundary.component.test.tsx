import { MantineProvider } from '@mantine/core';
import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { ViewBoundary } from './ViewBoundary';

it('a view that cannot be drawn says so in its place, and can be shown again', async () => {
  // React writes what it has caught to the console.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  let isBroken = true;
  const View = () => {
    if (isBroken) throw new Error('no such colour');
    return <p>the view</p>;
  };
  const page = await render(
    <MantineProvider>
      <p>the rest</p>
      <ViewBoundary title="Compare">
        <View />
      </ViewBoundary>
    </MantineProvider>,
  );
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('“Compare” cannot be shown: no such colour');
  await expect.element(page.getByText('the rest')).toBeVisible();
  isBroken = false;
  await page.getByRole('button', { name: 'Show it again' }).click();
  await expect.element(page.getByText('the view')).toBeVisible();
});
