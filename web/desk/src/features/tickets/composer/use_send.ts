import type { Message, NewMessage, Ticket } from '@goodhost/shared/api.ts';
import { ProblemError } from '@goodhost/shared/http.ts';
import { upsertMessage } from '@goodhost/shared/live_store.ts';
import type { Editor } from '@tiptap/react';
import { useState } from 'react';
import { client, queryClient } from '../../../platform/client.ts';
import { type T, useT } from '../../../platform/i18n.tsx';
import { notifyDone, notifyProblem, notifyUndo } from '../../../platform/notify.tsx';
import { refreshCountsSoon } from '../cache.ts';
import { ticketKeys } from '../queries.ts';
import { ask } from './compose_bus.ts';
import { isEmptyHtml } from './draft_store.ts';
import type { useDraft } from './use_draft.ts';
import { mentionsOf } from './use_editor.ts';

export type SendExtra = Pick<NewMessage, 'status_after' | 'next_report_at' | 'reason' | 'send_at' | 'confirm_secrets'>;

interface SendOptions {
  ticket: Ticket;
  draft: ReturnType<typeof useDraft>;
  editor: Editor | null;
  cc: string[] | null;
  macro: number | null;
  onSent: () => void;
}

/** The server asks back: somebody answered meanwhile, or, with its question, a card number, key or password would go out. */
type Refusal = { extra: SendExtra; secret: string | null };

function refusalOf(error: unknown, extra: SendExtra): Refusal | null {
  if (!(error instanceof ProblemError)) return null;
  if (error.code === 'tickets.answered_meanwhile') return { extra, secret: null };
  return error.code === 'tickets.secret_in_reply' ? { extra, secret: error.message } : null;
}

type Kept = { html: string; attachments: Message['attachments'] };

export function useSend(options: SendOptions) {
  const { ticket, draft, editor, onSent } = options;
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const empty = isEmptyHtml(draft.writing.html) && draft.writing.attachments.length === 0;
  const key = ticketKeys.ticket(ticket.id);
  const post = async (extra: SendExtra, expected: number) => {
    // The editor itself is asked: who types fast and sends at once is ahead of what was last drawn.
    const nothing = !editor || (isEmptyHtml(editor.getHTML()) && draft.writing.attachments.length === 0);
    if (nothing || busy) return;
    setBusy(true);
    const kept = { html: editor.getHTML(), attachments: draft.writing.attachments };
    try {
      const sent = await client.post<Message>(`/tickets/${ticket.id}/messages`, bodyOf(options, extra, expected));
      editor.commands.clearContent(false);
      draft.clear();
      setRefused(null);
      onSent();
      queryClient.setQueryData<Ticket>(key, (before) => before && withSent(before, sent));
      tellSent(sent, t, () => void takeBack(options, sent, kept, t));
    } catch (error) {
      const refusal = refusalOf(error, extra);
      if (refusal) setRefused(refusal);
      else notifyProblem(error, t);
    }
    setBusy(false);
    await queryClient.invalidateQueries({ queryKey: key });
  };
  return {
    busy,
    empty,
    refused,
    forget: () => setRefused(null),
    sendSecret: () => post({ ...refused?.extra, confirm_secrets: true }, draft.writing.base),
    send: (extra: SendExtra) => post(extra, draft.writing.base),
    sendAnyway: () => post(refused?.extra ?? {}, ticket.message_count),
  };
}

/** The live entry may have been here first. A scheduled message counts when it goes out. */
function withSent(ticket: Ticket, sent: Message): Ticket {
  const known = ticket.messages.some((one) => one.id === sent.id);
  const more = known || sent.state === 'scheduled' ? 0 : 1;
  return { ...ticket, draft: null, messages: upsertMessage(ticket.messages, sent), message_count: ticket.message_count + more };
}

function bodyOf({ draft, editor, cc, macro }: SendOptions, extra: SendExtra, expected: number): NewMessage {
  const { writing } = draft;
  const outward = { expected_message_count: expected, ...(cc ? { cc: cc.map((email) => ({ email, name: '' })) } : {}) };
  return {
    kind: writing.kind,
    body_html: editor?.getHTML() ?? '',
    attachment_ids: writing.attachments.map((one) => one.id),
    mentions: editor ? mentionsOf(editor) : [],
    ...(writing.kind === 'note' ? {} : outward),
    ...(macro ? { macro_id: macro } : {}),
    ...(writing.kind === 'reply' && !extra.status_after ? { status_after: 'waiting' as const } : {}),
    ...extra,
  };
}

function tellSent(sent: Message, t: T, undo: () => void): void {
  refreshCountsSoon();
  const said = t(sent.state === 'scheduled' ? 'desk.done.scheduled' : sent.kind === 'note' ? 'desk.done.noted' : 'desk.done.sent');
  const seconds = sent.undo_until ? (Date.parse(sent.undo_until) - Date.now()) / 1_000 : 0;
  if (seconds < 1) notifyDone(said);
  else notifyUndo(said, { label: t('desk.action.undo'), seconds: Math.min(seconds, 30), run: undo });
}

/** The words go back into the editor as they were. */
async function takeBack({ ticket, draft }: SendOptions, sent: Message, kept: Kept, t: T): Promise<void> {
  try {
    await client.delete(`/tickets/${ticket.id}/messages/${sent.id}`);
    draft.change({ kind: sent.kind === 'message' ? 'reply' : sent.kind, attachments: kept.attachments });
    ask({ insert: kept.html });
  } catch (error) {
    notifyProblem(error, t);
  }
  await queryClient.invalidateQueries({ queryKey: ticketKeys.ticket(ticket.id) });
}
