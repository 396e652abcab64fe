import type { TotpSetup } from '@goodhost/shared/api.ts';
import { Alert, Button, Group, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { client, queryClient } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { problemText } from '../../../platform/notify.tsx';
import resource from '../../../platform/resource/resource.module.css';
import { Secret } from '../../../platform/resource/secret.tsx';
import { useMe } from '../queries.ts';

export function SecondFactor() {
  const t = useT();
  const me = useMe();
  const [codes, setCodes] = useState<string[] | null>(null);
  return (
    <Stack maw={480} gap="sm">
      <Title order={2}>{t('desk.profile.second_factor')}</Title>
      {codes && (
        <Alert color="teal" icon={<IconShieldCheck size={18} aria-hidden />} title={t('desk.profile.recovery_codes')}>
          <Secret value={codes.join('\n')} />
        </Alert>
      )}
      {me.data && (me.data.totp_enabled ? <TurnOff /> : <TurnOn onCodes={setCodes} />)}
    </Stack>
  );
}

function TurnOn({ onCodes }: { onCodes: (codes: string[]) => void }) {
  const t = useT();
  const [setup, setSetup] = useState<TotpSetup | null>(null);
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const attempt = (run: () => Promise<void>) => run().catch((error: unknown) => setProblem(problemText(error, t)));
  const begin = () => attempt(async () => setSetup(await client.post<TotpSetup>('/me/totp')));
  const confirm = () =>
    attempt(async () => {
      const answer = await client.put<{ recovery_codes: string[] }>('/me/totp', { code: code.trim(), secret: setup?.secret });
      onCodes(answer.recovery_codes);
      await queryClient.invalidateQueries({ queryKey: ['me'] });
    });
  if (!setup) return <Begin problem={problem} onBegin={() => void begin()} />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void confirm();
      }}
    >
      <Stack gap="sm">
        <Text size="sm">{t('desk.profile.totp_scan')}</Text>
        <img
          src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(setup.qr_svg)}`}
          alt={t('desk.profile.totp_qr')}
          width={200}
          height={200}
          style={{ background: '#fff', padding: 8, borderRadius: 6 }}
        />
        <div className={resource.secret}>{setup.secret}</div>
        {problem && <Alert color="red">{problem}</Alert>}
        <TextInput
          label={t('desk.sign_in.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          required
        />
        <Group>
          <Button type="submit" size="sm" disabled={code.trim().length < 6}>
            {t('desk.profile.totp_confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Begin({ problem, onBegin }: { problem: string | null; onBegin: () => void }) {
  const t = useT();
  return (
    <>
      <Text size="sm">{t('desk.profile.totp_off')}</Text>
      <Group>
        <Button size="sm" onClick={onBegin}>
          {t('desk.profile.totp_begin')}
        </Button>
      </Group>
      {problem && <Alert color="red">{problem}</Alert>}
    </>
  );
}

function TurnOff() {
  const t = useT();
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const off = () =>
    client
      .delete('/me/totp', { password })
      .then(() => queryClient.invalidateQueries({ queryKey: ['me'] }))
      .catch((error: unknown) => setProblem(problemText(error, t)));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void off();
      }}
    >
      <Stack gap="sm">
        <Text size="sm">{t('desk.profile.totp_on')}</Text>
        {problem && <Alert color="red">{problem}</Alert>}
        <PasswordInput
          label={t('desk.profile.current_password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('desk.sign_in.show_password') }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          required
        />
        <Group>
          <Button type="submit" variant="default" size="sm">
            {t('desk.profile.totp_off_do')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
