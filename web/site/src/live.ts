/** New messages appear by themselves: the live connection tells that something happened, the page is fetched again, and what
   differs is put into place. What is being typed stays. Without a script the page is read anew by hand. */

const longestPause = 30_000;

interface Frame {
  position?: string;
  ready?: string;
  entry?: unknown;
  reset?: boolean;
}

function address(follow: string): string {
  const url = new URL('/api/v1/live', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  if (follow) url.searchParams.set('follow', follow);
  return url.href;
}

/** What is there already is left alone, so that only what is new is read out, and nobody's place in the text is lost. */
function mergeById(old: HTMLElement, fresh: HTMLElement): void {
  const known = new Map([...old.children].map((child) => [child.id, child]));
  old.replaceChildren(...[...fresh.children].map((child) => known.get(child.id) ?? child));
}

/** A form to write in goes only when there is nothing to write to any more, and never with words in it. */
function mayReplace(old: HTMLElement, fresh: HTMLElement): boolean {
  const fields = [...old.querySelectorAll('textarea')];
  return fields.length === 0 || (!fresh.querySelector('textarea') && fields.every((field) => field.value === ''));
}

function put(old: HTMLElement, fresh: HTMLElement): boolean {
  if (old.innerHTML === fresh.innerHTML) return false;
  if (old.dataset.topic) mergeById(old, fresh);
  else if (mayReplace(old, fresh)) old.replaceChildren(...fresh.childNodes);
  else return false;
  return true;
}

async function refresh(enhance: (root: ParentNode) => void): Promise<void> {
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of document.querySelectorAll<HTMLElement>('[data-part]')) {
    const fresh = page.querySelector<HTMLElement>(`[data-part="${part.dataset.part}"]`);
    if (fresh && put(part, fresh)) enhance(part);
  }
}

/** One at a time; what happens meanwhile is fetched once more. */
function refresher(enhance: (root: ParentNode) => void): () => void {
  let wanted = false;
  let running = false;
  return async () => {
    wanted = true;
    if (running) return;
    running = true;
    while (wanted) {
      wanted = false;
      // A page that can't be fetched now is fetched after the next entry or the next break.
      await refresh(enhance).catch(() => {});
    }
    running = false;
  };
}

function connect(section: HTMLElement, changed: () => void, pause: number): void {
  const socket = new WebSocket(address(section.dataset.follow ?? ''));
  let opened = false;
  socket.onopen = () => {
    opened = true;
    const { topic, position } = section.dataset;
    socket.send(JSON.stringify({ subscribe: [topic], position }));
  };
  socket.onmessage = (event) => {
    const frame = JSON.parse(String(event.data)) as Frame;
    section.dataset.position = frame.position ?? frame.ready ?? section.dataset.position;
    if (frame.entry || frame.reset) changed();
  };
  socket.onclose = (event) => {
    if (event.code === 1008) return;
    const next = opened ? 1000 : Math.min(pause * 2, longestPause);
    setTimeout(() => connect(section, changed, next), next * (0.5 + Math.random()));
  };
}

/** `enhance` is told of each part of the page that was exchanged. */
export function keepLive(section: HTMLElement, enhance: (root: ParentNode) => void): void {
  connect(section, refresher(enhance), 1000);
}
