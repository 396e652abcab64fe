/** New messages appear by themselves: the live connection tells that something happened, the page is fetched again and its
   conversation replaced. What is being typed stands outside of it and stays. Without a script the page is read anew by hand. */

const longestPause = 30_000;

function address(follow: string): string {
  const url = new URL('/api/v1/live', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  if (follow) url.searchParams.set('follow', follow);
  return url.href;
}

async function refresh(section: HTMLElement): Promise<void> {
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.querySelector<HTMLElement>('[data-topic]');
  if (fresh) section.replaceChildren(...fresh.childNodes);
}

function connect(section: HTMLElement, pause: number): void {
  const topic = section.dataset.topic ?? '';
  const socket = new WebSocket(address(section.dataset.follow ?? ''));
  let opened = false;
  socket.onopen = () => {
    opened = true;
    socket.send(JSON.stringify({ subscribe: [topic] }));
  };
  socket.onmessage = (event) => {
    const frame: unknown = JSON.parse(String(event.data));
    if (typeof frame === 'object' && frame !== null && 'entry' in frame) void refresh(section);
  };
  socket.onclose = (event) => {
    if (event.code === 1008) return;
    const next = opened ? 1000 : Math.min(pause * 2, longestPause);
    setTimeout(() => connect(section, next), next * (0.5 + Math.random()));
  };
}

export function keepLive(section: HTMLElement): void {
  connect(section, 1000);
}
