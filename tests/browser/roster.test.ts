import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { pick } from './desk_ways.ts';
import { hire } from './shop.ts';
import { type Stage, useStage } from './stage.ts';

const stage = useStage();
const hour = 3_600_000;
const day = 24 * hour;

interface Named {
  id: number;
}
interface Items<T> {
  items: T[];
}
interface Span {
  agent_id: number;
  from_at: string;
  to_at: string;
}

/** Next week's Monday, in UTC. */
function nextMonday(): number {
  const today = Math.floor(Date.now() / day) * day;
  return today + (7 - ((new Date(today).getUTCDay() + 6) % 7)) * day;
}

const iso = (at: number) => new Date(at).toISOString();

/** A roster on which one person is always on duty, and somebody always has to be. */
async function alwaysOnDuty({ host }: Stage, name: string, agent: number): Promise<string> {
  const layers = [{ name: 'Always', agents: [agent] }];
  const requirements = [{ name: 'Somebody', people: 1 }];
  const made = await host.client().post<Named>('/rosters', { name, time_zone: 'UTC', layers, requirements });
  return `/rosters/${made.id}`;
}

async function openRoster(desk: Page, roster: string): Promise<void> {
  await desk.goto(`/desk/roster?roster=${roster.split('/').at(-1)}`);
  await desk.getByRole('region', { name: 'On duty now' }).waitFor();
}

it('shows a lead the gap in next week’s roster, who fills it', async () => {
  const client = stage.host.client();
  const dan = await hire(stage.host, 'Dan Day');
  const mina = await hire(stage.host, 'Mina Lead', 'Lead');
  const roster = await alwaysOnDuty(stage, 'Support', dan.id);
  const [from, to] = [nextMonday() + 2 * day + 9 * hour, nextMonday() + 2 * day + 17 * hour];
  await client.post('/leaves', { agent_id: dan.id, kind: 'vacation', from_at: iso(from), to_at: iso(to) });

  const desk = await stage.agent(mina);
  await openRoster(desk, roster);
  await desk.getByText('Dan Day', { exact: true }).first().waitFor();
  await desk.getByText('Gaps in the next four weeks: 1').waitFor();
  await desk.getByRole('button', { name: 'Later' }).click();
  const timeline = desk.getByRole('region', { name: 'Who is on duty when' });
  await timeline.getByRole('button', { name: /^1 missing, Wed .*09:00 – 17:00: Somebody/ }).click();
  const form = desk.getByRole('dialog');
  await pick(desk, form.getByRole('combobox', { name: 'Person' }), 'Mina Lead');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.waitFor({ state: 'detached' });
  await desk.getByText('Everything is covered for four weeks').waitFor();
  await timeline.getByRole('button', { name: /^Mina Lead, Wed .*09:00 – 17:00/ }).waitFor();
  const spans = await client.get<Items<Span>>(`${roster}/spans`, { from: iso(from), to: iso(to) });
  expect(spans.items).toMatchObject([{ agent_id: mina.id, from_at: iso(from).replace('.000', ''), to_at: iso(to).replace('.000', '') }]);
});

it('takes a shift by the pointer: drawn on a line, made longer at its end, and removed', async () => {
  const client = stage.host.client();
  const eve = await hire(stage.host, 'Eve Late');
  const roster = await alwaysOnDuty(stage, 'Evenings', eve.id);
  const zoe = await hire(stage.host, 'Zoe Hand');
  const start = nextMonday() + day;
  await client.post(`${roster}/overrides`, { agent_id: zoe.id, from_at: iso(start + 8 * hour), to_at: iso(start + 12 * hour) });
  const mine = async () =>
    (await client.get<Items<Span>>(`${roster}/spans`, { from: iso(start), to: iso(start + 2 * day) })).items.filter(
      (one) => one.agent_id === zoe.id,
    );

  const desk = await stage.agent();
  await openRoster(desk, roster);
  await desk.getByRole('button', { name: 'Later' }).click();
  const bar = desk.getByRole('button', { name: /^Zoe Hand, Tue .*08:00 – 12:00/ });
  const box = await bar.boundingBox();
  const track = await bar.locator('..').boundingBox();
  if (!box || !track) throw new Error('nothing to take hold of');
  const perHour = track.width / (7 * 24);
  await desk.mouse.move(box.x + box.width - 6, box.y + box.height / 2);
  await desk.mouse.down();
  await desk.mouse.move(box.x + box.width - 6 + 6 * perHour, box.y + box.height / 2, { steps: 4 });
  await desk.mouse.up();
  await expect.poll(async () => (await mine()).map((one) => Date.parse(one.to_at))).toEqual([start + 18 * hour]);

  await desk.mouse.move(track.x + perHour * (3 * 24 + 6), box.y + box.height / 2);
  await desk.mouse.down();
  await desk.mouse.move(track.x + perHour * (3 * 24 + 12), box.y + box.height / 2, { steps: 4 });
  await desk.mouse.up();
  const form = desk.getByRole('dialog');
  await form.getByRole('combobox', { name: 'Person' }).waitFor();
  expect(await form.getByRole('combobox', { name: 'Person' }).inputValue()).toBe('Zoe Hand');
  await form.getByRole('button', { name: 'Close' }).click();
  await form.waitFor({ state: 'detached' });

  await desk.getByRole('button', { name: /^Zoe Hand, Tue .*08:00 – 18:00/ }).press('Enter');
  await form.getByRole('button', { name: 'Delete' }).click();
  await form.getByRole('button', { name: 'Delete for good' }).click();
  await expect.poll(mine).toEqual([]);
});

