import type { ConnectionTest, Mailbox, MailboxSource } from '@goodhost/shared/api.ts';
import { ProblemError } from '@goodhost/shared/http.ts';
import { Alert, Button, Code, Group, NumberInput, PasswordInput, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../platform/client.ts';
import { type MessageKey, useT } from '../../../platform/i18n.tsx';
import { notifyDone, problemText } from '../../../platform/notify.tsx';
import { DeleteButton } from '../../../platform/resource/resource_form.tsx';
import { SkeletonRows } from '../../../platform/states.tsx';
import { FaultText } from '../health.tsx';
import { ConsentForm } from './consent.tsx';

type Form = Omit<MailboxSource, 'mailbox_id' | 'has_secret' | 'has_client_secret'> & { secret: string; client_secret: string };

const fresh: Form = {
  host: '',
  port: 993,
  security: 'tls',
  login: '',
  sign_in: 'password',
  token_url: '',
  client_id: '',
  folders: ['INBOX'],
  moved_to: '',
  existing: 'unread',
  secret: '',
  client_secret: '',
};

const ports = { tls: 993, starttls: 143, plain: 143 };

/** Where a mailbox's mail is fetched from, tried before it is kept. */
export function SourceForm({ mailbox, refresh }: { mailbox: Mailbox; refresh: () => void }) {
  const t = useT();
  const path = `/mailboxes/${mailbox.id}/source`;
  const known = useQuery({
    queryKey: ['mailboxes', 'source', mailbox.id],
    queryFn: () =>
      client.get<MailboxSource>(path).catch((error) => {
        if (error instanceof ProblemError && error.status === 404) return null;
        throw error;
      }),
  });
  const [wanted, setWanted] = useState(false);
  if (known.isPending) return <SkeletonRows rows={2} />;
  if (!known.data && !wanted)
    return (
      <Stack gap="xs">
        <Text size="sm">{t('desk.mailbox.ways')}</Text>
        <Code block>goodhost mail deliver --mailbox {mailbox.name}</Code>
        <Group>
          <Button variant="default" onClick={() => setWanted(true)}>
            {t('desk.mailbox.fetch')}
          </Button>
        </Group>
      </Stack>
    );
  return <Fields mailbox={mailbox} known={known.data ?? null} refresh={refresh} />;
}

function useSource(mailbox: Mailbox, known: MailboxSource | null, refresh: () => void) {
  const t = useT();
  const [form, setForm] = useState<Form>({ ...fresh, login: mailbox.address, ...known });
  const [problem, setProblem] = useState<unknown>(null);
  const [tested, setTested] = useState<ConnectionTest | null>(null);
  const [busy, setBusy] = useState(false);
  const path = `/mailboxes/${mailbox.id}`;
  const body = () => {
    const { secret, client_secret, ...rest } = form;
    return { ...rest, secret: secret || undefined, client_secret: client_secret || undefined };
  };
  const attempt = async (run: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    setTested(null);
    await run().catch(setProblem);
    setBusy(false);
  };
  const test = () => attempt(async () => setTested(await client.post<ConnectionTest>(`${path}/connection_tests`, body())));
  const finish = async (run: () => Promise<unknown>) => {
    await run();
    notifyDone(t('desk.done.saved'));
    refresh();
  };
  const save = () => attempt(() => finish(() => client.put(`${path}/source`, body())));
  const remove = () => attempt(() => finish(() => client.delete(`${path}/source`)));
  const set = (change: Partial<Form>) => setForm({ ...form, ...change });
  return { form, set, problem, tested, busy, test, save, remove };
}

type Setter = (change: Partial<Form>) => void;
interface PartProps {
  form: Form;
  set: Setter;
  errors: Record<string, string>;
}

function TextField({
  form,
  set,
  errors,
  name,
  hint,
}: PartProps & { name: 'host' | 'login' | 'moved_to' | 'token_url' | 'client_id'; hint?: MessageKey }) {
  const t = useT();
  return (
    <TextInput
      label={t(`desk.field.${name}`)}
      description={hint && t(hint)}
      value={form[name]}
      error={errors[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
}

function SecretField({
  form,
  set,
  errors,
  name,
  label,
  stored,
}: PartProps & { name: 'secret' | 'client_secret'; label: MessageKey; stored?: boolean }) {
  const t = useT();
  return (
    <PasswordInput
      label={t(label)}
      description={stored ? t('desk.mailbox.secret_kept') : undefined}
      value={form[name]}
      error={errors[name]}
      autoComplete="off"
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
}

function useChoices() {
  const t = useT();
  return (kind: string, values: readonly string[]) =>
    values.map((value) => ({ value, label: t(`desk.mailbox.${kind}.${value}` as MessageKey) }));
}

function ServerFields(props: PartProps) {
  const { form, set, errors } = props;
  const t = useT();
  const choices = useChoices();
  const secure = (security: Form['security']) => set({ security, port: form.port === ports[form.security] ? ports[security] : form.port });
  return (
    <>
      <TextField {...props} name="host" />
      <Group grow align="flex-start">
        <Select
          label={t('desk.field.security')}
          data={choices('security', ['tls', 'starttls', 'plain'])}
          value={form.security}
          allowDeselect={false}
          onChange={(value) => secure(value as Form['security'])}
        />
        <NumberInput
          label={t('desk.field.port')}
          value={form.port}
          min={1}
          max={65_535}
          hideControls
          error={errors.port}
          onChange={(value) => set({ port: Number(value) })}
        />
      </Group>
    </>
  );
}

function SignInFields({ known, ...props }: PartProps & { known: MailboxSource | null }) {
  const { form, set } = props;
  const t = useT();
  const choices = useChoices();
  const oauth = form.sign_in === 'oauth';
  return (
    <>
      <TextField {...props} name="login" />
      <Select
        label={t('desk.field.sign_in')}
        data={choices('sign_in', ['password', 'oauth'])}
        value={form.sign_in}
        allowDeselect={false}
        onChange={(value) => set({ sign_in: value as Form['sign_in'] })}
      />
      {oauth && <TextField {...props} name="token_url" hint="desk.mailbox.token_url_hint" />}
      {oauth && <TextField {...props} name="client_id" />}
      {oauth && <SecretField {...props} name="client_secret" label="desk.field.client_secret" stored={known?.has_client_secret} />}
      <SecretField {...props} name="secret" label={oauth ? 'desk.field.refresh_token' : 'desk.field.password'} stored={known?.has_secret} />
    </>
  );
}

function FolderFields(props: PartProps) {
  const { form, set, errors } = props;
  const t = useT();
  const choices = useChoices();
  return (
    <>
      <TagsInput label={t('desk.field.folders')} value={form.folders} error={errors.folders} onChange={(folders) => set({ folders })} />
      <TextField {...props} name="moved_to" hint="desk.mailbox.moved_to_hint" />
      <Select
        label={t('desk.field.existing')}
        data={choices('existing', ['unread', 'all', 'none'])}
        value={form.existing}
        allowDeselect={false}
        onChange={(value) => set({ existing: value as Form['existing'] })}
      />
    </>
  );
}

function Fields({ mailbox, known, refresh }: { mailbox: Mailbox; known: MailboxSource | null; refresh: () => void }) {
  const t = useT();
  const { form, set, problem, tested, busy, test, save, remove } = useSource(mailbox, known, refresh);
  const parts = { form, set, errors: problem instanceof ProblemError ? problem.fields : {} };
  return (
    <Stack gap="sm" component="section" aria-label={t('desk.mailbox.fetch')}>
      <Text fw={600} size="sm">
        {t('desk.mailbox.fetch')}
      </Text>
      <ServerFields {...parts} />
      <SignInFields {...parts} known={known} />
      {form.sign_in === 'oauth' && <ConsentForm mailbox={mailbox} account={form} choose={set} />}
      <FolderFields {...parts} />
      {problem !== null && (
        <Alert color="red" role="alert">
          {problemText(problem, t)}
        </Alert>
      )}
      {tested && <Tested test={tested} />}
      <Group justify="space-between">
        {known ? <DeleteButton onDelete={() => void remove()} /> : <span />}
        <Group gap="xs">
          <Button variant="default" loading={busy} onClick={() => void test()}>
            {t('desk.mailbox.test')}
          </Button>
          <Button loading={busy} onClick={() => void save()}>
            {t('desk.mailbox.keep')}
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}

function Tested({ test }: { test: ConnectionTest }) {
  const t = useT();
  return (
    <Alert color={test.works ? 'green' : 'red'} role="status">
      {test.works ? t(test.pushes ? 'desk.mailbox.works' : 'desk.mailbox.works_polled') : null}
      <FaultText fault={test.fault} words={test.words || test.missing_folders.join(', ')} />
      {!test.encrypted && <Text size="sm">{t('desk.mailbox.not_encrypted')}</Text>}
    </Alert>
  );
}
