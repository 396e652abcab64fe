import type { Delivery, List, Webhook } from '@goodhost/shared/api.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Rebinding } from './rebinding.ts';
import type { World } from './world.ts';

interface Logged extends Delivery {
  error: string;
}

const rebinding = new Rebinding();
const refused = await rebinding.start();
if (refused) console.log(`names are not rebound over the wire: ${refused}`);
// What starts the program reads where it stands once.
else process.env.GOODHOST_TEST_BINARY = rebinding.program;
const { until } = await import('../journeys/program.ts');
const { Tally } = await import('./tally.ts');
const { names, doors } = rebinding;
const loopback6 = '00000000000000000000000000000001';

afterAll(() => refused || rebinding.stop());

/** The name is checked and connected to by one answer; what it says later is checked anew, and refused. */
describe.skipIf(refused)('a name that is public first and of this machine then', () => {
  let world: World;
  let web = 0;
  let mail = 0;

  beforeAll(async () => {
    web = await doors.listen(false);
    mail = await doors.listen(true);
    world = await (await import('./world.ts')).World.build('sqlite');
  });
  afterAll(() => world?.remove());

  async function hookAt(url: string): Promise<number> {
    const { id } = await world.host.client().post<Webhook>('/webhooks', { url, events: ['nothing.'] });
    return id;
  }

  async function deliver(id: number): Promise<Logged> {
    const client = world.host.client();
    const of = async () => (await client.get<List<Logged>>(`/webhooks/${id}/deliveries`)).items;
    const before = (await of()).length;
    await client.post(`/webhooks/${id}/test`);
    let last: Logged | undefined;
    await until(`webhook ${id} is settled`, async () => {
      const all = await of();
      last = all[0];
      return all.length > before && ['delivered', 'failed', 'retrying'].includes(last?.state ?? '');
    });
    return last as Logged;
  }

  it('is called by a webhook at the address that was checked, and not at the second', async () => {
    const tally = new Tally('rebound webhooks');
    const name = 'hook.rebind.example';
    names.tell(name, 'A', [[doors.open], ['127.0.0.1']]);
    const hook = await hookAt(`http://${name}:${web}/`);
    const first = await deliver(hook);
    tally.count(`${first.state} ${first.status}`);
    expect([first.state, first.status]).toEqual(['delivered', 200]);
    expect([doors.outside, doors.inside, names.timesAsked(name)], 'one answer is checked and used').toEqual([1, 0, 1]);
    const second = await deliver(hook);
    tally.count(`${second.state} ${second.error}`);
    expect([second.state, second.error]).toEqual(['failed', 'platform.destination_refused']);
    expect([doors.outside, doors.inside, names.timesAsked(name)]).toEqual([1, 0, 2]);
    tally.tell();
  });

  it('is not called where an answer holds both, and the public one is not reached', async () => {
    const tally = new Tally('webhooks of two addresses');
    const inward = await doors.listen(false, false);
    for (const [name, a, aaaa] of [
      ['both.rebind.example', [doors.open, '127.0.0.1'], []],
      ['turned.rebind.example', ['127.0.0.1', doors.open], []],
      ['six.rebind.example', [doors.open], [loopback6]],
      ['mapped.rebind.example', [doors.open], ['00000000000000000000ffff7f000001']],
    ] as [string, string[], string[]][]) {
      names.tell(name, 'A', [a]);
      names.tell(name, 'AAAA', [aaaa]);
      const { state, error } = await deliver(await hookAt(`http://${name}:${inward}/`));
      tally.count(`${state} ${error}`);
      expect(state, name).not.toBe('delivered');
    }
    expect(doors.inside).toBe(0);
    tally.tell();
  });

  it('is not reached by a mailbox, its token, or a mail server that are tried', async () => {
    const tally = new Tally('rebound mail servers');
    const box = { login: 'x', secret: 'x', client_id: 'c' };
    const { mailbox_id, brand_id } = world.ours;
    const tests = `/mailboxes/${mailbox_id}/connection_tests`;
    const tries: Record<string, (name: string) => Promise<Response>> = {
      mailbox: (host) => world.asOwner(tests, 'POST', { ...box, host, port: mail, security: 'plain', sign_in: 'password' }),
      token: (host) => {
        const oauth = { sign_in: 'oauth', token_url: `https://${host}:${web}/`, host: 'imap.rebind.example', port: 993, security: 'tls' };
        return world.asOwner(tests, 'POST', { ...box, ...oauth });
      },
      sender: async (host) => {
        await world.asOwner(`/senders/${brand_id}`, 'PATCH', { host, port: mail, security: 'none' });
        return world.asOwner(`/senders/${brand_id}/probes`, 'POST', {});
      },
    };
    for (const [door, attempt] of Object.entries(tries)) {
      const name = `${door}.rebind.example`;
      names.tell(name, 'A', [[doors.open], ['127.0.0.1']]);
      const before = doors.outside;
      for (let times = 1; times <= 3; times++) {
        const answer = await attempt(name);
        tally.count(`${door} ${answer.status}`);
        expect(answer.status, door).toBeLessThan(500);
      }
      expect([doors.outside - before, doors.inside, names.timesAsked(name)], door).toEqual([1, 0, 3]);
    }
    tally.tell();
  });
});
