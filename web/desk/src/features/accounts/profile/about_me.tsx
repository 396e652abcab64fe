import { Button, Group, SegmentedControl, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../../platform/notify.tsx';
import { renewSession, useSession } from '../../../platform/session.tsx';
import { useLanguageOptions, zoneOptions } from '../admin/options.ts';

function useProfile() {
  const t = useT();
  const { agent } = useSession();
  const theme = agent.theme === 'light' || agent.theme === 'dark' ? agent.theme : 'auto';
  const [form, setForm] = useState({
    name: agent.name,
    locale: agent.locale,
    time_zone: agent.time_zone,
    signature: agent.signature,
    theme: theme as string,
  });
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      await client.patch('/me', form);
      await renewSession();
      notifyDone(t('desk.done.saved'));
    } catch (error) {
      notifyProblem(error, t);
    }
    setBusy(false);
  };
  return { form, setForm, busy, save };
}

export function AboutMe() {
  const t = useT();
  const { form, setForm, busy, save } = useProfile();
  const languages = useLanguageOptions();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack maw={480} gap="sm">
        <TextInput
          label={t('desk.field.name')}
          value={form.name}
          onChange={(event) => setForm({ ...form, name: event.currentTarget.value })}
          required
        />
        <Select
          label={t('desk.field.locale')}
          allowDeselect={false}
          data={languages}
          value={form.locale}
          onChange={(locale) => setForm({ ...form, locale: locale ?? 'en' })}
        />
        <Select
          label={t('desk.field.time_zone')}
          searchable
          allowDeselect={false}
          data={zoneOptions()}
          value={form.time_zone}
          onChange={(time_zone) => setForm({ ...form, time_zone: time_zone ?? 'UTC' })}
        />
        <Textarea
          label={t('desk.profile.signature')}
          description={t('desk.profile.signature_hint')}
          autosize
          minRows={3}
          value={form.signature}
          onChange={(event) => setForm({ ...form, signature: event.currentTarget.value })}
        />
        <Look value={form.theme} onChange={(theme) => setForm({ ...form, theme })} />
        <Group>
          <Button type="submit" size="sm" loading={busy}>
            {t('desk.action.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Look({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useT();
  return (
    <div>
      <div id="profile-theme">{t('desk.profile.theme')}</div>
      <SegmentedControl
        aria-labelledby="profile-theme"
        value={value}
        onChange={onChange}
        data={(['auto', 'light', 'dark'] as const).map((one) => ({ value: one, label: t(`desk.theme.${one}`) }))}
      />
    </div>
  );
}
