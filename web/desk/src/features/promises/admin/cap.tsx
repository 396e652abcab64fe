import { Button, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../../platform/notify.tsx';
import { shortDuration } from '../../../platform/time.ts';

interface Cap {
  minutes: number;
}

/** The longest that anybody may be left without a word. It can be made shorter than a day, never longer. */
export function CapButton() {
  const t = useT();
  const found = useQuery({ queryKey: ['promise_cap'], queryFn: () => client.get<Cap>('/promise_cap') });
  const [open, setOpen] = useState(false);
  if (!found.data) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('desk.promise.cap_is', { time: shortDuration(found.data.minutes * 60_000, t) })}
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={t('desk.promise.cap')}>
        <CapForm start={found.data.minutes} onSaved={() => found.refetch().then(() => setOpen(false))} />
      </Modal>
    </>
  );
}

function CapForm({ start, onSaved }: { start: number; onSaved: () => unknown }) {
  const t = useT();
  const [minutes, setMinutes] = useState(start);
  const save = () =>
    client.put('/promise_cap', { minutes }).then(
      () => {
        notifyDone(t('desk.done.saved'));
        return onSaved();
      },
      (error: unknown) => notifyProblem(error, t),
    );
  return (
    <Stack gap="sm">
      <Text size="sm">{t('desk.promise.cap_hint')}</Text>
      <NumberInput
        label={t('desk.promise.cap')}
        suffix={` ${t('desk.promise.minutes')}`}
        min={15}
        max={1440}
        allowDecimal={false}
        value={minutes}
        onChange={(value) => setMinutes(Number(value))}
      />
      <Button onClick={() => void save()}>{t('desk.action.save')}</Button>
    </Stack>
  );
}
