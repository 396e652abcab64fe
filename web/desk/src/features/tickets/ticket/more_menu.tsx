import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowMerge,
  IconArrowsSplit2,
  IconDots,
  IconEyeOff,
  IconFileTypePdf,
  IconJson,
  IconLink,
  IconMailForward,
  IconPlayerPause,
  IconUsers,
} from '@tabler/icons-react';
import { useT } from '../../../platform/i18n.tsx';
import type { TicketMenu } from './menu_bus.ts';
import type { HeaderProps } from './property_menus.tsx';

export function MoreMenu({ ticket, actions, setMenu }: HeaderProps) {
  const t = useT();
  const icon = { size: 15, 'aria-hidden': true } as const;
  // The menu gives the focus back as it closes; the dialog opens after that, and keeps it.
  const dialog = (menu: TicketMenu) => () => setTimeout(() => setMenu(menu), 0);
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon aria-label={t('desk.action.more')} size="md">
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconEyeOff {...icon} />} rightSection="u" onClick={() => void actions.markUnread()}>
          {t('desk.ticket.mark_unread')}
        </Menu.Item>
        <Menu.Item leftSection={<IconPlayerPause {...icon} />} onClick={dialog('hold')}>
          {t('desk.ticket.hold')}
        </Menu.Item>
        <Menu.Item leftSection={<IconMailForward {...icon} />} onClick={dialog('cc')}>
          {t('desk.ticket.cc')}
        </Menu.Item>
        <Menu.Item leftSection={<IconUsers {...icon} />} onClick={dialog('followers')}>
          {t('desk.ticket.followers')}
        </Menu.Item>
        <Menu.Divider />
        {ticket.merged_into === null ? (
          <Menu.Item leftSection={<IconArrowMerge {...icon} />} onClick={dialog('merge')}>
            {t('desk.ticket.merge')}
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<IconArrowMerge {...icon} />} onClick={() => void actions.unmerge()}>
            {t('desk.ticket.unmerge')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconArrowsSplit2 {...icon} />} onClick={dialog('split')}>
          {t('desk.ticket.split')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLink {...icon} />} onClick={dialog('link')}>
          {t('desk.ticket.link')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconFileTypePdf {...icon} />}
          component="a"
          href={`/api/v1/tickets/${ticket.id}/trail.pdf`}
          target="_blank"
        >
          {t('desk.ticket.trail_pdf')}
        </Menu.Item>
        <Menu.Item leftSection={<IconJson {...icon} />} component="a" href={`/api/v1/tickets/${ticket.id}/trail.json`} target="_blank">
          {t('desk.ticket.trail_json')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
