import type { Ticket, WeighedFact } from '@goodhost/shared/api.ts';
import { Popover, Stack, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../../platform/i18n.tsx';
import { shortTime } from '../../platform/time.ts';
import { useZone } from '../../platform/time_text.tsx';
import { useTicketSeverity } from './queries.ts';
import classes from './severity.module.css';

/** Why the ticket is as grave as it is; nothing where nobody but the customer said anything. */
export function WhySeverity({ ticket }: { ticket: Ticket }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const { data } = useTicketSeverity(ticket);
  if (!data || data.facts.length === 0) return null;
  const said = data.said_by === 'contact' ? 'desk.severity.said_by_customer' : 'desk.severity.said_by_other';
  return (
    <Popover opened={open} onChange={setOpen} width={340} position="bottom-start" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={classes.why} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('desk.severity.why')}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('desk.severity.why')} tabIndex={0}>
        <Stack gap={4}>
          <Text size="sm" fw={600}>
            {t(said, { severity: t(`desk.severity.${data.said}`) })}
          </Text>
          <ul className={classes.list}>
            {data.facts.map((fact) => (
              <Weighed key={`${fact.at} ${fact.basis} ${fact.reason.rule} ${fact.reason.place}`} fact={fact} />
            ))}
          </ul>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Weighed({ fact }: { fact: WeighedFact }) {
  const t = useT();
  const zone = useZone();
  const { reason } = fact;
  const since = reason.since ? shortTime(reason.since, Date.now(), zone) : '';
  const severity = t(`desk.severity.${fact.to_severity}`);
  const words = { phrase: reason.phrase, place: reason.place, count: reason.tickets, since };
  return (
    <li>
      <Text size="sm">
        {t(`desk.severity.because.${fact.basis}`, words)}
        {reason.summary ? `: ${reason.summary}` : ''}
      </Text>
      <Text size="xs" c="dimmed">
        {[
          t(`desk.severity.outcome.${fact.outcome}`, { severity, time: shortTime(fact.at, Date.now(), zone) }),
          t('desk.severity.by_rule', { rule: reason.rule }),
        ].join(' · ')}
      </Text>
    </li>
  );
}
