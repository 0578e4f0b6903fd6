import { expect, type Locator, type Page } from '@playwright/test';

/** The drawer with the runs that the browser keeps. */
export const library = (page: Page): Locator => page.getByRole('dialog', { name: 'Runs in this browser' });

/** Its runs, newest first, and damaged ones after them. */
export const libraryRows = (page: Page): Locator =>
  library(page).getByRole('list', { name: 'Runs in this browser' }).locator(':scope > li');

export async function openLibrary(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  await expect(library(page)).toBeVisible();
}

export async function closeLibrary(page: Page): Promise<void> {
  await library(page).getByRole('button', { name: 'Close' }).click();
  await expect(library(page)).toBeHidden();
}
