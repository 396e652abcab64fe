import type { Message, NewMessage, Ticket } from '@goodhost/shared/api.ts';
import { ProblemError } from '@goodhost/shared/http.ts';
import { upsertMessage } from '@goodhost/shared/live_store.ts';
import type { Editor } from '@tiptap/react';
import { useState } from 'react';
import { client, queryClient } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyDone, notifyProblem, notifyUndo } from '../../../platform/notify.tsx';
import { refreshCountsSoon } from '../cache.ts';
import { ticketKeys } from '../queries.ts';
import { ask } from './compose_bus.ts';
import { isEmptyHtml } from './draft_store.ts';
import type { useDraft } from './use_draft.ts';
import { mentionsOf } from './use_editor.ts';

export type SendExtra = Pick<NewMessage, 'status_after' | 'next_report_at' | 'reason' | 'send_at'>;

interface SendOptions {
  ticket: Ticket;
  draft: ReturnType<typeof useDraft>;
  editor: Editor | null;
  cc: string[] | null;
  macro: number | null;
  onSent: () => void;
}

export function useSend({ ticket, draft, editor, cc, macro, onSent }: SendOptions) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<SendExtra | null>(null);
  const { writing } = draft;
  const empty = isEmptyHtml(writing.html) && writing.attachments.length === 0;

  const post = async (extra: SendExtra, expected: number) => {
    if (!editor || empty || busy) return;
    setBusy(true);
    const kept = { html: editor.getHTML(), attachments: writing.attachments };
    try {
      const sent = await client.post<Message>(`/tickets/${ticket.id}/messages`, bodyOf(extra, expected));
      editor.commands.clearContent(false);
      draft.clear(ticket.message_count + 1);
      setRefused(null);
      onSent();
      queryClient.setQueryData<Ticket>(
        ticketKeys.ticket(ticket.id),
        (before) => before && { ...before, draft: null, messages: upsertMessage(before.messages, sent) },
      );
      void queryClient.invalidateQueries({ queryKey: ticketKeys.ticket(ticket.id) });
      refreshCountsSoon();
      told(sent, kept);
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'tickets.answered_meanwhile') {
        setRefused(extra);
        await queryClient.invalidateQueries({ queryKey: ticketKeys.ticket(ticket.id) });
      } else notifyProblem(error, t);
    } finally {
      setBusy(false);
    }
  };

  const bodyOf = (extra: SendExtra, expected: number): NewMessage => ({
    kind: writing.kind,
    body_html: editor?.getHTML() ?? '',
    attachment_ids: writing.attachments.map((one) => one.id),
    mentions: editor ? mentionsOf(editor) : [],
    ...(writing.kind === 'note' ? {} : { expected_message_count: expected, ...(cc ? { cc: cc.map((email) => ({ email })) } : {}) }),
    ...(macro ? { macro_id: macro } : {}),
    ...(writing.kind === 'reply' && !extra.status_after && !extra.send_at ? { status_after: 'waiting' as const } : {}),
    ...extra,
  });

  const told = (sent: Message, kept: { html: string; attachments: Message['attachments'] }) => {
    const seconds = sent.undo_until ? Math.max(1, (Date.parse(sent.undo_until) - Date.now()) / 1_000) : 0;
    if (sent.state === 'scheduled' && sent.send_at && seconds === 0) return notifyDone(t('desk.done.scheduled'));
    if (seconds === 0) return notifyDone(t(sent.kind === 'note' ? 'desk.done.noted' : 'desk.done.sent'));
    notifyUndo(t(sent.kind === 'note' ? 'desk.done.noted' : 'desk.done.sent'), {
      label: t('desk.action.undo'),
      seconds,
      run: () => void undo(sent, kept),
    });
  };

  const undo = async (sent: Message, kept: { html: string; attachments: Message['attachments'] }) => {
    try {
      await client.delete(`/tickets/${ticket.id}/messages/${sent.id}`);
      draft.change({ kind: sent.kind === 'message' ? 'reply' : sent.kind, html: kept.html, attachments: kept.attachments });
      ask({ insert: kept.html });
    } catch (error) {
      notifyProblem(error, t);
    }
    await queryClient.invalidateQueries({ queryKey: ticketKeys.ticket(ticket.id) });
  };

  return {
    busy,
    empty,
    refused: refused !== null,
    send: (extra: SendExtra) => post(extra, writing.base),
    sendAnyway: () => post(refused ?? {}, ticket.message_count),
  };
}
