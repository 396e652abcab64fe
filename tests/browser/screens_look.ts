import type { Page } from 'playwright-core';
import type { Screen } from './screens.ts';
import { desktop, type Stage } from './screens_stage.ts';

export const phone = { width: 390, height: 844 };

export type Look = 'light' | 'dark' | 'phone';
export const looks: readonly Look[] = ['light', 'dark', 'phone'];

export async function putOn(page: Page, look: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: look === 'dark' ? 'dark' : 'light', reducedMotion: 'reduce' });
  await page.setViewportSize(look === 'phone' ? phone : desktop);
}

/** Opens a screen and waits until nothing more arrives. */
export async function show(stage: Stage, screen: Screen, look: Look, script = true): Promise<Page> {
  const page = await stage.page(screen.who, script);
  await putOn(page, look);
  const path = typeof screen.path === 'string' ? screen.path : screen.path(stage.places);
  await page.goto(`${stage.address(screen.who)}${path}`);
  await settled(page, script);
  if (screen.act) {
    await screen.act(page);
    await settled(page, script);
  }
  return page;
}

async function settled(page: Page, script: boolean): Promise<void> {
  await page.getByRole('main').first().waitFor({ state: 'attached' });
  await page.waitForLoadState('networkidle');
  if (!script) return;
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true], [class*=composerFallback]'));
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}
