import type { Notification } from '@goodhost/shared/api.ts';
import { Button, Group, Indicator, Popover, ScrollArea, Stack, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconBell } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useT } from '../../../platform/i18n.tsx';
import { notifyProblem } from '../../../platform/notify.tsx';
import { TimeText } from '../../../platform/time_text.tsx';
import classes from './bell.module.css';
import { markRead, useNotifications } from './notifications.ts';

/** What happened to me, with the number that I have not seen. */
export function Bell({ className, labelClass }: { className: string | undefined; labelClass: string | undefined }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  // On a phone the rail stands below.
  const beside = useMediaQuery('(min-width: 48em)', true);
  const { data } = useNotifications();
  const unread = data?.unread ?? 0;
  const label = t('desk.notifications.label', { count: unread });
  return (
    <Popover
      position={beside ? 'right-end' : 'top'}
      shadow="md"
      width={360}
      opened={open}
      onChange={setOpen}
      withinPortal
      trapFocus
      withRoles={false}
    >
      <Popover.Target>
        <Tooltip label={label} position="right" disabled={open}>
          <UnstyledButton
            className={className}
            aria-label={label}
            aria-haspopup="dialog"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <Indicator disabled={unread === 0} label={unread > 99 ? '99+' : unread} size={16} color="red">
              <IconBell size={20} stroke={1.6} aria-hidden />
            </Indicator>
            <span className={labelClass}>{t('desk.notifications.title')}</span>
          </UnstyledButton>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} maw="calc(100vw - 16px)" role="dialog" aria-label={t('desk.notifications.title')}>
        <Content items={data?.items ?? []} unread={unread} onClose={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Content({ items, unread, onClose }: { items: Notification[]; unread: number; onClose: () => void }) {
  const t = useT();
  const newest = items[0]?.id;
  const readAll = () => newest && markRead({ up_to: newest }).catch((error: unknown) => notifyProblem(error, t));
  return (
    <Stack gap={0}>
      <Group justify="space-between" p="sm">
        <Text fw={600} size="sm">
          {t('desk.notifications.title')}
        </Text>
        {unread > 0 && (
          <Button variant="subtle" size="compact-xs" onClick={readAll}>
            {t('desk.notifications.read_all')}
          </Button>
        )}
      </Group>
      {items.length === 0 && (
        <Text size="sm" c="dimmed" p="sm">
          {t('desk.notifications.none')}
        </Text>
      )}
      <ScrollArea.Autosize mah={420}>
        {items.map((one) => (
          <Line key={one.id} one={one} onClose={onClose} />
        ))}
      </ScrollArea.Autosize>
    </Stack>
  );
}

function Line({ one, onClose }: { one: Notification; onClose: () => void }) {
  const t = useT();
  const seen = () => {
    onClose();
    markRead({ ticket_id: one.ticket_id }).catch((error: unknown) => notifyProblem(error, t));
  };
  return (
    <Link
      to="/inbox/$ticketId"
      params={{ ticketId: String(one.ticket_id) }}
      search={{}}
      className={classes.line}
      data-unread={one.read_at === null || undefined}
      onClick={seen}
    >
      <Text size="sm">{t(`desk.notified.${one.kind}`, { by: one.by_name })}</Text>
      <Text size="xs" c="dimmed" lineClamp={1}>
        #{one.ticket_id} {one.subject} · <TimeText at={one.created_at} />
      </Text>
    </Link>
  );
}
