import { Button } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { IconPlugConnectedX, IconWifiOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useT } from '../platform/i18n.tsx';
import { live, useLiveState } from '../platform/live.tsx';
import classes from './shell.module.css';

/** Short breaks are nobody's business: they are mended before anybody could act on the news. */
const patience = 4_000;

export function ConnectionBanner() {
  const t = useT();
  const { online } = useNetwork();
  const state = useLiveState();
  const broken = state === 'broken';
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!broken) return setLong(false);
    const timer = window.setTimeout(() => setLong(true), patience);
    return () => window.clearTimeout(timer);
  }, [broken]);
  return (
    <div role="status" aria-live="polite">
      {!online ? (
        <div className={classes.banner}>
          <IconWifiOff size={16} aria-hidden />
          {t('desk.shell.offline')}
        </div>
      ) : broken && long ? (
        <div className={classes.banner}>
          <IconPlugConnectedX size={16} aria-hidden />
          {t('desk.shell.reconnecting')}
          <Button size="compact-xs" variant="default" onClick={() => live.retryNow()}>
            {t('desk.action.try_again')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
