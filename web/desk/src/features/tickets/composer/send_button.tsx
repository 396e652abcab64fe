import type { ComposeKind, Instant } from '@goodhost/shared/api.ts';
import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconClockHour4, IconHourglass, IconPlayerPause, IconSend } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useT } from '../../../platform/i18n.tsx';
import { shortTime } from '../../../platform/time.ts';
import { useZone } from '../../../platform/time_text.tsx';
import { snoozeChoices } from '../snooze.ts';
import type { SendExtra } from './use_send.ts';

const SendDialog = lazy(() => import('./send_dialog.tsx'));
const icon = { size: 15, 'aria-hidden': true } as const;

interface SendProps {
  kind: ComposeKind;
  /** As a draft has promised it. */
  nextReport: Instant | null;
  busy: boolean;
  disabled: boolean;
  onSend: (extra: SendExtra) => void;
}

/** The button says what happens; the arrow offers what else could. */
export function SendButton({ kind, nextReport, busy, disabled, onSend }: SendProps) {
  const t = useT();
  const [dialog, setDialog] = useState<'hold' | 'schedule' | 'report' | null>(null);
  const main = () => (kind === 'report' ? setDialog('report') : onSend({}));
  return (
    <>
      <Button.Group>
        <Button size="compact-md" loading={busy} disabled={disabled} onClick={main} leftSection={<IconSend {...icon} />}>
          {t(`desk.send.${kind}`)}
        </Button>
        {kind === 'reply' && <SendMenu disabled={disabled || busy} onSend={onSend} onDialog={setDialog} />}
      </Button.Group>
      <Suspense>{dialog && <SendDialog kind={dialog} next={nextReport} onClose={() => setDialog(null)} onSend={onSend} />}</Suspense>
    </>
  );
}

function SendMenu({
  disabled,
  onSend,
  onDialog,
}: {
  disabled: boolean;
  onSend: (extra: SendExtra) => void;
  onDialog: (dialog: 'hold' | 'schedule') => void;
}) {
  const t = useT();
  const zone = useZone();
  const now = new Date();
  return (
    <Menu position="top-end" width={280}>
      <Menu.Target>
        <Button
          size="compact-md"
          px={6}
          disabled={disabled}
          aria-label={t('desk.send.more')}
          style={{ borderLeft: '1px solid rgb(255 255 255 / 30%)' }}
        >
          <IconChevronDown size={14} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconHourglass {...icon} />} rightSection="Ctrl ⏎" onClick={() => onSend({ status_after: 'waiting' })}>
          {t('desk.send.reply')}
        </Menu.Item>
        <Menu.Item leftSection={<IconCheck {...icon} />} onClick={() => onSend({ status_after: 'resolved' })}>
          {t('desk.send.resolve')}
        </Menu.Item>
        <Menu.Item leftSection={<IconSend {...icon} />} onClick={() => onSend({ status_after: 'open' })}>
          {t('desk.send.open')}
        </Menu.Item>
        <Menu.Item leftSection={<IconPlayerPause {...icon} />} onClick={() => onDialog('hold')}>
          {t('desk.send.hold')}
        </Menu.Item>
        <Menu.Label>{t('desk.send.later')}</Menu.Label>
        {snoozeChoices(now)
          .filter((one) => one.key !== 'three_hours')
          .map((one) => (
            <Menu.Item
              key={one.key}
              leftSection={<IconClockHour4 {...icon} />}
              rightSection={<span className="tabular">{shortTime(one.at.toISOString(), now.getTime(), zone)}</span>}
              onClick={() => onSend({ send_at: one.at.toISOString() })}
            >
              {t(`desk.snooze.${one.key}`)}
            </Menu.Item>
          ))}
        <Menu.Item leftSection={<IconClockHour4 {...icon} />} onClick={() => onDialog('schedule')}>
          {t('desk.send.pick')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
