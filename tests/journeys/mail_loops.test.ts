import type { Ticket } from '@goodhost/shared/api.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds } from './database.ts';
import { figure } from './figures.ts';
import { bounce, letter, Party, settle, stripped } from './loop_lab.ts';
import { listHeld, listTickets } from './mailbox.ts';
import type { Taken } from './relay.ts';

/** To one address within ten minutes, of what programs write. */
const cap = 30;

describe.each(kinds)('programs that answer programs, on %s', (kind) => {
  let alpha: Party;
  let beta: Party;

  beforeAll(async () => {
    alpha = await Party.start(kind, 'alpha.example');
    beta = await Party.start(kind, 'beta.example');
  }, 120_000);
  afterAll(async () => {
    await alpha?.stop();
    await beta?.stop();
  });

  /** Who is behind the addresses that no host has. */
  const people = new Map<string, (taken: Taken, sender: Party) => Promise<void>>();

  function connect(change = (taken: Taken, _to: Party): string => taken.raw): void {
    for (const party of [alpha, beta]) {
      party.relay.pass = async (taken) => {
        for (const to of taken.to) {
          const other = [alpha, beta].find((one) => one !== party && one.address === to);
          if (other) await other.take(taken.from, change(taken, other));
          else await people.get(to)?.(taken, party);
        }
      };
    }
  }

  function say(scene: string, mails: number): void {
    figure(`loop, ${kind}, ${scene}`, { mails });
  }

  it('two hosts stop after the first acknowledgement, and after a person’s word', async () => {
    connect();
    const first = letter({ from: beta.address, to: alpha.address, subject: 'Down' });
    const begun = await settle([alpha, beta], () => alpha.take(beta.address, first));
    say('two hosts', begun);
    expect(begun).toBe(1);
    const [ticket] = await listTickets(alpha.host);
    const reply = { kind: 'reply', body_text: 'We look into it.' };
    const answered = await settle([alpha, beta], () => alpha.host.client().post(`/tickets/${ticket?.id}/messages`, reply));
    say('two hosts, and a person answers', answered);
    expect(answered).toBe(2);
    expect((await listHeld(alpha.host)).map((one) => one.cause)).toContain('automatic');
  });

  it('two hosts with a relay between them that takes every mark away stop at the caps', async () => {
    connect((taken, to) => stripped(taken, to === alpha ? beta.address : alpha.address, to.address));
    const first = letter({ from: beta.address, to: alpha.address, subject: 'Down again' });
    const mails = await settle([alpha, beta], () => alpha.take(beta.address, first));
    say('two hosts, all marks taken away', mails);
    expect(mails).toBeLessThanOrEqual(2 * cap);
  });

  it('an out-of-office responder is answered once, and one that hides what it is until the cap', async () => {
    connect();
    const answer = (from: string, ...headers: string[]) =>
      people.set(from, (_, sender) =>
        sender.take(from, letter({ from, to: sender.address, subject: 'Away', headers, text: 'Until Monday.' })),
      );
    answer('ann@shop.example', 'Auto-Submitted: auto-replied');
    answer('robot@shop.example');
    const write = (from: string) => alpha.take(from, letter({ from, to: alpha.address, subject: 'Help' }));
    const polite = await settle([alpha], () => write('ann@shop.example'));
    const rude = await settle([alpha], () => write('robot@shop.example'));
    say('out of office', polite);
    say('out of office that hides what it is', rude);
    expect(polite).toBe(1);
    expect(rude).toBeGreaterThan(1);
    expect(rude).toBeLessThanOrEqual(cap);
  });

  it('an agent whose address bounces gets no more mail, and nobody is told of it by mail', async () => {
    connect();
    const client = alpha.host.client(await alpha.host.makeAgent('gone@staff.example', 'Gone'));
    const { id } = await client.get<{ id: number }>('/me');
    people.set('gone@staff.example', (taken, sender) => sender.take('', bounce(taken, sender.address)));
    const assign = async (index: number) => {
      const ticket = await alpha.host.client().post<Ticket>('/tickets', {
        subject: `Assigned ${index}`,
        body_text: 'Help.',
        contact: { email: `silent${index}@shop.example` },
      });
      await alpha.host.client().put(`/tickets/${ticket.id}/assignment`, { assignee_id: id });
    };
    const toAgent = () => alpha.relay.to('gone@staff.example').length;
    await settle([alpha], () => assign(0));
    expect(toAgent()).toBe(1);
    await settle([alpha], async () => {
      for (let index = 1; index < 20; index += 1) await assign(index);
    });
    say('bouncing agent with 20 tickets', toAgent());
    expect(toAgent()).toBe(1);
    const { unread } = await client.get<{ unread: number }>('/me/notifications');
    // Every ticket, and that its own mail came back.
    expect(unread).toBe(21);
  });

  it('a mailing list that answers go to hears one acknowledgement, or none', async () => {
    const list = 'list@lists.example';
    const members = () => [alpha, beta];
    const post = async (raw: string) => {
      for (const member of members()) await member.take(`bounces-${list}`, raw);
    };
    const reply = `Reply-To: ${list}`;
    connect();
    people.set(list, (taken) => post(`List-Id: <list.lists.example>\r\n${reply}\r\n${taken.raw}`));
    const kind1 = await settle([alpha, beta], () =>
      post(letter({ from: 'member@shop.example', to: list, subject: 'Hi all', headers: ['List-Id: <list.lists.example>', reply] })),
    );
    say('mailing list', kind1);
    expect(kind1).toBe(0);
    people.set(list, (taken) => post(stripped(taken, list, list)));
    const crude = await settle([alpha, beta], () => post(letter({ from: list, to: list, subject: 'Hello all', headers: [reply] })));
    say('mailing list that takes every mark away', crude);
    expect(crude).toBeLessThanOrEqual(2 * cap);
  });
});
