import { type BulkOutcome, type Instant, type Severity, severities, type TicketRow } from '@goodhost/shared/api.ts';
import { ActionIcon, Button, Menu, ScrollArea, Title, Tooltip } from '@mantine/core';
import { IconChevronDown, IconX } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { client, queryClient } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../../platform/notify.tsx';
import { useCan } from '../../../platform/session.tsx';
import { useAgents, useTeams } from '../../accounts/queries.ts';
import { refreshCountsSoon } from '../cache.ts';
import { useMacros } from '../queries.ts';
import { snoozeChoices } from '../snooze.ts';
import { BulkOutcomes } from './bulk_outcomes.tsx';
import { BulkTag } from './bulk_tag.tsx';
import classes from './inbox.module.css';
import type { Selection } from './use_selection.ts';

const BulkReport = lazy(() => import('./bulk_report.tsx'));
const CalmDialog = lazy(() => import('../ticket/dialog_calm.tsx'));

export function BulkBar({ selection, rows }: { selection: Selection; rows: TicketRow[] }) {
  const t = useT();
  const [failed, setFailed] = useState<{ outcomes: BulkOutcome[]; rows: TicketRow[] } | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async (action: string, value: unknown = null, more: { next_report_at?: Instant; reason?: string } = {}) => {
    setBusy(true);
    // What is done may take a row out of the list; the outcome still names it.
    const chosen = rows.filter((row) => selection.has(row.id));
    try {
      const answer = await client.post<{ outcomes: BulkOutcome[] }>('/tickets/bulk', {
        ticket_ids: selection.ids,
        action,
        value,
        ...more,
      });
      await queryClient.invalidateQueries({ queryKey: ['tickets'] });
      refreshCountsSoon();
      if (answer.outcomes.every((one) => one.ok)) {
        notifyDone(t('desk.bulk.done', { count: answer.outcomes.length }));
        selection.clear();
      } else {
        setFailed({ outcomes: answer.outcomes, rows: chosen });
        selection.keep(answer.outcomes.filter((one) => !one.ok).map((one) => one.ticket_id));
      }
    } catch (error) {
      notifyProblem(error, t);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={classes.bulk} role="toolbar" aria-label={t('desk.bulk.toolbar')} aria-busy={busy}>
      <Title order={1} size="sm" fw={600} className="tabular" mr={4}>
        {t('desk.bulk.chosen', { count: selection.ids.length })}
      </Title>
      <AssignMenu run={run} />
      <StatusMenu run={run} critical={rows.some((row) => selection.has(row.id) && row.severity === 'critical')} />
      <MoreMenu run={run} selection={selection} rows={rows} />
      <span className={classes.spring} />
      <Tooltip label={t('desk.bulk.clear')}>
        <ActionIcon aria-label={t('desk.bulk.clear')} onClick={selection.clear}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {failed && <BulkOutcomes {...failed} onClose={() => setFailed(null)} />}
    </div>
  );
}

type Run = (action: string, value?: unknown, more?: { next_report_at?: Instant; reason?: string }) => void;

function Dropdown({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" size="compact-sm" rightSection={<IconChevronDown size={12} aria-hidden />}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <ScrollArea.Autosize mah={420}>{children}</ScrollArea.Autosize>
      </Menu.Dropdown>
    </Menu>
  );
}

function AssignMenu({ run }: { run: Run }) {
  const t = useT();
  const agents = useAgents().data?.filter((one) => one.active) ?? [];
  const teams = useTeams().data ?? [];
  return (
    <Dropdown label={t('desk.ticket.assign')}>
      <Menu.Item onClick={() => run('assign', null)}>{t('desk.ticket.nobody')}</Menu.Item>
      {agents.map((one) => (
        <Menu.Item key={one.id} onClick={() => run('assign', one.id)}>
          {one.name}
        </Menu.Item>
      ))}
      {teams.length > 0 && <Menu.Label>{t('desk.ticket.team')}</Menu.Label>}
      {teams.map((one) => (
        <Menu.Item key={one.id} onClick={() => run('team', one.id)}>
          {one.name}
        </Menu.Item>
      ))}
    </Dropdown>
  );
}

/** `critical`: among what is chosen; to calm that needs a reason. */
function StatusMenu({ run, critical }: { run: Run; critical: boolean }) {
  const t = useT();
  const [calm, setCalm] = useState<Severity | null>(null);
  return (
    <>
      <Dropdown label={t('desk.ticket.status')}>
        {(['open', 'waiting', 'resolved', 'closed'] as const).map((status) => (
          <Menu.Item key={status} onClick={() => run('status', status)}>
            {t(`desk.status.${status}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('desk.ticket.severity')}</Menu.Label>
        {severities.map((severity: Severity) => (
          <Menu.Item key={severity} onClick={() => (critical && severity !== 'critical' ? setCalm(severity) : run('severity', severity))}>
            {t(`desk.severity.${severity}`)}
          </Menu.Item>
        ))}
      </Dropdown>
      <Suspense>
        {calm && <CalmDialog severity={calm} onClose={() => setCalm(null)} onReason={(reason) => run('severity', calm, { reason })} />}
      </Suspense>
    </>
  );
}

function MoreMenu({ run, selection, rows }: { run: Run; selection: Selection; rows: TicketRow[] }) {
  const t = useT();
  const may = useCan();
  // A macro's words are read before they are sent; what has words is for one ticket.
  const macros = (useMacros().data ?? []).filter((one) => !one.body_html);
  const [tag, setTag] = useState<'tag' | 'untag' | null>(null);
  const [report, setReport] = useState(false);
  const oldest = rows.filter((row) => selection.has(row.id)).sort((a, b) => a.id - b.id)[0];
  return (
    <>
      <Dropdown label={t('desk.action.more')}>
        <Menu.Item onClick={() => run('read')}>{t('desk.bulk.read')}</Menu.Item>
        {may('tickets.reply') && <Menu.Item onClick={() => setReport(true)}>{t('desk.bulk.report')}</Menu.Item>}
        <Menu.Item onClick={() => setTag('tag')}>{t('desk.bulk.tag')}</Menu.Item>
        <Menu.Item onClick={() => setTag('untag')}>{t('desk.bulk.untag')}</Menu.Item>
        {oldest && selection.ids.length > 1 && (
          <Menu.Item onClick={() => run('merge', oldest.id)}>{t('desk.bulk.merge', { number: oldest.number })}</Menu.Item>
        )}
        <Menu.Item onClick={selection.all}>{t('desk.bulk.all', { count: Math.min(rows.length, 500) })}</Menu.Item>
        <Menu.Label>{t('desk.ticket.snooze')}</Menu.Label>
        {snoozeChoices(new Date()).map((one) => (
          <Menu.Item key={one.key} onClick={() => run('snooze', one.at.toISOString())}>
            {t(`desk.snooze.${one.key}`)}
          </Menu.Item>
        ))}
        {macros.length > 0 && <Menu.Label>{t('desk.composer.macros')}</Menu.Label>}
        {macros.map((one) => (
          <Menu.Item key={one.id} onClick={() => run('macro', one.id)}>
            {one.name}
          </Menu.Item>
        ))}
      </Dropdown>
      <Suspense>
        {report && (
          <BulkReport
            count={selection.ids.length}
            onClose={() => setReport(false)}
            onReport={(words, next) => run('report', words, { next_report_at: next })}
          />
        )}
      </Suspense>
      {tag && <BulkTag kind={tag} onClose={() => setTag(null)} onTag={(tags) => run(tag, tags)} />}
    </>
  );
}
