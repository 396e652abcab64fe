import { Alert, Button, Group, PasswordInput, Stack, Title } from '@mantine/core';
import { useState } from 'react';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyDone, problemText } from '../../../platform/notify.tsx';

export function Password() {
  const t = useT();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const toggle = { 'aria-label': t('desk.sign_in.show_password') };
  const save = async () => {
    try {
      await client.put('/me/password', { current_password: current, new_password: next });
      setCurrent('');
      setNext('');
      setProblem(null);
      notifyDone(t('desk.done.saved'));
    } catch (error) {
      setProblem(problemText(error, t));
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack maw={480} gap="sm" pb="xl">
        <Title order={2}>{t('desk.profile.password')}</Title>
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        <PasswordInput
          label={t('desk.profile.current_password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={toggle}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          required
        />
        <PasswordInput
          label={t('desk.profile.new_password')}
          description={t('desk.admin.password_hint')}
          autoComplete="new-password"
          visibilityToggleButtonProps={toggle}
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          required
        />
        <Group>
          <Button type="submit" size="sm" disabled={!current || !next}>
            {t('desk.profile.change_password')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
