import type { ComposeKind, Message, Ticket } from '@goodhost/shared/api.ts';
import { ActionIcon, CloseButton, FileButton, Group, Loader, SegmentedControl, TagsInput, Tooltip, UnstyledButton } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useState } from 'react';
import { useT, useWords } from '../../../platform/i18n.tsx';
import { signalTyping } from '../../../platform/live.tsx';
import { useSession } from '../../../platform/session.tsx';
import { fileSize } from '../../../platform/time.ts';
import { AnswersMenu } from './answers_menu.tsx';
import { useComposeRequests } from './compose_bus.ts';
import classes from './composer.module.css';
import { Conflict } from './conflict.tsx';
import { DraftMark } from './draft_mark.tsx';
import { EditorView } from './editor_view.tsx';
import { SendButton } from './send_button.tsx';
import { SuggestionList } from './suggestion_list.tsx';
import { SuggestionStore } from './suggestion_store.ts';
import { useUploads } from './uploads.ts';
import { useDraft } from './use_draft.ts';
import { useDeskEditor } from './use_editor.ts';
import { useSend } from './use_send.ts';
import { useSuggestionSource } from './use_suggestions.ts';

const kinds: ComposeKind[] = ['reply', 'note', 'report'];

export default function Composer({ ticket }: { ticket: Ticket }) {
  const t = useT();
  const { language } = useWords();
  const draft = useDraft(ticket);
  const { writing, change } = draft;
  const [store] = useState(() => new SuggestionStore());
  const [answersOpen, setAnswersOpen] = useState(false);
  const [cc, setCc] = useState<string[] | null>(null);
  const [macro, setMacro] = useState<number | null>(null);
  const source = useSuggestionSource(ticket, (html) => editor?.chain().focus().insertContent(html).run());
  const uploads = useUploads(
    (attachment) => change({ attachments: [...draft.writing.attachments, attachment] }),
    (attachment) => editor?.chain().focus().setImage({ src: attachment.url, alt: attachment.name }).run(),
  );
  const editor = useDeskEditor({
    html: writing.html,
    placeholder: t(`desk.composer.placeholder_${writing.kind}`, { name: ticket.contact.name }),
    label: t('desk.composer.text'),
    suggestions: store,
    source,
    onChange: (html) => {
      change({ html });
      signalTyping(ticket.id);
    },
    onFiles: (files) => void uploads.add(files),
    onSubmit: () => void sending.send({}),
  });
  const sending = useSend({ ticket, draft, editor, cc, macro, onSent: () => setMacro(null) });
  useComposeRequests(editor !== null, (request) => {
    if (request.focus) change({ kind: request.focus });
    if (request.insert) editor?.chain().focus().insertContent(request.insert).run();
    if (request.open === 'answers') setAnswersOpen(true);
    else editor?.commands.focus('end');
  });
  return (
    <section className={classes.composer} data-kind={writing.kind} aria-label={t('desk.composer.title')}>
      <Conflict
        ticket={ticket}
        base={writing.base}
        empty={sending.empty}
        refused={sending.refused}
        onSeen={() => change({ base: ticket.message_count })}
        onSendAnyway={() => void sending.sendAnyway()}
      />
      <div className={classes.top}>
        <SegmentedControl
          size="xs"
          aria-label={t('desk.composer.kind')}
          value={writing.kind}
          onChange={(kind) => change({ kind })}
          data={kinds.map((kind) => ({ value: kind, label: t(`desk.composer.${kind}`) }))}
        />
        <Recipient ticket={ticket} kind={writing.kind} />
        {writing.kind !== 'note' && cc === null && (
          <UnstyledButton className={classes.ccButton} onClick={() => setCc(ticket.cc.map((one) => one.email))}>
            {t('desk.composer.cc')}
          </UnstyledButton>
        )}
        <span className={classes.spring} />
        <DraftMark state={draft.state} />
      </div>
      {cc !== null && writing.kind !== 'note' && (
        <TagsInput
          className={classes.cc}
          size="xs"
          aria-label={t('desk.composer.cc')}
          placeholder={t('desk.composer.cc')}
          value={cc}
          onChange={setCc}
          acceptValueOnBlur
          splitChars={[',', ' ', ';']}
        />
      )}
      <EditorView editor={editor} label={t('desk.composer.formatting')} />
      <Files
        writing={writing.attachments}
        language={language}
        onRemove={(id) => change({ attachments: writing.attachments.filter((one) => one.id !== id) })}
      />
      <Group className={classes.bottom} gap={4}>
        <FileButton multiple onChange={(files) => void uploads.add(files, false)}>
          {(props) => (
            <Tooltip label={t('desk.composer.attach')}>
              <ActionIcon {...props} aria-label={t('desk.composer.attach')}>
                <IconPaperclip size={17} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
        </FileButton>
        <AnswersMenu
          ticket={ticket}
          opened={answersOpen}
          onOpened={setAnswersOpen}
          onInsert={(html, macroId) => {
            editor?.chain().focus().insertContent(html).run();
            if (macroId) setMacro(macroId);
          }}
        />
        {uploads.running > 0 && <Loader size={16} aria-label={t('desk.composer.uploading')} />}
        <span className={classes.spring} />
        <SendButton
          kind={writing.kind}
          busy={sending.busy}
          disabled={sending.empty || uploads.running > 0}
          onSend={(extra) => void sending.send(extra)}
        />
      </Group>
      <SuggestionList store={store} />
    </section>
  );
}

/** Says who will read it, before it is sent. */
function Recipient({ ticket, kind }: { ticket: Ticket; kind: ComposeKind }) {
  const t = useT();
  const { brands } = useSession();
  if (kind === 'note') return <span className={classes.recipient}>{t('desk.composer.to_team')}</span>;
  const brand = brands.find((one) => one.id === ticket.brand_id)?.name ?? '';
  const to = ticket.contact.email ? `${ticket.contact.name} <${ticket.contact.email}>` : ticket.contact.name;
  return <span className={classes.recipient}>{t('desk.composer.to', { to, brand })}</span>;
}

function Files({ writing, language, onRemove }: { writing: Message['attachments']; language: string; onRemove: (id: number) => void }) {
  const t = useT();
  const listed = writing.filter((one) => !one.inline);
  if (listed.length === 0) return null;
  return (
    <ul className={classes.files}>
      {listed.map((one) => (
        <li key={one.id}>
          {one.name} <small>{fileSize(one.size, language)}</small>
          <CloseButton size="xs" aria-label={t('desk.composer.remove_file', { name: one.name })} onClick={() => onRemove(one.id)} />
        </li>
      ))}
    </ul>
  );
}
