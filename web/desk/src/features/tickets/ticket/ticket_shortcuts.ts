import type { Ticket } from '@goodhost/shared/api.ts';
import { useShortcut } from '../../../platform/shortcuts.tsx';
import { useTicketActions } from '../actions.ts';
import { ask } from '../composer/compose_bus.ts';
import { openMenu } from './menu_bus.ts';

export function useTicketShortcuts(ticket: Ticket): void {
  const actions = useTicketActions(ticket);
  useShortcut({ keys: 'r', label: 'desk.shortcut.reply', group: 'ticket' }, () => ask({ focus: 'reply' }));
  useShortcut({ keys: 'n', label: 'desk.shortcut.note', group: 'ticket' }, () => ask({ focus: 'note' }));
  useShortcut({ keys: 'p', label: 'desk.shortcut.report', group: 'ticket' }, () => ask({ focus: 'report' }));
  useShortcut({ keys: 'm', label: 'desk.shortcut.macros', group: 'ticket' }, () => ask({ open: 'answers' }));
  useShortcut({ keys: 'a', label: 'desk.shortcut.assign', group: 'ticket' }, () => openMenu('assign'));
  useShortcut({ keys: 's', label: 'desk.shortcut.severity', group: 'ticket' }, () => openMenu('severity'));
  useShortcut({ keys: 't', label: 'desk.shortcut.tags', group: 'ticket' }, () => openMenu('tags'));
  useShortcut({ keys: 'z', label: 'desk.shortcut.snooze', group: 'ticket' }, () => openMenu('snooze'));
  useShortcut({ keys: 'u', label: 'desk.shortcut.unread', group: 'ticket' }, () => void actions.markUnread());
  useShortcut(
    { keys: 'e', label: 'desk.shortcut.resolve', group: 'ticket' },
    () => void actions.setStatus(ticket.status === 'resolved' ? 'open' : 'resolved'),
  );
}
