import { useNavigate } from '@tanstack/react-router';
import { useShortcut } from '../platform/shortcuts.tsx';

export function useGoShortcuts(): void {
  const navigate = useNavigate();
  useShortcut({ keys: 'g i', label: 'desk.shortcut.go_inbox', group: 'everywhere' }, () => navigate({ to: '/inbox', search: {} }));
  useShortcut({ keys: 'g m', label: 'desk.shortcut.go_mine', group: 'everywhere' }, () =>
    navigate({ to: '/inbox', search: { view: 'mine' } }),
  );
  useShortcut({ keys: 'g u', label: 'desk.shortcut.go_unassigned', group: 'everywhere' }, () =>
    navigate({ to: '/inbox', search: { view: 'unassigned' } }),
  );
  useShortcut({ keys: 'g c', label: 'desk.shortcut.go_customers', group: 'everywhere' }, () => navigate({ to: '/customers' }));
  useShortcut({ keys: 'g r', label: 'desk.shortcut.go_roster', group: 'everywhere' }, () => navigate({ to: '/roster', search: {} }));
  useShortcut({ keys: 'g p', label: 'desk.shortcut.go_profile', group: 'everywhere' }, () => navigate({ to: '/profile' }));
  useShortcut({ keys: '/', label: 'desk.shortcut.search', group: 'everywhere' }, () => navigate({ to: '/search', search: {} }));
  useShortcut({ keys: 'c', label: 'desk.shortcut.new_ticket', group: 'everywhere' }, () => navigate({ to: '/new', search: {} }));
}
