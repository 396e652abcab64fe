type Value = string | File;

/** A browser without script: cookies, forms and redirects. Every form carries the token of the page it stands on. */
export class Visitor {
  /** Where the visitor is, without the host. */
  path = '/';
  page = '';
  private readonly host: string;
  private readonly cookies = new Map<string, string>();
  private formToken: string | null = null;

  constructor(host: string) {
    this.host = host;
  }

  async open(path: string): Promise<string> {
    return this.arrive(await this.request('GET', path));
  }

  /** Sends a form with files. */
  async submit(path: string, fields: Record<string, Value>): Promise<string> {
    return this.arrive(await this.post(path, fields));
  }

  /** Sends a form without files. */
  async submitFields(path: string, fields: Record<string, string>): Promise<string> {
    const body = new URLSearchParams({ ...fields, ...(this.formToken ? { _csrf: this.formToken } : {}) });
    return this.arrive(await this.request('POST', path, body));
  }

  submitState(path: string, action: 'close' | 'reopen'): Promise<string> {
    return this.submitFields(path, { action });
  }

  post(path: string, fields: Record<string, Value>): Promise<Response> {
    const form = new FormData();
    if (this.formToken) form.set('_csrf', this.formToken);
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    return this.request('POST', path, form);
  }

  /** The page's answer as it comes, redirects too. */
  fetch(path: string): Promise<Response> {
    return this.request('GET', path);
  }

  forgetFormToken(): void {
    this.formToken = null;
  }

  /** What its browser sends. */
  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private async request(method: string, path: string, body?: FormData | URLSearchParams): Promise<Response> {
    const { cookie } = this;
    const headers: Record<string, string> = { Accept: 'text/html', ...(cookie ? { Cookie: cookie } : {}) };
    const answer = await fetch(this.host + path, { method, body, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = (line.split(';')[0] ?? '').split('=');
      if (name) this.cookies.set(name, value ?? '');
    }
    this.path = path.split('#')[0] ?? path;
    return answer;
  }

  private async arrive(answer: Response): Promise<string> {
    if (answer.status === 303) return this.open(answer.headers.get('Location') ?? '/');
    this.page = await answer.text();
    if (answer.status !== 200) throw new Error(`${this.path} was answered with ${answer.status}: ${this.page.slice(0, 2000)}`);
    this.formToken = /name="_csrf" value="([^"]+)"/.exec(this.page)?.[1] ?? null;
    return this.page;
  }
}
