import type { EscalationPageList, List, PushDevice, Ticket } from '@goodhost/shared/api.ts';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { until } from '../journeys/program.ts';
import { Device, PushService } from '../journeys/push_service.ts';
import { useStage } from './stage.ts';

/** Registers the worker and gives what hands it a push, as the browser's own push service would. */
async function pusher(page: Page): Promise<(data: string) => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  const registered = new Promise<string>((done) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find((one) => one.scopeURL.endsWith('/desk/'));
      if (ours) done(ours.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/desk/push_worker.js', { scope: '/desk/' });
    await navigator.serviceWorker.ready;
  });
  const registrationId = await registered;
  const { origin } = new URL(page.url());
  return async (data) => {
    await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
  };
}

const shown = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration('/desk/');
    return ((await registration?.getNotifications()) ?? []).map(({ title, body }) => ({ title, body }));
  });

/** What a person does who presses the note's button. */
async function press(page: Page): Promise<void> {
  const [worker] = page.context().serviceWorkers();
  await worker?.evaluate(`(async () => {
    const [notification] = await self.registration.getNotifications();
    self.dispatchEvent(new NotificationEvent('notificationclick', { notification, action: 'button' }));
  })()`);
}

describe('push in a browser', () => {
  const stage = useStage('sqlite', ['--undo-seconds', '0', '--push-allow-private', 'true']);

  it('shows a call while no page of the desk does, and its button acknowledges it', async () => {
    const { host } = stage;
    const service = new PushService();
    const device = new Device();
    const origin = await service.start();
    await host.client().put('/push_key');
    await host.client().post('/me/push_devices', { name: 'Firefox, Android', ...device.subscription(`${origin}/one`) });
    const contact = { email: 'call@shop.example' };
    const ticket = await host.client().post<Ticket>('/tickets', { subject: 'Down', body_text: 'It is.', severity: 'critical', contact });
    await until('the push', async () => service.pushed.length > 0);
    const [pushed] = service.pushed;
    const note = pushed && device.read(pushed);

    const page = await stage.agent();
    await page.context().grantPermissions(['notifications']);
    await page.goto('/desk/profile');
    await page.getByRole('tab', { name: 'Notifications' }).click();
    await page.getByRole('cell', { name: 'Firefox, Android', exact: true }).waitFor();
    const push = await pusher(page);
    await push(JSON.stringify(note));
    await expect.poll(() => shown(page), { timeout: 20_000 }).toEqual([{ title: `You are called to #${ticket.id}`, body: 'Critical' }]);
    await press(page);
    const ending = async () => (await host.client().get<EscalationPageList>(`/tickets/${ticket.id}/pages`)).items[0]?.ending;
    await expect.poll(ending, { timeout: 20_000 }).toBe('acknowledged');
    await expect.poll(async () => (await shown(page))[0]?.title, { timeout: 20_000 }).toBe('Thank you. Nobody else is called.');

    await page.getByRole('button', { name: 'Tell Firefox, Android nothing more' }).click();
    await page.getByText('No device of yours is told yet.').waitFor();
    expect((await host.client().get<List<PushDevice>>('/me/push_devices')).items).toEqual([]);
    await service.stop();
  });

  it('sends a test to a device when asked', async () => {
    const { host } = stage;
    const service = new PushService();
    const origin = await service.start();
    await host.client().put('/push_key');
    await host.client().post('/me/push_devices', { name: 'Chrome, Linux', ...new Device().subscription(`${origin}/two`) });
    const page = await stage.agent();
    await page.goto('/desk/profile');
    await page.getByRole('tab', { name: 'Notifications' }).click();
    await page
      .getByRole('row', { name: /Chrome, Linux/ })
      .getByRole('button', { name: 'Send a test' })
      .click();
    await until('the test', async () => service.pushed.length > 0);
    await service.stop();
  });

  it('says so where the browser does not allow it', async () => {
    const page = await stage.agent();
    await page.goto('/desk/profile');
    await page.getByRole('tab', { name: 'Notifications' }).click();
    await page.getByRole('button', { name: 'Tell this device' }).click();
    await page.getByText('The browser does not allow notifications here.').waitFor();
  });
});
