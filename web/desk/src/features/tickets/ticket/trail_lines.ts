import type { Message, TicketEvent } from '@goodhost/shared/api.ts';

/** What the trail shows, in order: messages, and between them the events folded together. */
export type TrailLine =
  | { kind: 'message'; at: number; message: Message }
  | { kind: 'events'; at: number; events: TicketEvent[] }
  | { kind: 'day'; at: number; day: string };

/** Entries that a message on screen already tells, or that say nothing to a person. */
const toldByMessages = new Set(['replied', 'noted', 'released', 'scheduled', 'reply_undone', 'handed_over', 'next_changed', 'called']);

/** `tickets.assigned` is `assigned`. */
export function eventName(event: Pick<TicketEvent, 'type'>): string {
  return event.type.slice(event.type.indexOf('.') + 1);
}

export function isTold(event: TicketEvent): boolean {
  return !toldByMessages.has(eventName(event));
}

/** At the same instant: a ticket is opened with its first message, and everything else follows from the message. */
function orderOf(event: TicketEvent): number {
  return eventName(event) === 'created' ? -1 : 1;
}

export function trailLines(messages: Message[], events: TicketEvent[], dayOf: (at: Date) => string): TrailLine[] {
  const all = [
    ...messages
      .filter((one) => one.state !== 'undone')
      .map((message) => ({ at: Date.parse(message.created_at), order: 0, message, event: null })),
    ...events.filter(isTold).map((event) => ({ at: Date.parse(event.at), order: orderOf(event), message: null, event })),
  ].sort((a, b) => a.at - b.at || a.order - b.order);
  const lines: TrailLine[] = [];
  let day = '';
  for (const { at, message, event } of all) {
    const today = dayOf(new Date(at));
    if (today !== day) lines.push({ kind: 'day', at, day: today });
    day = today;
    const last = lines.at(-1);
    if (message) lines.push({ kind: 'message', at, message });
    else if (last?.kind === 'events') last.events.push(event);
    else lines.push({ kind: 'events', at, events: [event] });
  }
  return lines;
}
