import type { Severity } from '@goodhost/shared/api.ts';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../../../platform/i18n.tsx';
import { Dialog } from './dialog.tsx';

interface CalmProps {
  severity: Severity;
  onReason: (reason: string) => void;
  onClose: () => void;
}

/** What was critical becomes less so with a reason, which stands on the trail. */
export default function CalmDialog({ severity, onReason, onClose }: CalmProps) {
  const t = useT();
  const [reason, setReason] = useState('');
  return (
    <Dialog
      title={t('desk.severity.calm')}
      action={t('desk.severity.calm_do', { severity: t(`desk.severity.${severity}`) })}
      disabled={reason.trim() === ''}
      onClose={onClose}
      onDone={() => {
        onReason(reason.trim());
        onClose();
      }}
    >
      <Textarea
        data-autofocus
        autosize
        minRows={2}
        label={t('desk.severity.calm_reason')}
        description={t('desk.severity.calm_hint')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        required
      />
    </Dialog>
  );
}
