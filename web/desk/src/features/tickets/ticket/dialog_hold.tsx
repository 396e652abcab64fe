import { Textarea } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useState } from 'react';
import '@mantine/dates/styles.css';
import { useT, useWords } from '../../../platform/i18n.tsx';
import { fromPicker, toPicker } from '../../../platform/picker.ts';
import { Dialog, type DialogProps } from './dialog.tsx';

/** A ticket on hold says why, and when the customer hears next. */
export default function HoldDialog({ ticket, actions, onClose }: DialogProps) {
  const t = useT();
  const { language } = useWords();
  const [reason, setReason] = useState(ticket.reason ?? '');
  const [next, setNext] = useState<string | null>(toPicker(ticket.next_report_at ?? new Date(Date.now() + 4 * 3_600_000).toISOString()));
  const ready = reason.trim() !== '' && next !== null;
  return (
    <Dialog
      title={t('desk.ticket.hold')}
      action={t('desk.ticket.hold_do')}
      disabled={!ready}
      onClose={onClose}
      onDone={() => {
        void actions.setStatus('on_hold', reason.trim(), fromPicker(next ?? ''));
        onClose();
      }}
    >
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
      <DateTimePicker
        locale={language}
        label={t('desk.ticket.next_report')}
        description={t('desk.ticket.next_report_hint')}
        value={next}
        onChange={setNext}
        minDate={new Date()}
        valueFormat="YYYY-MM-DD HH:mm"
        required
        popoverProps={{ withinPortal: true }}
      />
    </Dialog>
  );
}
