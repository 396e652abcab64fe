import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Who gives tokens for refresh tokens and for what an owner agreed to, as Microsoft and Google do, and vouches for them to a mail server.
 * An owner who is asked in the browser says yes at once.
 */
export class TokenGiver {
  /** The refresh token that is good now; each use changes it. */
  refreshToken = 'refresh-1';
  given = 0;
  /** What the owner was asked for, by the code that the agreement gave. */
  private readonly agreed = new Map<string, URLSearchParams>();
  private readonly server: Server;

  constructor(name: string) {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const asked = new URL(request.url ?? '', 'http://localhost');
        if (asked.pathname === '/authorize') {
          response.writeHead(302, { Location: this.agree(asked.href).href }).end();
          return;
        }
        const answer = request.method === 'POST' ? this.give(new URLSearchParams(Buffer.concat(chunks).toString())) : null;
        const token = asked.searchParams.get('token');
        const vouched = token === `access-${this.given}` ? { active: true, email: name } : { active: false };
        const status = answer && 'error' in answer ? 400 : 200;
        response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer ?? vouched));
      });
    });
  }

  private give(form: URLSearchParams): Record<string, unknown> {
    const right = form.get('client_id') === 'client' && form.get('client_secret') === 'client secret';
    const known = form.get('grant_type') === 'authorization_code' ? this.redeem(form) : form.get('refresh_token') === this.refreshToken;
    if (!right || !known) return { error: 'invalid_grant', error_description: 'No longer good.' };
    this.refreshToken = `refresh-${++this.given + 1}`;
    return { access_token: `access-${this.given}`, refresh_token: this.refreshToken, expires_in: 3600 };
  }

  /** The owner says yes: where its browser is sent back to. */
  agree(address: string): URL {
    const asked = new URL(address).searchParams;
    const code = `code-${this.agreed.size + 1}`;
    this.agreed.set(code, asked);
    const back = new URL(asked.get('redirect_uri') ?? '');
    back.searchParams.set('code', code);
    back.searchParams.set('state', asked.get('state') ?? '');
    return back;
  }

  /** A code is good once, for who can show what the challenge was made of. */
  private redeem(form: URLSearchParams): boolean {
    const asked = this.agreed.get(form.get('code') ?? '');
    this.agreed.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const same = (name: string) => form.get(name) === asked?.get(name);
    return asked?.get('code_challenge') === challenge && same('redirect_uri') && same('client_id');
  }

  async start(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise((done) => this.server.close(() => done()));
  }
}
