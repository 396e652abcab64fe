import type { Ticket } from '@goodhost/shared/api.ts';
import { describe, expect, it } from 'vitest';
import { kinds } from './database.ts';
import { Host } from './host.ts';

describe.each(kinds)('many first words of one new address at once on %s', (kind) => {
  it('make one contact with all the tickets', async () => {
    const host = await Host.start(kind);
    const contact = { email: 'new@shop.example' };
    const post = (index: number) => host.client().post<Ticket>('/tickets', { subject: `Word ${index}`, body_text: 'At once.', contact });
    const made = await Promise.all(Array.from({ length: 20 }, (_, index) => post(index)));
    expect(new Set(made.map((ticket) => ticket.contact.id)).size).toBe(1);
    await host.remove();
  });
});
