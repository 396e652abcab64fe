import type { Severity } from '@goodhost/shared/api.ts';
import { lazy, Suspense } from 'react';
import type { HeaderProps } from './property_menus.tsx';

const HoldDialog = lazy(() => import('./dialog_hold.tsx'));
const CalmDialog = lazy(() => import('./dialog_calm.tsx'));
const LinkDialog = lazy(() => import('./dialog_link.tsx'));
const SplitDialog = lazy(() => import('./dialog_split.tsx'));
const PeopleDialog = lazy(() => import('./dialog_people.tsx'));

/** The dialogs of the ticket's menu; fetched when first asked for. */
export function Dialogs({ ticket, actions, menu, setMenu }: HeaderProps) {
  const props = { ticket, actions, onClose: () => setMenu(null) };
  const calm = (severity: Severity) => ({
    severity,
    onClose: props.onClose,
    onReason: (reason: string) => void actions.setSeverity(severity, reason),
  });
  return (
    <Suspense>
      {menu === 'hold' && <HoldDialog {...props} />}
      {menu === 'calm_high' && <CalmDialog {...calm('high')} />}
      {menu === 'calm_normal' && <CalmDialog {...calm('normal')} />}
      {menu === 'calm_low' && <CalmDialog {...calm('low')} />}
      {(menu === 'merge' || menu === 'link') && <LinkDialog {...props} kind={menu} />}
      {menu === 'split' && <SplitDialog {...props} />}
      {(menu === 'cc' || menu === 'followers') && <PeopleDialog {...props} kind={menu} />}
    </Suspense>
  );
}
