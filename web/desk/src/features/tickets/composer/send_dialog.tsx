import type { Instant } from '@goodhost/shared/api.ts';
import { Textarea } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useState } from 'react';
import '@mantine/dates/styles.css';
import { useT, useWords } from '../../../platform/i18n.tsx';
import { fromPicker, toPicker } from '../../../platform/picker.ts';
import { Dialog } from '../ticket/dialog.tsx';
import type { SendExtra } from './use_send.ts';

/** What sending needs to know besides the text: when to send, or why it is on hold and when the next word comes. */
export default function SendDialog({
  kind,
  next,
  onClose,
  onSend,
}: {
  kind: 'hold' | 'schedule' | 'report';
  next: Instant | null;
  onClose: () => void;
  onSend: (extra: SendExtra) => void;
}) {
  const t = useT();
  const { language } = useWords();
  const [reason, setReason] = useState('');
  const usual = new Date(Date.now() + (kind === 'schedule' ? 1 : 4) * 3_600_000).toISOString();
  const [at, setAt] = useState<string | null>(toPicker((kind === 'report' && next) || usual));
  const done = () => {
    const time = fromPicker(at ?? '');
    if (kind === 'schedule') onSend({ send_at: time });
    if (kind === 'report') onSend({ next_report_at: time });
    if (kind === 'hold') onSend({ status_after: 'on_hold', reason: reason.trim(), next_report_at: time });
    onClose();
  };
  return (
    <Dialog
      title={t(`desk.send.title_${kind}`)}
      action={t(`desk.send.do_${kind}`)}
      disabled={at === null || (kind === 'hold' && reason.trim() === '')}
      onClose={onClose}
      onDone={done}
    >
      {kind === 'hold' && (
        <Textarea
          data-autofocus
          autosize
          minRows={2}
          label={t('desk.ticket.hold_reason')}
          description={t('desk.ticket.hold_reason_hint')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          required
        />
      )}
      <DateTimePicker
        locale={language}
        label={t(kind === 'schedule' ? 'desk.send.at' : 'desk.ticket.next_report')}
        description={kind === 'schedule' ? undefined : t('desk.ticket.next_report_hint')}
        value={at}
        onChange={setAt}
        minDate={new Date()}
        valueFormat="YYYY-MM-DD HH:mm"
        required
      />
    </Dialog>
  );
}
