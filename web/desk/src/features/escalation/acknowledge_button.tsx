import type { EscalationPage } from '@goodhost/shared/api.ts';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../platform/notify.tsx';
import { acknowledge } from './pages.ts';

export function AcknowledgeButton({ pages, many = false }: { pages: EscalationPage[]; many?: boolean }) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const press = async () => {
    setBusy(true);
    try {
      await acknowledge(pages);
      notifyDone(t('desk.page.acknowledged'));
    } catch (error) {
      notifyProblem(error, t);
    }
    setBusy(false);
  };
  return (
    <Button size="compact-sm" color="red" loading={busy} onClick={() => void press()}>
      {t(many ? 'desk.page.acknowledge_all' : 'desk.page.acknowledge')}
    </Button>
  );
}
