/** `npm run screenshots`: every screen of screens.ts into docs/screenshots. `-- --png FOLDER [NAME]` for looking closely. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser } from './desk.ts';
import { type Screen, screens } from './screens.ts';
import { type Look, looks, show } from './screens_look.ts';
import { openStage, type Stage } from './screens_stage.ts';

/** A page that is longer than the window is pictured whole, up to this height. */
const tallest = 2_400;
const quality = 60;

interface Wanted {
  folder: string;
  format: 'webp' | 'png';
  name: string;
  looks: readonly Look[];
}

function wanted(): Wanted {
  const [option, folder, name = ''] = process.argv.slice(2);
  if (option === '--png' && folder) return { folder, format: 'png', name, looks };
  return { folder: resolve(import.meta.dirname, '../../docs/screenshots'), format: 'webp', name: '', looks };
}

async function picture(page: Page, format: 'webp' | 'png'): Promise<Buffer> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  if (whole > height) await page.setViewportSize({ width, height: Math.min(tallest, whole) });
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', format === 'webp' ? { format, quality } : { format });
  await session.detach();
  return Buffer.from(data, 'base64');
}

async function shoot(stage: Stage, screen: Screen, want: Wanted): Promise<void> {
  for (const look of want.looks) {
    if (look === 'dark' && !screen.dark && want.format === 'webp') continue;
    const page = await show(stage, screen, look);
    writeFileSync(join(want.folder, `${screen.name}-${look}.${want.format}`), await picture(page, want.format));
  }
}

const want = wanted();
const chosen = screens.filter((screen) => screen.name.includes(want.name));
mkdirSync(want.folder, { recursive: true });
if (want.format === 'webp') for (const old of readdirSync(want.folder)) rmSync(join(want.folder, old));
const browser = await openBrowser();
const stage = await openStage(browser);
let failed = 0;
for (const screen of chosen) {
  try {
    await shoot(stage, screen, want);
    console.log(screen.name);
  } catch (error) {
    failed += 1;
    console.error(`${screen.name}: ${error instanceof Error ? error.message : error}`);
  }
}
await browser.close();
await stage.stop();
console.log(`${chosen.length - failed} of ${chosen.length} screens`);
process.exitCode = failed > 0 ? 1 : 0;
