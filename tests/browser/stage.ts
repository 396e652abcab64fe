import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Kind } from '../journeys/database.ts';
import { Host, owner } from '../journeys/host.ts';
import { allAnswered, recordWrites } from './writes.ts';

/** Where pictures of what a failed test last saw are left; with BROWSER_PICTURES set, of what every test last saw. */
const pictures = resolve(import.meta.dirname, '../../build/logs/browser');
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'];

/** How somebody looks at it. */
export interface Look {
  dark?: boolean;
  phone?: boolean;
  script?: boolean;
}

/** A fresh installation and a browser, for the tests of one file. Who came for a test has left when the next one begins. */
export class Stage {
  private host_: Host | null = null;
  private browser_: Browser | null = null;
  private readonly contexts: BrowserContext[] = [];
  private complaints: string[] = [];

  get host(): Host {
    if (!this.host_) throw new Error('the host is asked for before it stands');
    return this.host_;
  }

  async open(kind: Kind, settings: string[]): Promise<void> {
    const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
    [this.host_, this.browser_] = await Promise.all([Host.start(kind, settings), chromium.launch({ executablePath, args: flags })]);
  }

  async close(): Promise<void> {
    await this.browser_?.close();
    await this.host_?.remove();
  }

  /** Somebody's own browser, in which nobody is signed in. */
  async visitor(look: Look = {}): Promise<Page> {
    if (!this.browser_) throw new Error('the browser is asked for before it runs');
    const context = await this.browser_.newContext({
      baseURL: this.host.address,
      viewport: look.phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
      hasTouch: look.phone ?? false,
      colorScheme: look.dark ? 'dark' : 'light',
      javaScriptEnabled: look.script ?? true,
      locale: 'en-GB',
      timezoneId: 'Europe/London',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(30_000);
    recordWrites(context);
    context.on('weberror', (error) => this.complaints.push(String(error.error())));
    context.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|React|Warning/.test(message.text())) this.complaints.push(message.text());
    });
    this.contexts.push(context);
    return context.newPage();
  }

  /** A browser in which an agent is signed in; the owner where nobody is named. */
  async agent(who: { email: string; password: string } = owner, look: Look = {}): Promise<Page> {
    const page = await this.visitor(look);
    const answer = await page.context().request.post('/api/v1/session', { data: { email: who.email, password: who.password } });
    expect(answer.status(), await answer.text()).toBeLessThan(300);
    return page;
  }

  /** Takes pictures when the test went wrong, sends everybody home, and tells what their browsers complained of. */
  async leave(name: string, failed: boolean): Promise<void> {
    const contexts = this.contexts.splice(0);
    if (failed || process.env.BROWSER_PICTURES) {
      mkdirSync(pictures, { recursive: true });
      const pages = contexts.flatMap((context) => context.pages());
      const place = (index: number) => `${pictures}/${name.replaceAll(/\W+/g, '_').slice(0, 100)}.${index}.png`;
      await Promise.all(pages.map((page, index) => page.screenshot({ path: place(index), timeout: 5_000 }).catch(() => {})));
    }
    await allAnswered();
    await Promise.all(contexts.map((context) => context.close()));
    const complaints = this.complaints;
    this.complaints = [];
    expect(complaints, 'what the browsers complained of').toEqual([]);
  }
}

/** The stage of a file or of one of its groups; the words of replies leave at once where `settings` do not say otherwise. */
export function useStage(kind: Kind = 'sqlite', settings: string[] = ['--undo-seconds', '0']): Stage {
  const stage = new Stage();
  beforeAll(() => stage.open(kind, settings));
  afterAll(() => stage.close());
  afterEach(async ({ task }) => stage.leave(task.name, task.result?.state === 'fail'));
  return stage;
}
