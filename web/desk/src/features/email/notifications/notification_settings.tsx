import type { NotificationKind, NotificationSettings, NotificationWay } from '@goodhost/shared/api.ts';
import { Alert, Button, Checkbox, Group, SegmentedControl, Select, Stack, Switch, Text } from '@mantine/core';
import { TimeInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import '@mantine/dates/styles.css';
import { client, queryClient } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../../platform/notify.tsx';
import { ErrorView, SkeletonRows } from '../../../platform/states.tsx';
import { clockOf, minutesOf } from './quiet.ts';

const kinds: readonly NotificationKind[] = ['assigned', 'mentioned', 'customer_wrote', 'followed', 'team_ticket', 'mail_failed'];
const ways: readonly NotificationWay[] = ['none', 'desk', 'mail', 'both'];
const digests = [0, 15, 60, 240, 1440];
const key = ['notification_settings'];

/** How I want to be told, for each thing that can happen. */
export function NotificationSettingsForm() {
  const settings = useQuery({ queryKey: key, queryFn: () => client.get<NotificationSettings>('/me/notification_settings') });
  if (settings.isPending) return <SkeletonRows rows={4} />;
  if (!settings.data) return <ErrorView error={settings.error} />;
  return <Form initial={settings.data} />;
}

function Form({ initial }: { initial: NotificationSettings }) {
  const t = useT();
  const [form, setForm] = useState(initial);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    const { mail_off: _, ...input } = form;
    try {
      const saved = await client.put<NotificationSettings>('/me/notification_settings', input);
      queryClient.setQueryData(key, saved);
      setForm(saved);
      notifyDone(t('desk.done.saved'));
    } catch (error) {
      notifyProblem(error, t);
    }
    setBusy(false);
  };
  return (
    <Stack maw={720} gap="md">
      {form.mail_off && <Alert color="orange">{t('desk.notifications.mail_off')}</Alert>}
      {kinds.map((kind) => (
        <Way
          key={kind}
          kind={kind}
          value={form.ways[kind] ?? 'desk'}
          onChange={(way) => setForm({ ...form, ways: { ...form.ways, [kind]: way } })}
          pushed={form.pushed.includes(kind)}
          onPushed={(pushed) => setForm({ ...form, pushed: kinds.filter((one) => (one === kind ? pushed : form.pushed.includes(one))) })}
        />
      ))}
      <Select
        label={t('desk.notifications.digest')}
        description={t('desk.notifications.digest_hint')}
        allowDeselect={false}
        data={digests.map((one) => ({ value: String(one), label: t('desk.notifications.digest_minutes', { minutes: one }) }))}
        value={String(form.digest_minutes)}
        onChange={(value) => setForm({ ...form, digest_minutes: Number(value ?? 0) })}
      />
      <Quiet form={form} onChange={setForm} />
      <Group>
        <Button size="sm" loading={busy} onClick={() => void save()}>
          {t('desk.action.save')}
        </Button>
      </Group>
    </Stack>
  );
}

interface WayProps {
  kind: NotificationKind;
  value: NotificationWay;
  onChange: (way: NotificationWay) => void;
  pushed: boolean;
  onPushed: (pushed: boolean) => void;
}

function Way({ kind, value, onChange, pushed, onPushed }: WayProps) {
  const t = useT();
  const devices = t('desk.notifications.pushed');
  // A mail that did not arrive is not told by another mail.
  const offered = kind === 'mail_failed' ? ways.filter((way) => way === 'none' || way === 'desk') : ways;
  return (
    <Group gap={4}>
      <Text size="sm" id={`notify-${kind}`} flex="1 1 270px">
        {t(`desk.notification_kind.${kind}`)}
      </Text>
      <SegmentedControl
        aria-labelledby={`notify-${kind}`}
        value={value}
        onChange={(way) => onChange(way as NotificationWay)}
        data={offered.map((way) => ({ value: way, label: t(`desk.notification_way.${way}`) }))}
      />
      <Checkbox
        ml="xs"
        label={devices}
        aria-label={`${devices}: ${t(`desk.notification_kind.${kind}`)}`}
        checked={pushed}
        onChange={(event) => onPushed(event.currentTarget.checked)}
      />
    </Group>
  );
}

function Quiet({ form, onChange }: { form: NotificationSettings; onChange: (form: NotificationSettings) => void }) {
  const t = useT();
  const on = form.quiet_from !== null && form.quiet_until !== null;
  const set = (from: number | null, until: number | null) => onChange({ ...form, quiet_from: from, quiet_until: until });
  return (
    <Stack gap={6}>
      <Switch
        label={t('desk.notifications.quiet')}
        description={t('desk.notifications.quiet_hint')}
        checked={on}
        onChange={(event) => (event.currentTarget.checked ? set(22 * 60, 7 * 60) : set(null, null))}
      />
      {on && (
        <Group>
          <TimeInput
            label={t('desk.notifications.quiet_from')}
            value={clockOf(form.quiet_from ?? 0)}
            onChange={(event) => set(minutesOf(event.currentTarget.value), form.quiet_until)}
          />
          <TimeInput
            label={t('desk.notifications.quiet_until')}
            value={clockOf(form.quiet_until ?? 0)}
            onChange={(event) => set(form.quiet_from, minutesOf(event.currentTarget.value))}
          />
        </Group>
      )}
    </Stack>
  );
}
