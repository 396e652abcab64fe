import type { BrowserContext } from 'playwright-core';

/** A write that a page asked for, and what was answered. */
export interface Write {
  method: string;
  path: string;
  status: number;
}

/** Of all tests: they run in one process, one file after the other. */
export const writes: Write[] = [];

const waiting = new Set<Promise<void>>();

export function recordWrites(context: BrowserContext): void {
  context.on('request', (request) => {
    const method = request.method();
    const path = new URL(request.url()).pathname;
    if (method === 'GET' || !path.startsWith('/api/')) return;
    const keep = (status: number) => void writes.push({ method, path, status });
    const answered: Promise<void> = request
      .response()
      .then((response) => {
        if (response) keep(response.status());
      })
      .catch(() => undefined)
      .finally(() => waiting.delete(answered));
    waiting.add(answered);
  });
}

/** Before a browser is closed: what was asked for has been answered. */
export async function allAnswered(): Promise<void> {
  await Promise.all(waiting);
}

/** What the desk does not ask for, or no test can make it ask for. */
export const elsewhere: Record<string, string> = {
  'POST /api/v1/mail': 'mail servers and programs hand mail in',
  'PUT /api/v1/signals/{key}': 'monitors report it',
  'POST /api/v1/tickets/{ticket_id}/follow': 'the desk sets all followers at once',
  'DELETE /api/v1/tickets/{ticket_id}/follow': 'the desk sets all followers at once',
  'POST /api/v1/escalation_pages/{page_id}/acknowledgement': 'the worker behind a notification does, with the device’s token',
  'POST /api/v1/me/push_devices': 'a browser only subscribes with the push service of its maker',
  'POST /api/v1/consumers/{name}/retry': 'a consumer of the trail has had to leave something aside',
  'POST /api/v1/jobs/{job_id}/retry': 'a job has failed for good after days',
};
