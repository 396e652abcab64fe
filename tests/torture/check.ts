import { createHash } from 'node:crypto';
import type { Attachment, Message, Ticket, TicketDeliveries } from '@goodhost/shared/api.ts';
import { run } from '../journeys/program.ts';
import type { Api } from './api.ts';
import { type Ledger, wordOf } from './ledger.ts';
import { pause } from './load.ts';
import type { Outside } from './outside.ts';

const within = 45_000;
const long = 10_000;
const sampled = 3;

interface Row {
  id: number;
  subject: string;
}

/** What is on the tickets: the messages of each mark, told apart by their ids. */
interface Stored {
  rows: Row[];
  messages: Map<string, Map<number, Message>>;
  /** Up to where in the order of its messages a ticket is read. */
  reads: Map<number, { order: number[]; upTo: number }>;
}

interface Checked {
  api: Api;
  ledger: Ledger;
  outside: Outside;
  /** Of the commands. */
  flags: string[];
  tell: (words: string) => void;
}

/** All that does not hold, in words. */
export async function check(checked: Checked): Promise<string[]> {
  const wrong: string[] = [];
  const eventually = async (what: string, holds: () => Promise<string>) => {
    const from = Date.now();
    const { still, before } = await lasting(holds);
    if (still) wrong.push(`${what}: ${still}`);
    if (Date.now() - from > long) checked.tell(`${what}: waited ${Date.now() - from} ms for ${before}`);
  };
  await eventually('consumers and jobs', () => behind(checked.api));
  await eventually('stored', async () => differences(checked.ledger, await readAll(checked)));
  await eventually('search', () => notFound(checked));
  await eventually('webhooks', async () => missing('told of', checked.ledger.tickets.values(), checked.outside.toldOf()));
  await eventually('mail', () => unsent(checked));
  await eventually('live', async () => unseen(checked));
  wrong.push(...(await badFiles(checked)), ...(await badPromises(checked)), ...(await badChain(checked)));
  return wrong;
}

/** As long as something moves on, which takes its time on a busy machine. `still` is empty as soon as it holds, else what was wrong at the end; `before`: what was waited for. */
async function lasting(holds: () => Promise<string>): Promise<{ still: string; before: string }> {
  const from = Date.now();
  for (let before = '', moved = from; ; ) {
    const still = await holds().catch((error: Error) => error.message);
    if (!still || Date.now() > Math.min(moved + within, from + 4 * within)) return { still, before };
    if (still !== before) moved = Date.now();
    before = still;
    await pause(60);
  }
}

async function behind(api: Api): Promise<string> {
  const consumers = await api.get<{ items: { name: string; lag: number; failures: number; last_error: string }[] }>('/consumers');
  const late = consumers.items.filter((one) => one.lag > 0 || one.failures > 0);
  if (late.length > 0 || consumers.items.length === 0) return JSON.stringify(late);
  const jobs = await api.get<{ items: { kind: string; running: number; dead: number; oldest_due: string | null }[] }>('/jobs');
  const soon = Date.now() - 1000;
  const stuck = jobs.items.filter((one) => one.dead > 0 || one.running > 0 || (one.oldest_due && Date.parse(one.oldest_due) < soon));
  if (stuck.length === 0) return '';
  const dead = await api.get<{ items: { kind: string; last_error: string }[] }>('/jobs/dead');
  return JSON.stringify([stuck, dead.items.map((job) => `${job.kind}: ${job.last_error}`)]);
}

