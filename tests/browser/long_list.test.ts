import type { List, TicketRow } from '@goodhost/shared/api.ts';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { tell } from './shop.ts';
import { useStage } from './stage.ts';

const stage = useStage();
const wanted = 10_000;
const perPage = 100;
/** Rows on screen and a few beyond its edges; far below what is loaded. */
const mostRows = 60;

interface Measured {
  frames: number[];
  mostRows: number;
  last: number;
}

/** Answers the list with pages made of one real row: how fast the server reads ten thousand is measured elsewhere. */
async function answerWithMany(desk: Page): Promise<void> {
  const answer = ({ all, page }: { all: number; page: number }) => {
    const ask = window.fetch.bind(window);
    let real: List<TicketRow> | null = null;
    window.fetch = async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input, window.location.href);
      if (url.pathname !== '/api/v1/tickets') return ask(input, init);
      real ??= (await (await ask(input, init)).json()) as List<TicketRow>;
      const row = real.items[0] as TicketRow;
      const first = Number(url.searchParams.get('cursor') ?? 0);
      const items = Array.from({ length: page }, (_, index) => {
        const number = first + index + 1;
        return { ...row, id: 100_000 + number, number, subject: `${row.subject}, number ${number}` };
      });
      return Response.json({ ...real, items, next_cursor: first + page < all ? String(first + page) : null });
    };
  };
  await desk.addInitScript(answer, { all: wanted, page: perPage });
}

it('scrolls through ten thousand tickets with a handful of rows', async () => {
  await tell(stage.host, 'Mail is slow');
  const desk = await stage.agent();
  await answerWithMany(desk);
  await desk.goto('/desk/inbox?view=all&sort=created');
  const list = desk.getByRole('list', { name: 'Tickets' });
  await list.getByRole('listitem').first().waitFor();
  // Runs in the page: scrolls a step each frame, to the row that is wanted or, upwards, for as many frames.
  const scroll = (step: number, until: { row: number; frames: number }) =>
    list.evaluate(
      (rows, { by, end }) =>
        new Promise<Measured>((done) => {
          const scroller = rows.parentElement as HTMLElement;
          const measured: Measured = { frames: [], mostRows: 0, last: 0 };
          let before = performance.now();
          const frame = (now: number) => {
            measured.frames.push(now - before);
            before = now;
            measured.mostRows = Math.max(measured.mostRows, rows.children.length);
            measured.last = Number(rows.lastElementChild?.getAttribute('aria-posinset'));
            if (measured.last >= end.row || measured.frames.length >= end.frames) return done(measured);
            scroller.scrollTop += by;
            requestAnimationFrame(frame);
          };
          requestAnimationFrame(frame);
        }),
      { by: step, end: until },
    );
  const loading = await scroll(1_000_000, { row: wanted, frames: 20_000 });
  const flung = await scroll(-1_400, { row: Number.POSITIVE_INFINITY, frames: 40 });
  const read = await scroll(-120, { row: Number.POSITIVE_INFINITY, frames: 60 });
  expect(loading.last).toBeGreaterThanOrEqual(wanted);
  for (const [what, measured] of Object.entries({ 'to the end while they load': loading, flung, 'at reading speed': read })) {
    const sorted = measured.frames.slice(1).sort((a, b) => a - b);
    const at = (part: number) => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(1);
    console.log(
      `10,000 rows ${what}: ${sorted.length} frames, median ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${at(0.9999)} ms, at most ${measured.mostRows} rows`,
    );
    expect(measured.mostRows).toBeLessThan(mostRows);
  }
}, 300_000);
