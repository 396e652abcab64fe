import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { APIRequestContext, Browser, BrowserContext, Page } from 'playwright-core';
import { codeOf } from './authenticator.ts';

/** `empty` looks at an installation that nobody has set up. */
export type Who = 'visitor' | 'reseller' | 'contact' | 'agent' | 'light' | 'guarded' | 'korean' | 'bengali' | 'empty';

/** What has an address only after the host was made. */
export interface Places {
  followed: string;
  portalTicket: number;
  portalResolved: number;
  deskTicket: number;
  bengaliTicket: number;
  customer: number;
  invited: number;
  unsubscribe: string;
}

export interface Stage {
  places: Places;
  address: (who: Who) => string;
  /** A page of a browser in which that person is signed in, and scripts run or not. */
  page: (who: Who, script?: boolean) => Promise<Page>;
  stop: () => Promise<void>;
}

interface Server {
  address: string;
  stop: () => Promise<void>;
}

const program = process.env.GOODHOST_TEST_BINARY ?? resolve(import.meta.dirname, '../../build/dev/goodhost');
const password = 'kestrel-demo-2026';
const agents: Partial<Record<Who, string>> = {
  agent: 'nia@kestrel.example',
  light: 'tom@kestrel.example',
  guarded: 'gethin@kestrel.example',
  korean: 'seoyeon@kestrel.example',
  bengali: 'ayesha@kestrel.example',
};
/** Whose second factor is asked for. */
export const guarded = { email: agents.guarded ?? '', password };
const contact = 'sophie@harbourlanebakery.example';
export const desktop = { width: 1440, height: 900 };

/** The demo host, always of the same seed, and an installation without anything, both with a browser for each person. */
export async function openStage(browser: Browser): Promise<Stage> {
  const [host, empty] = await Promise.all([serve(true), serve(false)]);
  const address = (who: Who) =>
    who === 'empty' ? empty.address : who === 'reseller' ? host.address.replace('127.0.0.1', 'reseller.localhost') : host.address;
  const open = new Map<string, Promise<Page>>();
  const page = (who: Who, script = true) => {
    const key = `${who} ${script}`;
    const found = open.get(key) ?? newContext(browser, script).then((context) => signedIn(context, who, address(who)));
    open.set(key, found);
    return found;
  };
  const places = await prepare(browser, host.address);
  const stop = async () => {
    await Promise.all([host.stop(), empty.stop()]);
  };
  return { places, address, page, stop };
}

async function serve(seeded: boolean): Promise<Server> {
  const data = mkdtempSync(join(tmpdir(), 'goodhost-screens-'));
  if (seeded) execFileSync(program, ['seed', '--data', data, '--size', 'small', '--seed', '1'], { stdio: 'ignore' });
  const server = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0', '--demo', String(seeded)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const address = await listening(server);
  const stop = async () => {
    const ended = new Promise((done) => server.once('exit', done));
    server.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  return { address, stop };
}

/** A loopback port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}

/** The program says on which port it listens: the `started` line of its log. */
function listening(server: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    const read = (line: string) => {
      const port = /"event":"started".*"port":(\d+)/.exec(line)?.[1];
      if (port) done(`http://127.0.0.1:${port}`);
    };
    for (const stream of [server.stdout, server.stderr]) if (stream) createInterface({ input: stream }).on('line', read);
    server.once('exit', (code) => failed(new Error(`the server ended with ${code}`)));
  });
}

async function newContext(browser: Browser, javaScriptEnabled = true): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: desktop,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
    javaScriptEnabled,
    // Only for the checker of accessibility, which is put into the page.
    bypassCSP: true,
  });
  context.setDefaultTimeout(20_000);
  return context;
}

async function signedIn(context: BrowserContext, who: Who, address: string): Promise<Page> {
  const email = agents[who];
  if (email) await context.request.post(`${address}/api/v1/session`, { data: { email, password } });
  if (who === 'contact') await context.request.post(`${address}/sign-in`, { form: { email: contact, password } });
  return context.newPage();
}

interface Row {
  id: number;
  subject: string;
  contact: { name: string };
  customer: { id: number } | null;
  status: string;
  severity: string;
  message_count: number;
}

/** Brings to the host what the demo's stories lack, and finds the tickets that show most. */
async function prepare(browser: Browser, address: string): Promise<Places> {
  const context = await newContext(browser);
  const followed = await reportAsVisitor(context.request, address);
  const api = await agentsApi(context.request, address);
  const { items } = (await api('get', '/tickets?view=all&limit=200&q=sophie')) as { items: Row[] };
  const { items: open } = (await api('get', '/tickets?view=open&limit=200')) as { items: Row[] };
  const ticket = must(open.find((row) => row.severity === 'critical' && row.message_count > 2 && row.subject.includes('DOWN')));
  const calm = must(open.find((row) => row.severity === 'normal'));
  const bengali = must(open.find((row) => /[\u0980-\u09ff]/.test(row.contact.name)));
  const resolved = must(items.find((row) => row.status === 'resolved'));
  const waiting = must(items.find((row) => row.status !== 'resolved'));
  await answer(api, calm.id);
  const invited = await invite(api);
  const unsubscribe = await mention(browser, address, calm.id);
  await guard(browser, address);
  await context.close();
  return {
    followed,
    portalTicket: waiting.id,
    portalResolved: resolved.id,
    deskTicket: ticket.id,
    bengaliTicket: bengali.id,
    customer: must(waiting.customer).id,
    invited,
    unsubscribe,
  };
}

