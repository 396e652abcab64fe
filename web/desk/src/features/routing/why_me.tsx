import type { RoutingGiven, Ticket } from '@goodhost/shared/api.ts';
import { Popover, Stack, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { type T, useT, useWords } from '../../platform/i18n.tsx';
import { clockTime } from '../../platform/time.ts';
import { useZone } from '../../platform/time_text.tsx';
import classes from './why_me.module.css';

/** Why the one who has the ticket has it, as it stands on the trail; nothing where a person chose. */
export function WhyMe({ ticket }: { ticket: Ticket }) {
  const t = useT();
  const zone = useZone();
  const [open, setOpen] = useState(false);
  const entry = ticket.events.findLast((event) => event.type === 'routing.given');
  const given = entry?.payload as RoutingGiven | undefined;
  if (!entry || !given || given.agent_id !== ticket.assignee?.id) return null;
  const time = clockTime(Date.parse(entry.at), zone);
  return (
    <Popover opened={open} onChange={setOpen} width={340} position="bottom-start" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={classes.why} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('desk.given.why', { name: given.name })}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('desk.given.why', { name: given.name })} tabIndex={0}>
        <Stack gap={4}>
          <Text size="sm" fw={600}>
            {t(`desk.given.way.${given.way}`, { name: given.name, time })}
          </Text>
          <Reasons given={given} />
          <Text size="xs" c="dimmed">
            {[t(`desk.given.ring.${given.ring}`), ...passedOver(given, t)].join(' · ')}
          </Text>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Reasons({ given }: { given: RoutingGiven }) {
  const { t, tOr } = useWords();
  return (
    <>
      <ul className={classes.list}>
        {given.reasons.map((reason) => (
          <li key={reason.what}>
            <Text size="sm" span>
              {`${tOr(`desk.given.reason.${reason.what}`, reason.what)} ${reason.points > 0 ? '+' : ''}${reason.points}`}
            </Text>
          </li>
        ))}
      </ul>
      {given.others.length > 0 && (
        <Text size="xs" c="dimmed">
          {t('desk.given.others', { names: given.others.map((one) => `${one.name} ${one.points}`).join(', ') })}
        </Text>
      )}
    </>
  );
}

function passedOver(given: RoutingGiven, t: T): string[] {
  const kinds = ['away', 'off_duty', 'full', 'lacks_skill', 'lacks_language'] as const;
  return kinds.flatMap((kind) => (given.passed_over[kind] ? [t(`desk.given.fit.${kind}`, { count: given.passed_over[kind] })] : []));
}
