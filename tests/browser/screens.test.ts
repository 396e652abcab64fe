import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './desk.ts';
import { type Screen, screens } from './screens.ts';
import { findings } from './screens_axe.ts';
import { looks, phone, putOn, show } from './screens_look.ts';
import { openStage, type Stage } from './screens_stage.ts';

let browser: Browser;
let stage: Stage;

beforeAll(async () => {
  browser = await openBrowser();
  stage = await openStage(browser);
});

afterAll(async () => {
  await browser?.close();
  await stage?.stop();
});

/** By how many pixels the page is wider than its window. */
const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

describe('every screen', () => {
  // Opened once and looked at three times: what differs between the looks is style.
  it.each(screens)('$name: the checker finds nothing, light, dark and on a phone, and nothing is wider than the phone', async (screen) => {
    const page = await show(stage, screen, 'light');
    const found: Record<string, string[]> = {};
    for (const look of looks) {
      await putOn(page, look);
      // Tall enough that nothing is cut off by the edge of what scrolls.
      if (look === 'phone') await page.setViewportSize({ width: phone.width, height: 1_600 });
      found[look] = await findings(page, look, screen.covered);
    }
    expect(found).toEqual({ light: [], dark: [], phone: [] });
    await page.setViewportSize({ width: 360, height: 740 });
    await expect.poll(() => overflow(page)).toBeLessThanOrEqual(0);
  });
});

describe('without a script', () => {
  const shown = screens.filter((screen) => !screen.path.toString().startsWith('/desk') && !screen.name.startsWith('desk') && !screen.act);

  it.each(shown)('$name shows the same headings, fields and buttons', async (screen: Screen) => {
    const said = async (page: Page) =>
      page.locator('h1, h2, label, legend, button, .button').evaluateAll((all) => all.map((one) => one.textContent));
    const scripted = await said(await show(stage, screen, 'light'));
    expect(scripted.length).toBeGreaterThan(0);
    expect(await said(await show(stage, screen, 'light', false))).toEqual(scripted);
  });

  it('a problem is reported, answered, called solved and taken up again', async () => {
    const page = await stage.page('contact', false);
    await page.goto(`${stage.address('contact')}/tickets/new`);
    await page.getByRole('textbox', { name: 'In a few words' }).fill('The gallery does not open');
    await page.getByRole('textbox', { name: 'What happened?' }).fill('It stays white on every phone.');
    await page.getByRole('button', { name: 'Send to the team' }).click();
    await page.getByRole('heading', { name: 'The gallery does not open' }).waitFor();
    await page.getByRole('textbox', { name: 'Your answer' }).fill('On tablets, too.');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('article').getByText('On tablets, too.').waitFor();
    await page.getByRole('button', { name: 'It is solved' }).click();
    await page.getByText('Solved', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'It is not solved' }).click();
    await page.getByRole('button', { name: 'It is solved' }).waitFor();
  });
});
