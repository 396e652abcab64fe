import type { SendMailOptions } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Kind } from './database.ts';
import { mailServersRun } from './mail_servers.ts';
import { listHeld, listTickets, whereMarksAre } from './mailbox.ts';
import { Mailworks } from './mailworks.ts';
import { run, until } from './program.ts';

const mails = Number(process.env.GOODHOST_TEST_MAILS ?? 500);
const kills = 5;
const restarts = 2;
const addresses = ['support@lmtp.example', 'support@imap.example', 'support+shop@lmtp.example', 'support@imap.example'];

// The storm runs on SQLite; with this variable on the other database too.
const stormKinds: Kind[] = process.env.GOODHOST_TEST_ALL_STORMS ? ['sqlite', 'postgres'] : ['sqlite'];

/** The n-th of a mix: new problems, answers, HTML, attachments, other alphabets, automatic mail. */
function mixed(index: number): SendMailOptions {
  const mark = `mark-${index}-`;
  // An answer is of the one who wrote first.
  const person = index % 10 === 4 ? index - 4 : index;
  const from = `Person ${person % 40} <person${person % 40}@customer${person % 7}.example>`;
  const mail: SendMailOptions = {
    from,
    to: addresses[index % addresses.length] ?? '',
    subject: `Problem ${mark}`,
    text: `My words are ${mark}.\n.\n..two dots\n`,
    messageId: `<storm-${index}@customer.example>`,
  };
  switch (index % 10) {
    case 1:
      return { ...mail, html: `<p>My <b>words</b> are ${mark}.</p>` };
    case 2:
      return { ...mail, attachments: [{ filename: '기록.txt', content: 'x'.repeat(50_000) }] };
    case 3:
      return { ...mail, subject: `서버가 느립니다 ${mark}`, text: `정말 느립니다 ${mark}` };
    case 4:
      return { ...mail, inReplyTo: `<storm-${index - 4}@customer.example>`, references: `<storm-${index - 4}@customer.example>` };
    case 5:
      return { ...mail, headers: { 'Auto-Submitted': 'auto-replied' } };
    case 6:
      return { ...mail, text: `${'A long line. '.repeat(500)}\n${mark}\n` };
    case 7:
      return { ...mail, envelope: { from: '', to: [String(mail.to)] }, headers: { 'Auto-Submitted': 'auto-generated' } };
    case 8:
      return { ...mail, attachments: [{ filename: 'dot.bin', content: Buffer.from('\r\n.\r\n..\r\n') }] };
    default:
      return mail;
  }
}

async function sendAll(works: Mailworks, each: (sent: number) => Promise<void>): Promise<void> {
  const transport = works.transport();
  const left = Array.from({ length: mails }, (_, index) => index);
  let sent = 0;
  const worker = async () => {
    for (let index = left.shift(); index !== undefined; index = left.shift()) {
      await transport.sendMail(mixed(index));
      await each(++sent);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  transport.close();
}

describe.skipIf(!mailServersRun).each(stormKinds)('five hundred mails through Postfix and Dovecot on %s', (kind) => {
  let works: Mailworks;
  let killed = 0;
  let restarted = 0;
  let took = 0;

  beforeAll(async () => {
    works = await Mailworks.start(kind);
  }, 120_000);
  afterAll(() => works?.remove());

  it('arrive while the server is killed five times and Dovecot restarted twice', async () => {
    const began = Date.now();
    let busy = Promise.resolve();
    const later = (action: () => Promise<void>) => {
      busy = busy.then(action);
      return Promise.resolve();
    };
    await sendAll(works, (sent) => {
      if (sent >= ((killed + 1) * mails) / (kills + 1) && killed < kills) {
        ++killed;
        return later(async () => {
          await works.host.kill();
          await works.host.serve();
        });
      }
      if (sent >= ((restarted + 1) * mails) / (restarts + 2) && restarted < restarts) {
        ++restarted;
        return later(async () => {
          works.dovecot.stop();
          works.dovecot.start();
        });
      }
      return Promise.resolve();
    });
    await busy;
    expect([killed, restarted]).toEqual([kills, restarts]);
    const arrived = async () => {
      const rows = (await listTickets(works.host)).length;
      const held = (await listHeld(works.host)).length;
      return rows + held >= mails * 0.8 && works.postfix.queued() === 0;
    };
    await until('the queues are empty', arrived, 120_000);
    await until('all have arrived', async () => (await whereMarksAre(works.host)).size === mails, 60_000);
    took = Date.now() - began;
  });

  it('stand each on exactly one ticket or in quarantine', async () => {
    const marks = await whereMarksAre(works.host);
    const wrong = Array.from({ length: mails }, (_, index) => [index, marks.get(`mark-${index}-`) ?? 0]).filter(([, count]) => count !== 1);
    const held = await listHeld(works.host);
    console.log(`${kind}: ${mails} mails in ${took} ms, ${(await listTickets(works.host)).length} tickets, ${held.length} held`);
    expect(wrong).toEqual([]);
    expect(marks.size).toBe(mails);
  });

  it('are all marked as read where they came from', async () => {
    const client = await works.imap();
    await until('all are marked', async () => {
      const status = await client.status('INBOX', { unseen: true, messages: true });
      return status !== false && status.messages === mails / 2 && status.unseen === 0;
    });
    await client.logout();
  });

  it('left an intact chain', async () => {
    await works.host.caughtUp();
    const { code, out } = await run(['verify', ...works.host.place]);
    expect(out).toContain(' 0 faults');
    expect(code).toBe(0);
  });
});
