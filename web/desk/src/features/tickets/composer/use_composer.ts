import type { Ticket } from '@goodhost/shared/api.ts';
import type { Editor } from '@tiptap/react';
import { useEffect, useState } from 'react';
import { useT } from '../../../platform/i18n.tsx';
import { signalTyping } from '../../../platform/live.tsx';
import { useComposeRequests } from './compose_bus.ts';
import { SuggestionStore } from './suggestion_store.ts';
import { useUploads } from './uploads.ts';
import { useDraft } from './use_draft.ts';
import { useDeskEditor } from './use_editor.ts';
import { useSend } from './use_send.ts';
import { useSuggestionSource } from './use_suggestions.ts';

/** Joins the draft, the editor, the uploads and the sending of one ticket's composer. */
export function useComposer(ticket: Ticket, cc: string[] | null) {
  const t = useT();
  const draft = useDraft(ticket);
  const { writing, change } = draft;
  const [store] = useState(() => new SuggestionStore());
  const [opened, open] = useState(false);
  const [macro, setMacro] = useState<number | null>(null);
  const insert = (html: string, macroId?: number) => {
    editor?.chain().focus().insertContent(html).run();
    if (macroId) setMacro(macroId);
  };
  const uploads = useUploads(
    (attachment) => change({ attachments: [...draft.current().attachments, attachment] }),
    (attachment) => editor?.chain().focus().setImage({ src: attachment.url, alt: attachment.name }).run(),
  );
  const editor = useDeskEditor({
    html: writing.html,
    placeholder: t(`desk.composer.placeholder_${writing.kind}`, { name: ticket.contact.name }),
    label: t('desk.composer.text'),
    suggestions: store,
    source: useSuggestionSource(ticket, insert),
    onChange: (html) => {
      change({ html });
      signalTyping(ticket.id);
    },
    onFiles: (files) => void uploads.add(files),
    onSubmit: () => void sending.send({}),
  });
  const sending = useSend({ ticket, draft, editor, cc, macro, onSent: () => setMacro(null) });
  useComposeRequests(useMounted(editor), (request, typed) => {
    if (request.focus) change({ kind: request.focus });
    if (request.insert) insert(request.insert);
    if (request.open === 'answers') return open(true);
    if (editor) goOnWriting(editor, typed);
  });
  return { draft, editor, store, uploads, sending, answers: { opened, open }, insert };
}

/** The editor stands on the page a moment after it was made; before that it takes no focus. */
function useMounted(editor: Editor | null): boolean {
  const [mounted, setMounted] = useState(false);
  useEffect(() => {
    if (!editor) return;
    const there = () => setMounted(true);
    // Until it is mounted an editor says that it is destroyed.
    if (!editor.isDestroyed) there();
    editor.on('mount', there);
    return () => {
      editor.off('mount', there);
    };
  }, [editor]);
  return mounted;
}

/** The editor's own command waits a frame for the focus: a key that comes sooner is meant for the text, too. */
function goOnWriting(editor: Editor, typed: string): void {
  editor.commands.focus('end');
  editor.view.focus();
  if (typed) editor.commands.insertContent({ type: 'text', text: typed });
}
