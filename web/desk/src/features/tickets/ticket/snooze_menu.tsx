import { Menu } from '@mantine/core';
import { IconBell, IconClockPause } from '@tabler/icons-react';
import { useNow } from '../../../platform/clock.ts';
import { useT } from '../../../platform/i18n.tsx';
import { mediumTime, shortTime } from '../../../platform/time.ts';
import { useZone } from '../../../platform/time_text.tsx';
import { snoozeChoices } from '../snooze.ts';
import { type HeaderProps, Property } from './property_menus.tsx';

export function SnoozeMenu({ ticket, actions, menu, setMenu }: HeaderProps) {
  const t = useT();
  const zone = useZone();
  const now = useNow(60_000);
  const until = ticket.snoozed_until && Date.parse(ticket.snoozed_until) > now ? ticket.snoozed_until : null;
  return (
    <Property
      label={t('desk.ticket.snooze')}
      value={until ? t('desk.ticket.snoozed_until', { time: shortTime(until, now, zone) }) : t('desk.ticket.snooze')}
      icon={<IconClockPause size={14} aria-hidden />}
      opened={menu === 'snooze'}
      onOpened={(opened) => setMenu(opened ? 'snooze' : null)}
    >
      {until && (
        <Menu.Item leftSection={<IconBell size={14} aria-hidden />} onClick={() => void actions.wake()}>
          {t('desk.ticket.wake')}
        </Menu.Item>
      )}
      {snoozeChoices(new Date(now)).map((one) => (
        <Menu.Item
          key={one.key}
          onClick={() => void actions.snooze(one.at.toISOString())}
          rightSection={<span className="tabular">{mediumTime(one.at.toISOString(), zone)}</span>}
        >
          {t(`desk.snooze.${one.key}`)}
        </Menu.Item>
      ))}
    </Property>
  );
}