async function readAll({ api, ledger }: Checked): Promise<Stored> {
  const stored: Stored = { rows: [], messages: new Map(), reads: new Map() };
  let cursor: string | null = null;
  do {
    const after: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const page: { items: Row[]; next_cursor: string | null } = await api.get(`/tickets?view=all&sort=created&limit=100${after}`);
    stored.rows.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  const listed = new Set(stored.rows.map((row) => row.id));
  // A list does not show what was merged into another ticket.
  for (const id of new Set([...listed, ...ledger.tickets.values()])) {
    const ticket = await api.get<Ticket>(`/tickets/${id}`);
    if (!listed.has(id)) stored.rows.push(ticket);
    stored.reads.set(id, { order: ticket.messages.map((message) => message.id), upTo: ticket.read_up_to ?? 0 });
    for (const message of ticket.messages) {
      for (const mark of new Set(message.body_text.match(/mark-\d+-/g) ?? [])) {
        const known = stored.messages.get(mark) ?? new Map<number, Message>();
        stored.messages.set(mark, known.set(message.id, message));
      }
    }
  }
  return stored;
}

function differences(ledger: Ledger, stored: Stored): string {
  const wrong: string[] = [];
  for (const [mark, { kind }] of ledger.messages) {
    const found = [...(stored.messages.get(mark)?.values() ?? [])];
    if (found.length !== 1) wrong.push(`${mark} (${kind}) is there ${found.length} times`);
    else if (found[0]?.state !== 'sent') wrong.push(`${mark} (${kind}) is ${found[0]?.state}`);
  }
  for (const [mark, why] of ledger.refused)
    if (stored.messages.has(mark) && !ledger.messages.has(mark)) wrong.push(`${mark} was refused (${why}) and is there`);
  const subjects = new Map(stored.rows.map((row) => [row.id, row.subject]));
  for (const [mark, id] of ledger.tickets)
    if (subjects.get(id) !== `Problem ${mark}`) wrong.push(`ticket ${id} is ${subjects.get(id)}, not Problem ${mark}`);
  const twice = stored.rows.length - new Set(stored.rows.map((row) => row.subject)).size;
  if (twice > 0) wrong.push(`${twice} tickets are there twice`);
  for (const [id, upTo] of ledger.merged.size ? [] : ledger.reads) {
    const { order, upTo: found } = stored.reads.get(id) ?? { order: [], upTo: 0 };
    // What was said for later takes its place in the order when it is sent, and is read by who said it.
    if (order.indexOf(found) < order.indexOf(upTo)) wrong.push(`ticket ${id} is read up to ${found}, not ${upTo}`);
  }
  return wrong.slice(0, 10).join('; ');
}

async function notFound({ api, ledger }: Checked): Promise<string> {
  for (const mark of [...ledger.messages.keys()].slice(-sampled)) {
    const found = await api.get<{ items: unknown[] }>(`/search?q=${wordOf(mark)}`);
    if (found.items.length === 0) return `${wordOf(mark)} is not found`;
  }
  return '';
}

function missing(what: string, ids: Iterable<number>, there: Set<number>): string {
  const lost = [...ids].filter((id) => !there.has(id));
  return lost.length > 0 ? `not ${what} tickets ${lost.join(', ')}` : '';
}

/** What was sent from a ticket goes with its messages to the one that it was merged into. */
async function lastOf(api: Api, ticket: number | null): Promise<number | null> {
  const { merged_into } = await api.get<Ticket>(`/tickets/${ticket}`);
  return merged_into ? lastOf(api, merged_into) : ticket;
}

/** Every reply has gone out; more than once only where the program says that an answer of the mail server was lost. */
async function unsent({ api, ledger, outside }: Checked): Promise<string> {
  for (const [mark, { ticket, kind }] of ledger.messages) {
    if (kind !== 'reply' && kind !== 'scheduled') continue;
    const counts = outside.mailsWith(wordOf(mark));
    if (counts.size === 0) return `${mark} (${kind}) was not sent`;
    if (counts.size > 1) return `${mark} was sent as ${counts.size} mails`;
    const times = Math.max(...counts.values());
    if (times === 1) continue;
    const { sent } = await api.get<TicketDeliveries>(`/tickets/${await lastOf(api, ticket)}/deliveries`);
    const told = Math.max(0, ...sent.map((one) => one.lost_answers));
    if (times - 1 > told) return `${mark} was sent ${times} times, and ${told} answers are said to be lost`;
  }
  return '';
}

function unseen({ ledger, outside }: Checked): string {
  if (!outside.isLive) return 'the desk is not connected';
  return outside.resets > 0 ? '' : missing('seen live:', ledger.tickets.values(), outside.seen);
}

async function badFiles({ api, ledger }: Checked): Promise<string[]> {
  const wrong: string[] = [];
  for (const [mark, file] of ledger.files) {
    const ticket = await api.get<Ticket>(`/tickets/${ledger.messages.get(mark)?.ticket}`);
    const all: Attachment[] = ticket.messages.flatMap((message) => message.attachments);
    const one = all.find((attachment) => attachment.name === file.name);
    if (!one && ledger.merged.size > 0) continue; // It moved with the ticket that it came to.
    const bytes = one ? await api.bytes(one.url).catch((error: Error) => Buffer.from(error.message)) : Buffer.alloc(0);
    if (createHash('sha256').update(bytes).digest('hex') !== file.sha256) wrong.push(`file ${file.name} has other bytes (${bytes.length})`);
  }
  return wrong;
}

/** A fresh ticket is owed an answer, and a clock runs for it. */
async function badPromises({ api, ledger }: Checked): Promise<string[]> {
  const wrong: string[] = [];
  for (const id of ledger.open().slice(-sampled)) {
    const { items } = await api.get<{ items: unknown[] }>(`/tickets/${id}/promises`);
    if (items.length === 0) wrong.push(`ticket ${id} has no promise`);
  }
  return wrong;
}

async function badChain({ flags }: Checked): Promise<string[]> {
  const { code, out, err } = await run(['verify', ...flags]);
  return code === 0 && out.includes(' 0 faults') ? [] : [`verify ended with ${code}: ${out}${err}`];
}
