import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Unfolded fields by lower-case name; the body. */
export function parsed(raw: string): { head: Map<string, string>; body: string } {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const head = new Map(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
  return { head, body: raw.slice(end + 4) };
}

/** Debian's python3-dkim, an implementation that is not ours. */
export function dkimVerifies(raw: string, records: Record<string, string>): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'goodhost-dkim-'));
  writeFileSync(join(folder, 'mail'), Buffer.from(raw, 'latin1'));
  writeFileSync(join(folder, 'records'), JSON.stringify(records));
  const program = `
import dkim, json, sys
records = json.load(open(sys.argv[1] + '/records'))
mail = dkim.DKIM(open(sys.argv[1] + '/mail', 'rb').read())
find = lambda name, timeout=5: records.get(name.decode().rstrip('.'), '').encode() or None
sys.exit(0 if all(mail.verify(idx=i, dnsfunc=find) for i in range(int(sys.argv[2]))) else 1)`;
  try {
    execFileSync('/usr/bin/python3', ['-c', program, folder, String(Object.keys(records).length)], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
