import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Who owns the Maildirs: `nobody` of Debian. */
const mailOwner = 65534;
const postfixPrograms = '/usr/lib/postfix/sbin';

/** Both change users, so they only run for root. */
export const mailServersRun =
  process.getuid?.() === 0 && ['/usr/sbin/postfix', '/usr/sbin/dovecot'].every((program) => existsSync(program));

export async function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** A program that leaves a server behind, which would keep a pipe of ours open for ever. */
function runQuietly(program: string, args: string[]): void {
  const { status } = spawnSync(program, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}`);
}

function ownedFolder(path: string): string {
  mkdirSync(path, { recursive: true });
  chownSync(path, mailOwner, mailOwner);
  return path;
}

const passwords = 'passdb {\n  driver = static\n  args = password=secret\n}';

/** A Dovecot of our own that serves Maildirs over IMAP. Every name has the password `secret`. */
export class Dovecot {
  readonly folder = mkdtempSync(join(tmpdir(), 'goodhost-dovecot-'));
  readonly mails: string;
  readonly certificate = join(this.folder, 'certificate.pem');
  readonly port: number;
  readonly tlsPort: number;

  private constructor(port: number, tlsPort: number) {
    [this.port, this.tlsPort] = [port, tlsPort];
    chmodSync(this.folder, 0o755);
    this.mails = ownedFolder(join(this.folder, 'mails'));
  }

  /** `vouching`: where it asks whether a token is good; then it takes tokens instead of passwords. */
  static async start(vouching = ''): Promise<Dovecot> {
    const dovecot = new Dovecot(await freePort(), await freePort());
    dovecot.makeCertificate();
    writeFileSync(dovecot.settings, dovecot.text(vouching ? dovecot.tokens(vouching) : passwords));
    dovecot.start();
    return dovecot;
  }

  private tokens(vouching: string): string {
    const file = join(this.folder, 'tokens.conf');
    const lines = [`introspection_url = ${vouching}/vouch?token=`, 'introspection_mode = get', 'username_attribute = email'];
    writeFileSync(file, `${[...lines, 'active_attribute = active', 'active_value = true'].join('\n')}\n`);
    return `auth_mechanisms = xoauth2\npassdb {\n  driver = oauth2\n  mechanisms = xoauth2\n  args = ${file}\n}`;
  }

  private get settings(): string {
    return join(this.folder, 'dovecot.conf');
  }
  private get running(): string {
    return join(this.folder, 'run', 'master.pid');
  }

  private makeCertificate(): void {
    const key = join(this.folder, 'key.pem');
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    runQuietly('openssl', [...args, '-keyout', key, '-out', this.certificate, ...subject]);
  }

  private text(signIn: string): string {
    return `
base_dir = ${this.folder}/run
state_dir = ${this.folder}/state
log_path = ${this.folder}/log
instance_name = ${this.folder.split('-').at(-1)}
protocols = imap
listen = 127.0.0.1
mail_location = maildir:${this.mails}/%n
${signIn}
userdb {
  driver = static
  args = uid=${mailOwner} gid=${mailOwner} home=${this.mails}/%n
}
ssl = yes
ssl_cert = <${this.certificate}
ssl_key = <${this.folder}/key.pem
auth_failure_delay = 0
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  inet_listener imap {
    port = ${this.port}
  }
  inet_listener imaps {
    port = ${this.tlsPort}
    ssl = yes
  }
}
`;
  }

  start(): void {
    runQuietly('dovecot', ['-c', this.settings]);
  }
  /** Returns once it has ended: a second one would not start beside it. */
  stop(): void {
    runQuietly('doveadm', ['-c', this.settings, 'stop']);
    while (existsSync(this.running)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }

  remove(): void {
    if (existsSync(this.running)) this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** How many messages of a name stand in a folder, read or not. */
  count(name: string, folder = ''): number {
    const path = join(this.mails, name, folder);
    const inside = ['new', 'cur'].map((one) => join(path, one)).filter((one) => existsSync(one));
    return inside.reduce((sum, one) => sum + readdirSync(one).length, 0);
  }
}

/** A Postfix of our own: takes mail by SMTP and delivers it to Maildirs or by LMTP. */
export class Postfix {
  readonly folder = mkdtempSync(join(tmpdir(), 'goodhost-postfix-'));
  readonly port: number;
  private readonly settings: { lmtpPort: number; mails: string };

  private constructor(port: number, settings: { lmtpPort: number; mails: string }) {
    [this.port, this.settings] = [port, settings];
    chmodSync(this.folder, 0o755);
  }

  /** Mail for lmtp.example is handed over at `lmtpPort`, mail for NAME@imap.example goes to the Maildir `mails`/NAME. */
  static async start(settings: { lmtpPort: number; mails: string }, names: string[]): Promise<Postfix> {
    const postfix = new Postfix(await freePort(), settings);
    postfix.write(names);
    runQuietly('postfix', ['-c', postfix.folder, 'start']);
    return postfix;
  }

  private write(names: string[]): void {
    for (const one of ['queue', 'data']) mkdirSync(join(this.folder, one));
    chownSync(join(this.folder, 'data'), Number(execFileSync('id', ['-u', 'postfix'], { encoding: 'utf8' })), 0);
    const maildirs = names.map((name) => `{ ${name}@imap.example = ${name}/ }`).join(', ');
    writeFileSync(
      join(this.folder, 'main.cf'),
      `
compatibility_level = 3.6
queue_directory = ${this.folder}/queue
data_directory = ${this.folder}/data
daemon_directory = ${postfixPrograms}
command_directory = /usr/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = ${this.folder}/log
maillog_file_prefixes = ${this.folder}
myhostname = mx.host.example
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
virtual_mailbox_domains = imap.example
virtual_mailbox_base = ${this.settings.mails}
virtual_mailbox_maps = inline:{ ${maildirs} }
virtual_uid_maps = static:${mailOwner}
virtual_gid_maps = static:${mailOwner}
relay_domains = lmtp.example
transport_maps = inline:{ { lmtp.example = lmtp:inet:[127.0.0.1]:${this.settings.lmtpPort} } }
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_client_connection_count_limit = 0
message_size_limit = 150000000
mailbox_size_limit = 0
virtual_mailbox_limit = 0
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 2s
transport_retry_time = 1s
default_destination_concurrency_failed_cohort_limit = 0
`,
    );
    writeFileSync(
      join(this.folder, 'master.cf'),
      `
127.0.0.1:${this.port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
qmgr unix n - n 1 1 qmgr
flush unix n - n 1000? 0 flush
tlsmgr unix - - n 1000? 1 tlsmgr
showq unix n - n - - showq
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
lmtp unix - - n - 10 lmtp
postlog unix-dgram n - n - 1 postlogd
cleanup unix n - n - 0 cleanup
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
rewrite unix - - n - - trivial-rewrite
proxymap unix - - n - - proxymap
verify unix - - n - 1 verify
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
`,
    );
  }

  /** How many mails wait in its queue. */
  queued(): number {
    return execFileSync('postqueue', ['-c', this.folder, '-j'], { encoding: 'utf8' }).split('\n').filter(Boolean).length;
  }

  remove(): void {
    spawnSync('postfix', ['-c', this.folder, 'stop']);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
