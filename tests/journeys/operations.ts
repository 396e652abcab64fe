import type { Client } from '@goodhost/shared/http.ts';
import { ProblemError } from '@goodhost/shared/http.ts';
import type { Random } from './random.ts';

/** What there is to operate on. */
export interface World {
  tickets: number[];
  agents: number[];
  made: number;
}

type Operation = (client: Client, world: World, random: Random) => Promise<unknown>;

const ticketOf = (world: World, random: Random) => `/tickets/${random.pick(world.tickets)}`;
const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();

export async function createTicket(client: Client, world: World, random: Random): Promise<void> {
  const number = ++world.made;
  const made = await client.post<{ id: number }>('/tickets', {
    subject: `Problem ${number}`,
    body_text: `What happened in ${number}.`,
    contact: { email: `contact${random.below(9)}@customer.example` },
    severity: random.pick(['critical', 'high', 'normal', 'low']),
    tags: random.pick([[], ['vip'], ['dns', 'mail']]),
  });
  world.tickets.push(made.id);
}

const say =
  (kind: string): Operation =>
  (client, world, random) =>
    client.post(`${ticketOf(world, random)}/messages`, { kind, body_text: `Word ${random.below(1e6)}.` });

const operations: Operation[] = [
  createTicket,
  say('reply'),
  say('note'),
  (client, world, random) =>
    client.put(`${ticketOf(world, random)}/assignment`, { assignee_id: random.pick([...world.agents, null]), team_id: null }),
  (client, world, random) =>
    client.put(`${ticketOf(world, random)}/status`, { status: random.pick(['open', 'waiting', 'resolved', 'closed']) }),
  (client, world, random) =>
    client.put(`${ticketOf(world, random)}/status`, { status: 'on_hold', reason: 'The maker looks at it.', next_report_at: hours(5) }),
  (client, world, random) => client.put(`${ticketOf(world, random)}/tags`, { tags: random.pick([[], ['a'], ['b', 'c'], ['vip']]) }),
  (client, world, random) => client.post(`${ticketOf(world, random)}/merge`, { into_ticket_id: random.pick(world.tickets) }),
  (client, world, random) => client.delete(`${ticketOf(world, random)}/merge`),
  (client, world, random) => client.put(`${ticketOf(world, random)}/snooze`, { until: hours(8) }),
  (client, world, random) => client.delete(`${ticketOf(world, random)}/snooze`),
  (client, world, random) =>
    client.patch(ticketOf(world, random), { severity: random.pick(['critical', 'high', 'normal', 'low']), severity_reason: 'Seen anew.' }),
  (client, world, random) => client.patch(ticketOf(world, random), { subject: `Renamed ${random.below(1e6)}` }),
  (client, world, random) => client.post(`${ticketOf(world, random)}/links`, { ticket_id: random.pick(world.tickets), kind: 'related' }),
];

/** One random operation; true when the rules allowed it. */
export async function operate(client: Client, world: World, random: Random): Promise<boolean> {
  try {
    await random.pick(operations)(client, world, random);
    return true;
  } catch (error) {
    // A closed ticket is not merged and an open one not unmerged: the refusal is the right answer.
    if (error instanceof ProblemError && [404, 409, 422].includes(error.status)) return false;
    throw error;
  }
}
