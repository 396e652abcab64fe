import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { MailboxAlarm } from '../features/email/alarm.tsx';
import { MentionNotice } from '../features/tickets/mention_notice.tsx';
import { useT } from '../platform/i18n.tsx';
import { useCan } from '../platform/session.tsx';
import { listenForShortcuts, useShortcut } from '../platform/shortcuts.tsx';
import { ConnectionBanner } from './connection_banner.tsx';
import { useGoShortcuts } from './go_shortcuts.ts';
import { Rail } from './rail.tsx';
import classes from './shell.module.css';

const CallBar = lazy(() => import('../features/escalation/call_bar.tsx'));
const CrowdBar = lazy(() => import('../features/severity/crowd_bar.tsx'));
const loadPalette = () => import('./palette.tsx');
const Palette = lazy(loadPalette);
const ShortcutHelp = lazy(() => import('./shortcut_help.tsx'));

export function Shell() {
  const t = useT();
  const may = useCan();
  const [palette, setPalette] = useState(0);
  const [help, setHelp] = useState(false);
  useEffect(() => listenForShortcuts(), []);
  // Fetched before it is asked for: what is typed right after Ctrl+K belongs into it.
  useEffect(() => {
    const timer = window.setTimeout(loadPalette, 1_500);
    return () => window.clearTimeout(timer);
  }, []);
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
        {may('tickets.view') && <MentionNotice />}
        <Suspense>{may('tickets.view') && <CallBar />}</Suspense>
        <Suspense>{may('tickets.view') && <CrowdBar />}</Suspense>
        <MailboxAlarm />
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