it('makes a roster, enters leave, and chooses a presence that others see', async () => {
  const client = stage.host.client();
  const ada = await hire(stage.host, 'Ada North', 'Lead');
  const desk = await stage.agent(ada);
  await desk.goto('/desk/roster');
  await desk.getByRole('button', { name: 'New roster' }).click();
  const form = desk.getByRole('dialog');
  await form.getByRole('textbox', { name: 'Name' }).first().fill('On call');
  await pick(desk, form.getByRole('combobox', { name: 'People, in the order of their turns' }), 'Ada North');
  await desk.keyboard.press('Escape');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.waitFor({ state: 'detached' });
  await desk.getByRole('region', { name: 'On duty now' }).waitFor();
  const rosters = await client.get<Items<{ name: string; requirements: unknown[] }>>('/rosters');
  expect(rosters.items.find((one) => one.name === 'On call')?.requirements).toHaveLength(1);

  await desk.getByRole('tab', { name: 'Leave' }).click();
  await desk.getByRole('button', { name: 'Enter leave' }).click();
  await desk.getByRole('row', { name: /Ada North.*Vacation/ }).waitFor();

  await desk.getByRole('button', { name: 'You are online' }).click();
  await desk.getByRole('menuitem', { name: 'away' }).click();
  await desk.getByRole('button', { name: 'You are away' }).waitFor();
  const presence = async () =>
    (await client.get<Items<{ agent_id: number; presence: string }>>('/means')).items.find((one) => one.agent_id === ada.id)?.presence;
  await expect.poll(presence).toBe('away');
});

it('hands a shift over with what burns, and somebody else takes it on', async () => {
  const ines = await hire(stage.host, 'Ines Early', 'Lead');
  const omar = await hire(stage.host, 'Omar Next', 'Lead');
  const roster = await alwaysOnDuty(stage, 'Days', ines.id);
  const ticket = await stage.host.client().post<Named>('/tickets', {
    subject: 'Mail of three shops stands still',
    body_text: 'Nothing arrives.',
    contact: { email: 'ana@shop.example' },
    severity: 'critical',
  });
  const early = await stage.agent(ines);
  await openRoster(early, roster);
  await early.getByRole('tab', { name: 'Hand-over' }).click();
  await early
    .getByRole('link', { name: `#${ticket.id} Mail of three shops stands still` })
    .first()
    .waitFor();
  await early.getByRole('textbox', { name: /In your own words/ }).fill('The relay is restarted at ten.');
  await early.getByRole('button', { name: 'Hand over' }).click();
  await early.getByText('Given by Ines Early,').waitFor();
  expect(await early.getByRole('button', { name: 'Take on' }).count()).toBe(0);

  const next = await stage.agent(omar);
  await openRoster(next, roster);
  await next.getByRole('tab', { name: 'Hand-over' }).click();
  await next.getByText('The relay is restarted at ten.').waitFor();
  await next.getByRole('button', { name: 'Take on' }).click();
  await next.getByText('Taken on by Omar Next,').waitFor();
});

it('swaps a day of duty when the other one accepts', async () => {
  const client = stage.host.client();
  const kim = await hire(stage.host, 'Kim Asks');
  const lee = await hire(stage.host, 'Lee Takes');
  const roster = await alwaysOnDuty(stage, 'Swapped', kim.id);
  const desk = await stage.agent(kim);
  await openRoster(desk, roster);
  await desk.getByRole('tab', { name: 'Leave' }).click();
  await pick(desk, desk.getByRole('combobox', { name: 'Who takes my duty' }), 'Lee Takes');
  await desk.getByRole('button', { name: 'Ask for a swap on “Swapped”' }).click();
  await desk.getByText(/^Lee Takes for Kim Asks,/).waitFor();

  const other = await stage.agent(lee);
  await openRoster(other, roster);
  await other.getByRole('tab', { name: 'Leave' }).click();
  await other.getByRole('button', { name: 'Accept' }).click();
  await other.getByText('accepted', { exact: true }).waitFor();
  const midnight = (Math.floor(Date.now() / day) + 1) * day;
  const spans = await client.get<Items<Span>>(`${roster}/spans`, { from: iso(midnight), to: iso(midnight + day) });
  expect(spans.items.map((one) => one.agent_id)).toEqual([lee.id]);
});
