import type { ComposeKind, Message, Ticket } from '@goodhost/shared/api.ts';
import { ActionIcon, CloseButton, FileButton, SegmentedControl, TagsInput, Tooltip, UnstyledButton } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useT, useWords } from '../../../platform/i18n.tsx';
import { useSession } from '../../../platform/session.tsx';
import { fileSize } from '../../../platform/time.ts';
import classes from './composer.module.css';
import type { DraftState } from './draft_keeper.ts';
import { DraftMark } from './draft_mark.tsx';

const kinds: ComposeKind[] = ['reply', 'note', 'report'];

interface TopProps {
  ticket: Ticket;
  kind: ComposeKind;
  onKind: (kind: ComposeKind) => void;
  cc: string[] | null;
  onCc: (cc: string[]) => void;
  state: DraftState;
}

/** What kind of message, to whom, and whether it is kept. */
export function ComposerTop({ ticket, kind, onKind, cc, onCc, state }: TopProps) {
  const t = useT();
  const outward = kind !== 'note';
  return (
    <>
      <div className={classes.top}>
        <SegmentedControl
          size="xs"
          aria-label={t('desk.composer.kind')}
          value={kind}
          onChange={onKind}
          data={kinds.map((one) => ({ value: one, label: t(`desk.composer.${one}`) }))}
        />
        <Recipient ticket={ticket} kind={kind} />
        {outward && cc === null && (
          <UnstyledButton className={classes.ccButton} onClick={() => onCc(ticket.cc.map((one) => one.email))}>
            {t('desk.composer.cc')}
          </UnstyledButton>
        )}
        <span className={classes.spring} />
        <DraftMark state={state} />
      </div>
      {outward && cc !== null && (
        <TagsInput
          className={classes.cc}
          size="xs"
          aria-label={t('desk.composer.cc')}
          placeholder={t('desk.composer.cc')}
          value={cc}
          onChange={onCc}
          acceptValueOnBlur
          splitChars={[',', ' ', ';']}
        />
      )}
    </>
  );
}

export function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const t = useT();
  return (
    <FileButton multiple onChange={onFiles}>
      {(props) => (
        <Tooltip label={t('desk.composer.attach')}>
          <ActionIcon {...props} aria-label={t('desk.composer.attach')}>
            <IconPaperclip size={17} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </FileButton>
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

export function Files({ writing, onRemove }: { writing: Message['attachments']; onRemove: (id: number) => void }) {
  const t = useT();
  const { language } = useWords();
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
