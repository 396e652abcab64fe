import type { EscalationLadder, List } from '@goodhost/shared/api.ts';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { kinds } from '../journeys/database.ts';
import { status } from './desk_ways.ts';
import { hire, makeShop, signInByMail } from './shop.ts';
import { useStage } from './stage.ts';

const subject = '가게가 열리지 않습니다';

/** Reports a problem as somebody who reads Korean. */
async function submit(contact: Page): Promise<void> {
  await contact.goto('/ko/tickets/new');
  await contact.locator('input[name=category][value=downtime]').check();
  await contact.locator('input[name=severity][value=critical]').check();
  await contact.locator('input[name=subject]').fill(subject);
  await contact.locator('textarea[name=text]').fill('모든 화면에 오류가 나옵니다.');
  await contact.locator('main form button[type=submit]').click();
  await contact.getByRole('heading', { name: subject, level: 1 }).waitFor();
}

/** The link stays the same element below the pointer: a click on one that is replaced is lost. */
async function followCall(desk: Page): Promise<void> {
  const link = desk.getByRole('region', { name: 'Calls' }).getByRole('link', { name: /You are called to #/ });
  const element = await link.elementHandle();
  await link.hover();
  await desk.getByRole('tooltip').waitFor();
  expect(await element?.evaluate((node) => node.isConnected)).toBe(true);
  await link.click();
}

/** Writes a report from the trail and sends it with the time that it promises. */
async function report(desk: Page): Promise<void> {
  await desk.getByText('Report', { exact: true }).click();
  await desk.getByRole('button', { name: 'Draft from the trail' }).click();
  await desk.getByRole('textbox', { name: 'Message' }).getByText('Ana Petrova 님, 안녕하세요.').waitFor();
  await desk.getByRole('button', { name: 'Send report' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Send report' }).click();
  await desk.getByRole('dialog').waitFor({ state: 'detached' });
}

describe.each(kinds)('a critical ticket that must not wait on %s', (kind) => {
  const stage = useStage(kind);

  it('calls one after the other until somebody sees to it, and the customer hears until it is solved', async () => {
    const { host } = stage;
    const client = host.client();
    const { email, contact: person } = await makeShop(host);
    await client.patch(`/contacts/${person.id}`, { locale: 'ko', time_zone: 'Asia/Seoul' });
    const nia = await hire(host, 'Nia Night', 'Lead');
    const { items } = await client.get<List<EscalationLadder>>('/escalation_ladders');
    // The second step comes at once: what the minutes between them do is examined with a clock that can be moved.
    await client.patch(`/escalation_ladders/${items[0]?.id}`, {
      steps: [
        { after_minutes: 0, targets: [{ kind: 'agent', id: nia.id }], means: ['desk', 'mail'] },
        { after_minutes: 0, targets: [{ kind: 'role', role: 'owner' }], means: ['desk', 'mail'] },
      ],
      repeats: 0,
    });
    const [nias, desk, contact] = await Promise.all([stage.agent(nia), stage.agent(), stage.visitor()]);
    await Promise.all([nias.goto('/desk/inbox'), desk.goto('/desk/inbox')]);
    await signInByMail(contact, host, email);
    await submit(contact);

    await nias
      .getByRole('region', { name: 'Calls' })
      .getByRole('link', { name: /You are called to #/ })
      .waitFor();
    await followCall(desk);
    await desk.getByText(/Called: Nia Night .*, Olga Owner .* nobody has answered yet/).waitFor();
    await desk.getByRole('region', { name: 'Calls' }).getByRole('button', { name: 'I see to it' }).click();
    await Promise.all([nias, desk].map((page) => page.getByRole('region', { name: 'Calls' }).waitFor({ state: 'detached' })));

    for (const times of [1, 2]) {
      await report(desk);
      await expect.poll(() => contact.getByText('Ana Petrova 님, 안녕하세요.').count(), { timeout: 20_000 }).toBe(times);
      await status(desk, 'Open');
    }
    await desk.getByRole('button', { name: 'Resolve', exact: true }).click();
    await status(desk, 'Resolved');
    await contact.getByText('해결됨', { exact: true }).waitFor();
  });
});
