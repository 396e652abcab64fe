import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import type { Kind } from './database.ts';
import { Host } from './host.ts';
import { Dovecot, freePort, Postfix } from './mail_servers.ts';
import { healthOf, makeMailbox } from './mailbox.ts';
import { until } from './program.ts';

/** Postfix before, Dovecot beside and the program behind them. */
export class Mailworks {
  lmtpPort = 0;
  lmtpBox = 0;
  imapBox = 0;
  readonly dovecot: Dovecot;
  readonly postfix: Postfix;
  readonly host: Host;

  private constructor(host: Host, dovecot: Dovecot, postfix: Postfix) {
    [this.host, this.dovecot, this.postfix] = [host, dovecot, postfix];
  }

  /** `more`: settings of the program beside those that every test of mail has. */
  static async start(kind: Kind, more: (postfix: Postfix) => string[] = () => []): Promise<Mailworks> {
    const dovecot = await Dovecot.start();
    const lmtpPort = await freePort();
    const postfix = await Postfix.start({ lmtpPort, mails: dovecot.mails }, ['support', 'sorted']);
    const trusted = ['--mailbox-allow-private', 'true', '--mailbox-authorities', dovecot.certificate];
    const settings = ['--lmtp', `127.0.0.1:${lmtpPort}`, '--mailbox-retry-seconds', '1', ...trusted];
    const host = await Host.start(kind, ['--undo-seconds', '0', ...settings, ...more(postfix)]);
    const works = new Mailworks(host, dovecot, postfix);
    works.lmtpPort = lmtpPort;
    works.lmtpBox = (await makeMailbox(host, 'lmtp', 'support@lmtp.example')).id;
    works.imapBox = (await makeMailbox(host, 'imap', 'support@imap.example')).id;
    await host.client().put(`/mailboxes/${works.imapBox}/source`, works.source());
    await until('the IMAP mailbox works', async () => (await healthOf(host, works.imapBox)).state === 'working');
    return works;
  }

  source(): Record<string, unknown> {
    return { host: 'localhost', port: this.dovecot.tlsPort, security: 'tls', login: 'support', secret: 'secret' };
  }

  transport() {
    return createTransport({ host: '127.0.0.1', port: this.postfix.port, pool: true, maxConnections: 8, ignoreTLS: true });
  }

  /** A client of the Dovecot, signed in. */
  async imap(name = 'support'): Promise<ImapFlow> {
    const auth = { user: name, pass: 'secret' };
    const tls = { rejectUnauthorized: false };
    const client = new ImapFlow({ host: '127.0.0.1', port: this.dovecot.port, secure: false, tls, auth, logger: false });
    await client.connect();
    return client;
  }

  async remove(): Promise<void> {
    await this.host.remove();
    this.postfix.remove();
    this.dovecot.remove();
  }
}
