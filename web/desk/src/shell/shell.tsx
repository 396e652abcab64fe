import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useT } from '../platform/i18n.tsx';
import { listenForShortcuts, useShortcut } from '../platform/shortcuts.tsx';
import { ConnectionBanner } from './connection_banner.tsx';
import { useGoShortcuts } from './go_shortcuts.ts';
import { Rail } from './rail.tsx';
import classes from './shell.module.css';

const Palette = lazy(() => import('./palette.tsx'));
const ShortcutHelp = lazy(() => import('./shortcut_help.tsx'));

export function Shell() {
  const t = useT();
  const [palette, setPalette] = useState(0);
  const [help, setHelp] = useState(false);
  useEffect(() => listenForShortcuts(), []);
  useGoShortcuts();
  useShortcut({ keys: 'mod+k', label: 'desk.shortcut.palette', group: 'everywhere', always: true }, () => setPalette((times) => times + 1));
  useShortcut({ keys: '?', label: 'desk.shortcut.help', group: 'everywhere' }, () => setHelp(true));
  return (
    <div className={classes.shell}>
      <a className="skip-link" href="#main">
        {t('desk.shell.skip')}
      </a>
      <Rail onPalette={() => setPalette((times) => times + 1)} onHelp={() => setHelp(true)} />
      <div className={classes.body}>
        <ConnectionBanner />
        <main id="main" className={classes.main} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <Suspense>
        {palette > 0 && <Palette opening={palette} onHelp={() => setHelp(true)} />}
        {help && <ShortcutHelp onClose={() => setHelp(false)} />}
      </Suspense>
    </div>
  );
}
