import type { Attachment, ComposeKind, Draft } from '@goodhost/shared/api.ts';

/** What is being written. `base` is the ticket's number of messages when the writing began. */
export interface Writing {
  kind: ComposeKind;
  html: string;
  attachments: Attachment[];
  base: number;
}

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Whose words, on which ticket. */
export interface Place {
  agent: number;
  ticket: number;
}

const keyOf = ({ agent, ticket }: Place) => `goodhost.draft.${agent}.${ticket}`;

/** Kept on the machine until the server has confirmed it, so that neither a closed tab nor a cut cable loses a word. */
export function keepLocally(storage: Storage, place: Place, writing: Writing): void {
  try {
    storage.setItem(keyOf(place), JSON.stringify(writing));
  } catch {
    // A full or forbidden storage: the server's draft is what remains.
  }
}

export function forgetLocally(storage: Storage, place: Place): void {
  storage.removeItem(keyOf(place));
}

export function keptLocally(storage: Storage, place: Place): Writing | null {
  try {
    const kept = JSON.parse(storage.getItem(keyOf(place)) ?? 'null') as Writing | null;
    return kept && typeof kept.html === 'string' ? kept : null;
  } catch {
    return null;
  }
}

/** The words on the machine win: they are there only while the server has not confirmed them. */
export function firstWriting(local: Writing | null, server: Draft | null, messageCount: number): Writing {
  if (local) return local;
  if (server)
    return {
      kind: server.kind === 'message' ? 'reply' : server.kind,
      html: server.body_html,
      attachments: server.attachments ?? [],
      base: server.base_message_count,
    };
  return { kind: 'reply', html: '', attachments: [], base: messageCount };
}

export function isEmptyHtml(html: string): boolean {
  return (
    !/<img\b/.test(html) &&
    html
      .replace(/<[^>]*>/g, '')
      .replaceAll('&nbsp;', ' ')
      .trim() === ''
  );
}
