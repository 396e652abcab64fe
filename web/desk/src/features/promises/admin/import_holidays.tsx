import type { WorkCalendar } from '@goodhost/shared/api.ts';
import { Button, FileButton } from '@mantine/core';
import { IconCalendarPlus } from '@tabler/icons-react';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../../platform/notify.tsx';

interface Imported {
  added: number;
  skipped: number;
}

/** Public holidays are offered as iCalendar files: one click instead of typing them. */
export function ImportHolidays({ calendar, refresh }: { calendar: WorkCalendar; refresh: () => void }) {
  const t = useT();
  const take = async (file: File | null) => {
    if (!file) return;
    try {
      const done = await client.post<Imported>(`/promise_calendars/${calendar.id}/holidays`, { ical: await file.text() });
      notifyDone(t('desk.promise.imported', { added: done.added, skipped: done.skipped }));
      refresh();
    } catch (error) {
      notifyProblem(error, t);
    }
  };
  return (
    <FileButton accept=".ics,text/calendar" onChange={(file) => void take(file)}>
      {(props) => (
        <Button {...props} variant="default" size="compact-sm" leftSection={<IconCalendarPlus size={14} aria-hidden />}>
          {t('desk.promise.import_holidays')}
        </Button>
      )}
    </FileButton>
  );
}
