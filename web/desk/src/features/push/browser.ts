/** What this browser knows of push: its worker, its subscription, and the mark by which the server names it. */
export const worker = '/desk/push_worker.js';
const scope = '/desk/';
const markDigits = 16;

export interface Subscription {
  endpoint: string;
  p256dh: string;
  auth: string;
}

export function isSupported(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
}

async function current(): Promise<PushSubscription | null> {
  const registration = isSupported() ? await navigator.serviceWorker.getRegistration(scope) : undefined;
  return (await registration?.pushManager.getSubscription()) ?? null;
}

export async function markOf(endpoint: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint));
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.slice(0, markDigits);
}

/** The mark of this browser; null while it is subscribed to nothing. */
export async function ownMark(): Promise<string | null> {
  const subscription = await current();
  return subscription && markOf(subscription.endpoint);
}

/** Asks the person, and subscribes under the server's key; null: the person or the browser does not allow it. */
export async function subscribe(key: string): Promise<Subscription | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  await navigator.serviceWorker.register(worker, { scope });
  const { pushManager } = await navigator.serviceWorker.ready;
  // One that was made under another key takes nothing from this server.
  await (await pushManager.getSubscription())?.unsubscribe();
  const made = (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })).toJSON();
  return { endpoint: made.endpoint ?? '', p256dh: made.keys?.p256dh ?? '', auth: made.keys?.auth ?? '' };
}

export async function unsubscribe(): Promise<void> {
  await (await current())?.unsubscribe();
}
