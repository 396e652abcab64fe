import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Kind, kinds } from './database.ts';
import { Host } from './host.ts';
import { until } from './program.ts';

const root = resolve(import.meta.dirname, '../..');
const monitoring = resolve(root, 'packaging/monitoring');
const read = (file: string) => readFileSync(resolve(root, file), 'utf8');
const promtool = (args: string[], input = '') => execFileSync('promtool', args, { cwd: monitoring, input, encoding: 'utf8' });

/** The names of families that the page declares, and of those that a text asks for. */
const declared = (page: string) => [...page.matchAll(/^# TYPE (\S+)/gm)].map((found) => found[1] ?? '');
const asked = (text: string) => [...new Set(text.match(/\b(?:goodhost|process)_[a-z_]+/g) ?? [])];
const familyOf = (name: string) => name.replace(/_(bucket|sum|count)$/, '');

const pages = new Map<Kind, string>();

describe.each(kinds)('the metrics on %s', (kind) => {
  let host: Host;
  const page = async () => (await fetch(`${host.address}/metrics`)).text();

  beforeAll(async () => {
    host = await Host.start(kind, ['--slow-request-ms', '1', '--undo-seconds', '0']);
    const client = host.client();
    await client.post('/mailboxes', { name: 'support', address: 'support@host.example' });
    const made = await client.post<{ id: number }>('/tickets', {
      subject: 'Everything is down',
      body_text: 'Nothing answers.',
      severity: 'critical',
      contact: { email: 'carol@customer.example' },
    });
    await host.caughtUp();
    await client.post(`/tickets/${made.id}/messages`, { kind: 'reply', body_text: 'We look at it.' });
    await until('a promise that was kept is counted', async () => /goodhost_promises_total\{[^}]*outcome="kept"/.test(await page()));
    await until('the watch over the cap has looked', async () => /^goodhost_promise_watch_age_seconds /m.test(await page()));
    await until('mail has arrived', async () => {
      await fetch(`${host.address}/api/v1/mail?mailbox=support`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${host.token}`, 'Content-Type': 'message/rfc822' },
        body: 'From: dan@customer.example\r\nTo: support@host.example\r\nMessage-ID: <1@customer.example>\r\nSubject: Slow\r\n\r\nToo slow.\r\n',
      });
      return /^goodhost_mailbox_last_arrival_seconds\{/m.test(await page());
    });
    pages.set(kind, await page());
  });
  afterAll(() => host.remove());

  it('are what Prometheus takes for well made', () => {
    expect(promtool(['check', 'metrics'], pages.get(kind))).toBe('');
  });

  it('tell what is: one ticket waits, no consumer is behind, the database answers', async () => {
    const value = (line: string) => Number(new RegExp(`^${line.replace(/[{}"]/g, '\\$&')} (\\S+)$`, 'm').exec(pages.get(kind) ?? '')?.[1]);
    expect(value('goodhost_database_up')).toBe(1);
    expect(value('goodhost_unattended_tickets{beyond="cap"}')).toBe(0);
    expect(value('goodhost_consumer_failures{consumer="promises.clocks"}')).toBe(0);
    expect(value('goodhost_unattended_seconds_max')).toBeGreaterThanOrEqual(0);
    expect(value('process_resident_memory_bytes')).toBeGreaterThan(10e6);
    expect(value('goodhost_workers_busy')).toBeGreaterThanOrEqual(1);
  });

  it('have every name that alerts, dashboard and guide ask for, and the guide has every name', () => {
    const there = declared(pages.get(kind) ?? '');
    const files = ['packaging/monitoring/goodhost.rules.yml', 'packaging/monitoring/goodhost-dashboard.json', 'docs/guides/observe.md'];
    for (const file of files)
      expect({ file, missing: asked(read(file)).filter((name) => !there.includes(familyOf(name))) }).toEqual({ file, missing: [] });
    const guide = asked(read('docs/guides/observe.md')).map(familyOf);
    expect(there.filter((name) => !guide.includes(name))).toEqual([]);
  });

  it('come with the statements of a slow request in the log', async () => {
    await until('a slow request is told of', async () => {
      await host.client().get('/tickets?view=open');
      return host.node.log.some((line) => {
        const entry = line.startsWith('{') ? JSON.parse(line) : {};
        return entry.event === 'slow_request' && entry.path === '/api/v1/tickets' && /\w+ .*ms/.test(entry.statements);
      });
    });
  });
});

describe('the alerts', () => {
  it('are rules that Prometheus reads, and fire when they should and not before', () => {
    expect(promtool(['check', 'rules', 'goodhost.rules.yml'])).toContain('SUCCESS');
    expect(promtool(['test', 'rules', 'goodhost.rules.test.yml'])).toContain('SUCCESS');
  });

  it('and the dashboard is made from its list of panels', () => {
    const made = execFileSync('python3', ['make_dashboard.py'], { cwd: monitoring, encoding: 'utf8' });
    expect(read('packaging/monitoring/goodhost-dashboard.json')).toBe(made);
  });
});
