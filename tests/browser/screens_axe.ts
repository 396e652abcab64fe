import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import type { Look } from './screens_look.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const guidelines = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Menus and the like stand outside of the landmarks, beside the page, but belong to the button that opens them. */
const floating = { region: { enabled: false } };

const ofColours = ['color-contrast', 'link-in-text-block'];
const ofPlaces = ['scrollable-region-focusable', 'button-name', 'link-name', 'label'];

/**
 * Dark differs from light in its colours only, a phone in where things stand and which are shown. Where something floats over the page,
 * what it hides half is not to be pressed now.
 */
function optionsOf(look: Look, covered: boolean): object {
  if (look === 'light') return { runOnly: guidelines, rules: { ...floating, 'target-size': { enabled: !covered } } };
  if (look === 'dark') return { runOnly: { type: 'rule', values: ofColours } };
  return { runOnly: { type: 'rule', values: covered ? ofPlaces : [...ofPlaces, 'target-size'] } };
}

interface Checker {
  axe: { run: (scope: unknown, options: unknown) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
}

/** What the checker finds against WCAG 2.2 A and AA and its own good practice, as one line each. */
export async function findings(page: Page, look: Look, covered = false): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(
    async (wanted) => {
      // Mantine's menus begin with an element that only takes the focus when they open, and that no reader meets.
      for (const one of document.querySelectorAll('[role=presentation][data-autofocus]')) one.remove();
      const result = await (window as unknown as Checker).axe.run(document, wanted);
      return result.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
    },
    optionsOf(look, covered),
  );
}
