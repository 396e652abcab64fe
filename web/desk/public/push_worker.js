// Shows what the server pushes while the desk is closed, and acts on it. It fetches and keeps nothing else.

self.addEventListener('push', (event) => {
  const note = event.data?.json();
  if (note) event.waitUntil(show(note));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const note = event.notification.data;
  event.waitUntil(event.action === 'button' ? press(note) : open(note.path));
});

function show(note) {
  return self.registration.showNotification(note.title, {
    body: note.body,
    lang: note.language,
    tag: note.tag,
    renotify: true,
    icon: '/desk/icon.svg',
    data: note,
    requireInteraction: Boolean(note.button),
    actions: note.button ? [{ action: 'button', title: note.button.label }] : [],
  });
}

/** What was pressed may be all that somebody does at night: it says whether it worked. */
async function press(note) {
  const { address, token, done, failed } = note.button;
  const answer = await fetch(address, {
    method: 'POST',
    credentials: 'omit',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token }),
  }).catch(() => null);
  await self.registration.showNotification(answer?.ok ? done : failed, {
    body: note.title,
    lang: note.language,
    tag: note.tag,
    icon: '/desk/icon.svg',
    data: { ...note, button: null },
  });
}

/** A window that shows it already is brought forward; another one may hold words that are not sent yet, and is left alone. */
async function open(path) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const there = windows.find((one) => new URL(one.url).pathname === path);
  await (there ? there.focus() : self.clients.openWindow(path));
}
