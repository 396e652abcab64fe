import type { PushDevice } from '@goodhost/shared/api.ts';
import { ActionIcon, Alert, Badge, Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useT } from '../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../platform/notify.tsx';
import resource from '../../platform/resource/resource.module.css';
import { ErrorView, SkeletonRows } from '../../platform/states.tsx';
import { TimeText } from '../../platform/time_text.tsx';
import { browserOf } from '../accounts/profile/sessions.tsx';
import { isSupported } from './browser.ts';
import { tellNoMore, tellThisDevice, test, useDevices, useOwnMark } from './devices.ts';

/** Which of my browsers are told while the desk is closed. */
export function DevicesPanel() {
  const t = useT();
  const list = useDevices();
  const mark = useOwnMark();
  if (list.isPending) return <SkeletonRows rows={2} />;
  if (!list.data) return <ErrorView error={list.error} retry={() => void list.refetch()} />;
  const here = list.data.some((one) => one.mark === mark);
  return (
    <Stack gap="sm" maw={620} align="flex-start">
      <Title order={2}>{t('desk.push.title')}</Title>
      <Text size="sm" c="dimmed">
        {t('desk.push.hint')}
      </Text>
      {list.data.length === 0 ? <Text size="sm">{t('desk.push.none')}</Text> : <Devices items={list.data} mark={mark} />}
      {!here && <TellThisDevice />}
    </Stack>
  );
}

function TellThisDevice() {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [denied, setDenied] = useState(false);
  const turnOn = async () => {
    setBusy(true);
    try {
      const told = await tellThisDevice(browserOf(navigator.userAgent));
      setDenied(!told);
      if (told) notifyDone(t('desk.push.turned_on'));
    } catch (error) {
      notifyProblem(error, t);
    }
    setBusy(false);
  };
  if (!isSupported()) return <Text size="sm">{t('desk.push.unsupported')}</Text>;
  return (
    <>
      {denied && (
        <Alert color="orange" role="alert">
          {t('desk.push.denied')}
        </Alert>
      )}
      <Button size="sm" variant="default" loading={busy} onClick={() => void turnOn()}>
        {t('desk.push.turn_on')}
      </Button>
    </>
  );
}

function Devices({ items, mark }: { items: PushDevice[]; mark: string | null }) {
  return (
    <div className={resource.tableBox}>
      <Table className={resource.table} horizontalSpacing="md">
        <Table.Tbody>
          {items.map((one) => (
            <Device key={one.id} device={one} mark={mark} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Device({ device, mark }: { device: PushDevice; mark: string | null }) {
  const t = useT();
  const attempt = (run: Promise<void>, done?: string) =>
    run.then(
      () => done && notifyDone(done),
      (error: unknown) => notifyProblem(error, t),
    );
  return (
    <Table.Tr>
      <Table.Td>
        {device.name}{' '}
        {device.mark === mark && (
          <Badge variant="light" ml={6}>
            {t('desk.push.this')}
          </Badge>
        )}
      </Table.Td>
      <Table.Td>
        {t(`desk.push.state.${device.state}`)} {device.told_at && <TimeText at={device.told_at} />}
      </Table.Td>
      <Table.Td>
        <Group gap={4} wrap="nowrap" justify="flex-end">
          <Button variant="default" size="compact-xs" onClick={() => void attempt(test(device), t('desk.push.tested'))}>
            {t('desk.push.test')}
          </Button>
          <ActionIcon
            variant="subtle"
            aria-label={t('desk.push.remove', { name: device.name })}
            onClick={() => void attempt(tellNoMore(device, mark))}
          >
            <IconX size={14} aria-hidden />
          </ActionIcon>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
