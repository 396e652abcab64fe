import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, runWell } from '../journeys/program.ts';
import { exchange } from './raw.ts';
import { Tally } from './tally.ts';
import { World } from './world.ts';

const damaged = 3;

describe('files', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.build('sqlite');
  });
  afterAll(() => world?.remove());

  const authorization = () => ({ Authorization: `Bearer ${world.host.token}` });

  async function upload(name: string, bytes: Buffer | string): Promise<Response> {
    const headers = { ...authorization(), 'X-File-Name': encodeURIComponent(name), 'Content-Type': 'application/octet-stream' };
    return fetch(`${world.host.address}/api/v1/uploads`, { method: 'POST', headers, body: new Uint8Array(Buffer.from(bytes)) });
  }

  it('of the machine are not reached by climbing paths', async () => {
    const tally = new Tally('climbing paths');
    const roots = ['/', '/desk/', '/desk/assets/', '/site/', '/brand/', '/api/v1/attachments/1/', '/api/v1/', '/t/', '/tickets/', '/ko/'];
    const climbs = [
      '../../../../etc/passwd',
      '..%2f..%2f..%2f..%2fetc%2fpasswd',
      '%2e%2e/%2e%2e/%2e%2e/etc/passwd',
      '%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd',
      '..\\..\\..\\etc\\passwd',
      '..%5c..%5cetc%5cpasswd',
      '%252e%252e%252f%252e%252e%252fetc/passwd',
      '..%c0%af..%c0%afetc/passwd',
      '....//....//etc/passwd',
      './/./../..//etc/passwd',
      '..;/..;/etc/passwd',
      'x/%00/../../etc/passwd',
      'passwd%00.png',
      '/etc/passwd',
      '%2fetc%2fpasswd',
      '../secret.key',
      '..%2fsecret.key',
      'goodhost.db',
    ];
    const secret = readFileSync(join(world.host.data, 'secret.key'), 'utf8').trim();
    for (const root of roots)
      for (const climb of climbs) {
        const [answer] = await exchange(world.host.address, `GET ${root}${climb} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
        tally.count(answer?.status ?? 'closed');
        expect(answer?.body ?? '', `${root}${climb}`).not.toMatch(/root:x:|SQLite format/);
        expect(answer?.body ?? '').not.toContain(secret);
        expect(answer?.status ?? 400).toBeLessThan(500);
      }
    tally.tell();
  });

  it('are given out under names that lead nowhere and run nothing', async () => {
    const tally = new Tally('names and kinds of files');
    const names = [
      '../../etc/cron.d/evil',
      '..\\..\\evil.bat',
      '/etc/passwd',
      'a\r\nSet-Cookie: evil=1\r\n\r\n<script>',
      'a"; filename="evil.html',
      "a%22;filename*=utf-8''evil.html",
      'invoice\u202Efdp.exe',
      '.htaccess',
      '..',
      '',
      'x'.repeat(5000),
      '\u0000evil.html',
    ];
    const contents: Record<string, string> = {
      html: '<!doctype html><script>parent.evil=1</script>',
      svg: '<svg xmlns="http://www.w3.org/2000/svg" onload="evil()"><script>evil()</script></svg>',
      xml: '<?xml version="1.0"?><?xml-stylesheet href="javascript:evil()"?><x:script xmlns:x="http://www.w3.org/1999/xhtml">evil()</x:script>',
      pdf: '%PDF-1.4 /OpenAction << /S /JavaScript /JS (evil()) >>',
      script: 'GIF89a/*<script>*/=1;evil()//',
      text: '<script>evil()</script> in a text',
    };
    for (const name of names)
      for (const bytes of Object.values(contents)) {
        const made = await upload(name, bytes);
        expect(made.status, JSON.stringify(name)).toBe(201);
        const file = (await made.json()) as { id: number; name: string };
        expect(file.name).not.toMatch(/[/\\\r\n]/);
        expect(['.', '..', '']).not.toContain(file.name);
        const answer = await fetch(`${world.host.address}/api/v1/attachments/${file.id}/x`, { headers: authorization() });
        const type = answer.headers.get('Content-Type') ?? '';
        const disposition = answer.headers.get('Content-Disposition') ?? '';
        tally.count(type);
        expect(answer.headers.get('Content-Security-Policy')).toContain('sandbox');
        expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
        expect(answer.headers.get('Set-Cookie')).toBeNull();
        expect(disposition).toMatch(/^(attachment|inline); filename="[^"\r\n/\\]*"(; filename\*=UTF-8''[\w.~%!#$&+^`|-]+)?$/);
        if (/html|svg|xml|pdf|script/.test(type)) expect(disposition).toMatch(/^attachment/);
        expect(disposition).not.toContain('\u202E');
      }
    tally.tell();
  });

  it('that are bombs are stored, and nothing is unpacked', async () => {
    const tally = new Tally('bombs');
    const bombs: [string, Buffer][] = [
      ['bomb.gz', gzipSync(Buffer.alloc(64 << 20))],
      ['bomb.gz.gz', gzipSync(gzipSync(Buffer.alloc(64 << 20)))],
      ['bomb.png', hugePicture(50_000)],
      ['bomb.svg', Buffer.from(`<!DOCTYPE s [<!ENTITY a "ha">${laughs()}]><svg>&j;</svg>`)],
    ];
    const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${world.host.node.process.pid}/status`, 'utf8'))?.[1]);
    const before = memory();
    for (const [name, bytes] of bombs) {
      const made = await upload(name, bytes);
      tally.count(made.status);
      const { id } = (await made.json()) as { id: number };
      expect((await fetch(`${world.host.address}/api/v1/attachments/${id}/x`, { headers: authorization() })).status).toBe(200);
      const compressed = await fetch(`${world.host.address}/api/v1/tickets`, {
        method: 'POST',
        headers: { ...authorization(), 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
        body: new Uint8Array(bytes),
      });
      tally.count(compressed.status);
      expect(compressed.status).toBeLessThan(500);
      const logo = await fetch(`${world.host.address}/api/v1/brands/${world.ours.brand_id}/logo`, {
        method: 'PUT',
        headers: authorization(),
        body: new Uint8Array(bytes),
      });
      tally.count(logo.status);
      expect(logo.status).toBeLessThan(500);
    }
    expect(memory() - before, 'KB more').toBeLessThan(200 * 1024);
    tally.tell();
  });
});

/** A picture whose head says how large it is; its rows are all the same. */
function hugePicture(side: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(Buffer.concat([Buffer.from(type), data])));
    return Buffer.concat([length, Buffer.from(type), data, check]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head[8] = 1;
  const rows = deflateSync(Buffer.alloc((side / 8 + 1) * 100));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Entities that double each other. */
function laughs(): string {
  const names = 'abcdefghij';
  return [...names.slice(1)].map((name, at) => `<!ENTITY ${name} "${`&${names[at]};`.repeat(10)}">`).join('');
}

describe('a backup from elsewhere', () => {
  const folder = mkdtempSync(join(tmpdir(), 'goodhost-evil-backup-'));
  const good = join(folder, 'good');
  let world: World;

  beforeAll(async () => {
    world = await World.build('sqlite');
    await runWell(['backup', ...world.host.place, good]);
  });
  afterAll(async () => {
    await world?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const evil = 'evil words';
  const digest = createHash('sha256').update(evil).digest('hex');

  async function restore(
    name: string,
    alter: (copy: string, files: Record<string, string>) => void,
  ): Promise<{ code: number | null; data: string }> {
    const copy = join(folder, name, 'copy');
    const data = join(folder, name, 'deep', 'data');
    mkdirSync(join(folder, name, 'deep'), { recursive: true });
    cpSync(good, copy, { recursive: true });
    const manifest = JSON.parse(readFileSync(join(copy, 'manifest.json'), 'utf8')) as { files: Record<string, string> };
    alter(copy, manifest.files);
    writeFileSync(join(copy, 'manifest.json'), JSON.stringify(manifest));
    return { code: (await run(['restore', '--data', data, copy])).code, data };
  }

  it('regression_a_restored_name_climbed_out_of_the_data_folder', async () => {
    const tally = new Tally('names in backups');
    for (const [at, name] of ['../evil.txt', 'files/../../evil.txt', '../../evil.txt', 'files/./../../evil.txt'].entries()) {
      const { code, data } = await restore(`climb${at}`, (copy, files) => {
        mkdirSync(join(copy, name, '..'), { recursive: true });
        writeFileSync(join(copy, name), evil);
        files[name] = digest;
      });
      tally.count(code ?? 'died');
      expect(code, name).toBe(damaged);
      expect(existsSync(join(data, name)), name).toBe(false);
      expect(existsSync(data), 'nothing is begun').toBe(false);
    }
    const absolute = join(folder, 'absolute.txt');
    writeFileSync(absolute, evil);
    const { code } = await restore('absolute', (_, files) => {
      files[absolute] = digest;
    });
    expect(code).toBe(damaged);
    tally.tell();
  });

  it('regression_a_restored_name_followed_a_link', async () => {
    const outside = join(folder, 'outside.txt');
    writeFileSync(outside, evil);
    const { code } = await restore('link', (copy, files) => {
      symlinkSync(outside, join(copy, 'files', 'link'));
      files['files/link'] = digest;
    });
    expect(code).toBe(damaged);
  });

  it('is restored where nothing was altered', async () => {
    expect((await restore('untouched', () => {})).code).toBe(0);
  });
});
