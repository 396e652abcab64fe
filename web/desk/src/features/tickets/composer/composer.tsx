import type { Instant, Ticket } from '@goodhost/shared/api.ts';
import { Group, Loader } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../../../platform/i18n.tsx';
import { AnswersMenu } from './answers_menu.tsx';
import classes from './composer.module.css';
import { AttachButton, ComposerTop, Files } from './composer_parts.tsx';
import { Conflict } from './conflict.tsx';
import { DraftReport } from './draft_report.tsx';
import { EditorView } from './editor_view.tsx';
import { SecretWarning } from './secret_warning.tsx';
import { SendButton } from './send_button.tsx';
import { SuggestionList } from './suggestion_list.tsx';
import { useComposer } from './use_composer.ts';

export default function Composer({ ticket }: { ticket: Ticket }) {
  const t = useT();
  const [next, setNext] = useState<Instant | null>(null);
  const [cc, setCc] = useState<string[] | null>(null);
  const { draft, editor, store, uploads, sending, answers, insert } = useComposer(ticket, cc);
  const { writing, change } = draft;
  return (
    <section className={classes.composer} data-kind={writing.kind} aria-label={t('desk.composer.title')}>
      <Conflict
        ticket={ticket}
        base={writing.base}
        empty={sending.empty}
        refused={sending.refused !== null && !sending.refused.secret}
        onSeen={() => change({ base: ticket.message_count })}
        onSendAnyway={() => void sending.sendAnyway()}
      />
      <SecretWarning words={sending.refused?.secret ?? null} onSend={() => void sending.sendSecret()} onKeep={sending.forget} />
      <ComposerTop ticket={ticket} kind={writing.kind} onKind={(kind) => change({ kind })} cc={cc} onCc={setCc} state={draft.state} />
      <EditorView editor={editor} label={t('desk.composer.formatting')} />
      <Files writing={writing.attachments} onRemove={(id) => change({ attachments: writing.attachments.filter((one) => one.id !== id) })} />
      <Group className={classes.bottom} gap={4}>
        <AttachButton onFiles={(files) => void uploads.add(files, false)} />
        <AnswersMenu ticket={ticket} opened={answers.opened} onOpened={answers.open} onInsert={insert} />
        {writing.kind === 'report' && (
          <DraftReport
            ticket={ticket}
            onDraft={(html, at) => {
              insert(html);
              setNext(at);
            }}
          />
        )}
        {uploads.running > 0 && <Loader size={16} aria-label={t('desk.composer.uploading')} />}
        <span className={classes.spring} />
        <SendButton
          kind={writing.kind}
          nextReport={next}
          busy={sending.busy}
          disabled={sending.empty || uploads.running > 0}
          onSend={(extra) => void sending.send(extra)}
        />
      </Group>
      <SuggestionList store={store} />
    </section>
  );
}
