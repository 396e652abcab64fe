import type { Instant, Ticket } from '@goodhost/shared/api.ts';
import { Button } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import { useState } from 'react';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../../platform/notify.tsx';

interface ReportDraft {
  body_html: string;
  next_report_at: Instant;
}

/** What happened since the last word, in the customer's language; it is read and changed before it is sent. */
export function DraftReport({ ticket, onDraft }: { ticket: Ticket; onDraft: (html: string, next: Instant) => void }) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const draft = async () => {
    setBusy(true);
    try {
      const found = await client.get<ReportDraft>(`/tickets/${ticket.id}/report_draft`);
      onDraft(found.body_html, found.next_report_at);
      notifyDone(t('desk.report.drafted'));
    } catch (error) {
      notifyProblem(error, t);
    }
    setBusy(false);
  };
  return (
    <Button
      variant="default"
      size="compact-sm"
      loading={busy}
      leftSection={<IconWand size={14} aria-hidden />}
      onClick={() => void draft()}
    >
      {t('desk.report.draft')}
    </Button>
  );
}