/** The address of the signed link that somebody without an account gets. */
async function reportAsVisitor(request: APIRequestContext, address: string): Promise<string> {
  const form = {
    name: 'Owen Hart',
    email: 'owen@hartbooks.example',
    category: 'slow',
    severity: 'normal',
    subject: 'The shop takes half a minute to open',
    text: 'Since this morning every page of hartbooks.example takes about half a minute. Mail works.',
  };
  const answer = await request.post(`${address}/tickets/new`, { multipart: form, maxRedirects: 0 });
  return must(answer.headers().location);
}

type Api = (method: 'get' | 'post' | 'put', path: string, body?: object | string) => Promise<unknown>;

async function agentsApi(request: APIRequestContext, address: string, who: Who = 'agent'): Promise<Api> {
  const answer = await request.post(`${address}/api/v1/session`, { data: { email: agents[who], password } });
  const { csrf_token } = (await answer.json()) as { csrf_token: string };
  return async (method, path, body) => {
    const type = typeof body === 'string' ? 'message/rfc822' : 'application/json';
    const headers = { 'X-CSRF-Token': csrf_token, 'Content-Type': type };
    const answered = await request[method](`${address}/api/v1${path}`, { headers, data: body });
    if (!answered.ok()) throw new Error(`${method} ${path}: ${answered.status()} ${await answered.text()}`);
    return answered.status() === 204 ? null : answered.json();
  };
}

/** From now on a password alone is not enough. */
async function guard(browser: Browser, address: string): Promise<void> {
  const context = await newContext(browser);
  const api = await agentsApi(context.request, address, 'guarded');
  const { secret } = (await api('post', '/me/totp')) as { secret: string };
  await api('put', '/me/totp', { secret, code: codeOf(secret) });
  await context.close();
}

/** A reply for the outbox, a mail for the quarantine and a webhook that nobody hears. */
async function answer(api: Api, ticket: number): Promise<void> {
  await api('post', `/tickets/${ticket}/messages`, { kind: 'reply', body_text: 'We have found the cause and are mending it now.' });
  const mail = [
    'From: MAILER-DAEMON@mx.elsewhere.example',
    'To: support@kestrel.example',
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'Message-ID: <returned-1@mx.elsewhere.example>',
    '',
    'The address nobody@elsewhere.example does not exist.',
  ];
  await api('post', '/mail?mailbox=support', mail.join('\r\n'));
  const made = (await api('post', '/webhooks', { url: 'http://127.0.0.1:9/kestrel', events: ['tickets.'] })) as { id: number };
  await api('post', `/webhooks/${made.id}/test`, {});
}

/** A customer's mail with an invitation; the ticket that it becomes. */
async function invite(api: Api): Promise<number> {
  const event = ['SUMMARY:Call about the move to a larger server', 'LOCATION:https://meet.harbourlanebakery.example/move'];
  const when = ['DTSTART;TZID=Europe/London:20270312T150000', 'DTEND;TZID=Europe/London:20270312T153000'];
  const calendar = ['BEGIN:VCALENDAR', 'METHOD:REQUEST', 'BEGIN:VEVENT', ...event, ...when, 'END:VEVENT', 'END:VCALENDAR'];
  const mail = [
    'From: Sophie <sophie@harbourlanebakery.example>',
    'To: support@kestrel.example',
    'Subject: Shall we talk about the move?',
    'Message-ID: <invitation-1@harbourlanebakery.example>',
    'Content-Type: multipart/alternative; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Friday at three would suit me.',
    '--b',
    'Content-Type: text/calendar; method=REQUEST',
    '',
    ...calendar,
    '--b--',
  ];
  const { ticket_id } = (await api('post', '/mail?mailbox=support', mail.join('\r\n'))) as { ticket_id: number };
  return ticket_id;
}

/** A colleague asks our agent something: a notification, and a mail whose link ends them. The link's path. */
async function mention(browser: Browser, address: string, ticket: number): Promise<string> {
  const [context, ours] = [await newContext(browser), await newContext(browser)];
  const [api, agent] = [await agentsApi(context.request, address, 'korean'), await agentsApi(ours.request, address)];
  const { id } = (await agent('get', '/me')) as { id: number };
  await api('post', `/tickets/${ticket}/messages`, { kind: 'note', body_text: 'Nia, have you seen this before?', mentions: [id] });
  let path: string | undefined;
  for (const end = Date.now() + 30_000; path === undefined && Date.now() < end; await new Promise((done) => setTimeout(done, 50))) {
    const { items } = (await agent('get', '/outbox?limit=20')) as { items: { id: number; kind: string }[] };
    const mail = items.find((one) => one.kind === 'note_notification');
    const { text } = mail ? ((await agent('get', `/outbox/${mail.id}`)) as { text: string }) : { text: '' };
    path = /https?:\/\/[^/\s]+(\/unsubscribe\/\S+)/.exec(text)?.[1];
  }
  await Promise.all([context.close(), ours.close()]);
  return must(path);
}

function must<T>(value: T | null | undefined): T {
  if (value === undefined || value === null) throw new Error('the demo host has not what a screen shows');
  return value;
}
