import type { Brand } from '@goodhost/shared/api.ts';
import { Button, Fieldset, Group, NumberInput, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../../platform/notify.tsx';

interface Settings {
  reopen_days: number;
  undo_seconds: number;
}

/** How a brand treats tickets. Stands inside the brand's own form, so it has a button and no form. */
export function TicketSettings({ brand }: { brand: Brand }) {
  const path = `/brands/${brand.id}/ticket_settings`;
  const found = useQuery({ queryKey: ['brands', 'ticket_settings', brand.id], queryFn: () => client.get<Settings>(path) });
  return found.data ? <Fields path={path} start={found.data} /> : null;
}

function Fields({ path, start }: { path: string; start: Settings }) {
  const t = useT();
  const [settings, setSettings] = useState(start);
  const save = () =>
    client.put(path, settings).then(
      () => notifyDone(t('desk.done.saved')),
      (error: unknown) => notifyProblem(error, t),
    );
  const field = (name: keyof Settings, max: number) => (
    <NumberInput
      label={t(`desk.admin.${name}`)}
      description={t(`desk.admin.${name}_hint`)}
      min={0}
      max={max}
      allowDecimal={false}
      value={settings[name]}
      onChange={(value) => setSettings({ ...settings, [name]: Number(value) })}
    />
  );
  return (
    <Fieldset legend={t('desk.customers.tickets')}>
      <Stack gap="sm">
        {field('undo_seconds', 120)}
        {field('reopen_days', 365)}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => void save()}>
            {t('desk.admin.save_settings')}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}
