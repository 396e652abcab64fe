import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Host } from './host.ts';
import { Dovecot, freePort, mailServersRun } from './mail_servers.ts';
import { healthOf, makeMailbox } from './mailbox.ts';
import { Mailworks } from './mailworks.ts';
import { run, until } from './program.ts';
import { TokenGiver } from './tokens.ts';

describe.skipIf(!mailServersRun)('a mailbox that stops', () => {
  let works: Mailworks;
  beforeAll(async () => {
    works = await Mailworks.start('sqlite');
  }, 120_000);
  afterAll(() => works?.remove());

  const test = (change: Record<string, unknown>) =>
    works.host
      .client()
      .post<{ works: boolean; fault: string | null; pushes: boolean; missing_folders: string[] }>(
        `/mailboxes/${works.imapBox}/connection_tests`,
        { ...works.source(), ...change },
      );

  it('is tried before it is used, and the answer says what is wrong', async () => {
    expect(await test({})).toMatchObject({ works: true, fault: null, pushes: true });
    expect(await test({ security: 'starttls', port: works.dovecot.port })).toMatchObject({ works: true });
    expect(await test({ port: await freePort() })).toMatchObject({ fault: 'connection' });
    expect(await test({ secret: 'wrong' })).toMatchObject({ fault: 'login' });
    expect(await test({ port: works.dovecot.port })).toMatchObject({ fault: 'encryption' });
    expect(await test({ host: 'nowhere.invalid' })).toMatchObject({ fault: 'name' });
    expect(await test({ folders: ['INBOX', 'Nowhere'] })).toMatchObject({ fault: 'folder', missing_folders: ['Nowhere'] });
  });

  it('is not believed with a certificate that nobody vouches for', async () => {
    const careful = await Host.start('sqlite', ['--mailbox-allow-private', 'true']);
    const { id } = await makeMailbox(careful, 'imap', 'support@imap.example');
    const tested = await careful.client().post<{ fault: string }>(`/mailboxes/${id}/connection_tests`, works.source());
    await careful.remove();
    expect(tested.fault).toBe('certificate');
  });

  it('raises an alarm, and recovers', async () => {
    await works.host.client().put(`/mailboxes/${works.imapBox}/source`, { ...works.source(), secret: 'wrong' });
    await until('the alarm', async () => (await healthOf(works.host, works.imapBox)).alarm);
    expect(await healthOf(works.host, works.imapBox)).toMatchObject({ state: 'failing', fault: 'login' });
    const doctor = await run(['doctor', ...works.host.place]);
    expect(doctor.out).toContain('wrong    mailbox support@imap.example is failing since');
    expect(doctor.code).not.toBe(0);
    await works.host.client().put(`/mailboxes/${works.imapBox}/source`, works.source());
    await until('it works again', async () => (await healthOf(works.host, works.imapBox)).state === 'working');
  });

  it('never tells its password, nor sends it elsewhere', async () => {
    const source = await works.host.client().get<Record<string, unknown>>(`/mailboxes/${works.imapBox}/source`);
    expect(JSON.stringify(source)).not.toContain('"secret"');
    expect(source).toMatchObject({ has_secret: true, login: 'support' });
    const elsewhere = { ...works.source(), host: '127.0.0.1', secret: undefined };
    await expect(works.host.client().put(`/mailboxes/${works.imapBox}/source`, elsewhere)).rejects.toMatchObject({ status: 422 });
  });
});

describe.skipIf(!mailServersRun)('a mailbox that is opened by tokens', () => {
  const giver = new TokenGiver('support');
  let dovecot: Dovecot;
  let host: Host;
  let address: string;

  beforeAll(async () => {
    address = await giver.start();
    dovecot = await Dovecot.start(address);
    host = await Host.start('sqlite', ['--mailbox-allow-private', 'true', '--mailbox-authorities', dovecot.certificate]);
    const { id } = await makeMailbox(host, 'imap', 'support@imap.example');
    const token = { sign_in: 'oauth', token_url: `${address}/token`, client_id: 'client', client_secret: 'client secret' };
    const source = { host: 'localhost', port: dovecot.tlsPort, security: 'tls', login: 'support', secret: 'refresh-1', ...token };
    await host.client().put(`/mailboxes/${id}/source`, source);
    await until('the mailbox works', async () => (await healthOf(host, id)).state === 'working');
  }, 60_000);
  afterAll(async () => {
    await host?.remove();
    dovecot?.remove();
    await giver.stop();
  });

  it('goes on after a restart with the refresh token that it was given last', async () => {
    expect(giver.given).toBe(1);
    await host.stop();
    await host.serve();
    await until('it works again', async () => (await healthOf(host, 1)).state === 'working' && giver.given === 2);
    expect(giver.refreshToken).toBe('refresh-3');
  });

  it('is opened anew when its owner agrees in the browser', async () => {
    const application = {
      authorize_url: `${address}/authorize`,
      token_url: `${address}/token`,
      client_id: 'client',
      scope: 'imap offline_access',
    };
    const account = { host: 'localhost', port: dovecot.tlsPort, security: 'tls', login: 'support' };
    const input = { ...account, ...application, client_secret: 'client secret' };
    const place = await host.client().post<{ url: string; redirect_uri: string }>('/mailboxes/1/consents', input);
    const asked = new URL(place.url).searchParams;
    expect(asked.get('scope')).toBe('imap offline_access');
    expect(asked.get('code_challenge_method')).toBe('S256');
    const answer = Object.fromEntries(giver.agree(place.url).searchParams);
    const finish = (what: object) => host.client().post<{ given: boolean; words: string }>('/mailbox_consents', what);
    expect(await finish({ ...answer, code: undefined, error: 'access_denied' })).toMatchObject({ given: false, words: 'access_denied' });
    await expect(finish({ ...answer, state: `${answer.state}x` })).rejects.toMatchObject({ status: 422 });
    const before = giver.given;
    expect(await finish(answer)).toMatchObject({ given: true, words: '' });
    expect(await finish(answer)).toMatchObject({ given: false, words: 'No longer good.' });
    // The agreement gave one, and signing in with it another.
    await until('it signs in with the new token', async () => giver.given > before + 1 && (await healthOf(host, 1)).state === 'working');
    const source = await host.client().get<Record<string, unknown>>('/mailboxes/1/source');
    expect(source).toMatchObject({ has_secret: true, has_client_secret: true, sign_in: 'oauth' });
    expect(JSON.stringify(source)).not.toContain('refresh-');
  });
});
