import type { BulkOutcome, Instant, SeverityCrowd } from '@goodhost/shared/api.ts';
import { UnstyledButton } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { client, queryClient } from '../../platform/client.ts';
import { type T, useT } from '../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../platform/notify.tsx';
import { useCan } from '../../platform/session.tsx';
import { shortTime } from '../../platform/time.ts';
import { useZone } from '../../platform/time_text.tsx';
import type { ReportWords } from '../tickets/inbox/bulk_report.tsx';
import { useCrowds } from './queries.ts';
import classes from './severity.module.css';

const BulkReport = lazy(() => import('../tickets/inbox/bulk_report.tsx'));

/** Many tickets on one server stay in view while they come; one report can go to all of them. */
export default function CrowdBar() {
  const { data } = useCrowds();
  return (
    <div aria-live="polite">
      {(data ?? []).map((crowd) => (
        <OneCrowd key={crowd.id} crowd={crowd} />
      ))}
    </div>
  );
}

function OneCrowd({ crowd }: { crowd: SeverityCrowd }) {
  const t = useT();
  const zone = useZone();
  const may = useCan();
  const [report, setReport] = useState(false);
  const since = shortTime(crowd.began_at, Date.now(), zone);
  return (
    <section className={classes.bar} aria-label={t('desk.crowd.label', { server: crowd.server })}>
      <IconUsersGroup size={16} aria-hidden />
      <Link to="/search" search={{ q: `number:${crowd.ticket_ids.join(',')}` }}>
        {t('desk.crowd.bar', { count: crowd.tickets, server: crowd.server, since })}
      </Link>
      {may('tickets.reply') && <UnstyledButton onClick={() => setReport(true)}>{t('desk.bulk.report')}</UnstyledButton>}
      <Suspense>
        {report && (
          <BulkReport
            count={crowd.ticket_ids.length}
            onClose={() => setReport(false)}
            onReport={(words, next) => void reportTo(crowd, words, next, t)}
          />
        )}
      </Suspense>
    </section>
  );
}

async function reportTo(crowd: SeverityCrowd, words: ReportWords[], next: Instant, t: T): Promise<void> {
  try {
    const { outcomes } = await client.post<{ outcomes: BulkOutcome[] }>('/tickets/bulk', {
      ticket_ids: crowd.ticket_ids,
      action: 'report',
      value: words,
      next_report_at: next,
    });
    await queryClient.invalidateQueries({ queryKey: ['tickets'] });
    const failed = outcomes.filter((one) => !one.ok);
    if (failed.length === 0) notifyDone(t('desk.bulk.done', { count: outcomes.length }));
    else notifyProblem(new Error(failed.map((one) => `#${one.ticket_id}: ${one.message ?? ''}`).join('\n')), t);
  } catch (error) {
    notifyProblem(error, t);
  }
}
