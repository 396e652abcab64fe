import { Indicator, Menu, Tooltip, UnstyledButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconCheck, IconUserCheck } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { client } from '../../platform/client.ts';
import { useT } from '../../platform/i18n.tsx';
import { notifyProblem } from '../../platform/notify.tsx';
import type { Presence } from './queries.ts';

const choices = ['online', 'away', 'offline'] as const;
const colors: Record<Presence, string> = { online: 'green', away: 'yellow', offline: 'gray' };
const key = ['me', 'presence'];
/** Well below the ten minutes after which the server takes silence for absence. */
const every = 3 * 60_000;

interface MyPresence {
  presence: Presence;
}

/** Whether I am there: chosen here, and kept up while the desk is used. */
export function PresenceSwitch({ className, labelClass }: { className: string | undefined; labelClass: string | undefined }) {
  const t = useT();
  const cache = useQueryClient();
  const beside = useMediaQuery('(min-width: 48em)', true);
  const mine = useQuery({ queryKey: key, queryFn: () => client.put<MyPresence>('/me/presence', {}), staleTime: every });
  useSignsOfLife();
  const presence = mine.data?.presence ?? 'offline';
  const choose = (next: Presence) => {
    cache.setQueryData<MyPresence>(key, { presence: next });
    client.put<MyPresence>('/me/presence', { presence: next }).then(
      (answer) => cache.setQueryData(key, answer),
      (error: unknown) => {
        notifyProblem(error, t);
        void cache.invalidateQueries({ queryKey: key });
      },
    );
  };
  const label = t('desk.presence.label', { presence: t(`desk.presence.${presence}`) });
  return (
    <Menu position={beside ? 'right-end' : 'top'} withinPortal>
      <Menu.Target>
        <Tooltip label={label} position="right">
          <UnstyledButton className={className} aria-label={label}>
            <Indicator color={colors[presence]} size={10} offset={2} position="bottom-end">
              <IconUserCheck size={20} stroke={1.6} aria-hidden />
            </Indicator>
            <span className={labelClass}>{label}</span>
          </UnstyledButton>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((one) => (
          <Menu.Item
            key={one}
            leftSection={<Indicator color={colors[one]} size={10} position="middle-center" w={14} h={14} />}
            rightSection={one === presence && <IconCheck size={14} aria-hidden />}
            onClick={() => choose(one)}
          >
            {t(`desk.presence.${one}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Whoever moves the pointer or types is there; told at most every few minutes. */
function useSignsOfLife(): void {
  const cache = useQueryClient();
  useEffect(() => {
    let told = Date.now();
    const tell = () => {
      if (document.visibilityState === 'hidden' || Date.now() - told < every) return;
      told = Date.now();
      client.put<MyPresence>('/me/presence', {}).then(
        (answer) => cache.setQueryData(key, answer),
        // The next sign tries again; a session that ended is told elsewhere.
        () => {},
      );
    };
    const signs = ['pointermove', 'keydown', 'visibilitychange'] as const;
    for (const sign of signs) document.addEventListener(sign, tell, { passive: true });
    return () => {
      for (const sign of signs) document.removeEventListener(sign, tell);
    };
  }, [cache]);
}
