import type { CastMember } from '@goodhost/shared/api.ts';
import { ProblemError } from '@goodhost/shared/http.ts';
import { Alert, Button, Divider, PasswordInput, Stack, TextInput, UnstyledButton } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Face } from '../../../platform/avatar.tsx';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { problemText } from '../../../platform/notify.tsx';
import { renewSession } from '../../../platform/session.tsx';
import { itemsOf } from '../../tickets/queries.ts';
import classes from './sign_in.module.css';

export default function SignInPage() {
  const t = useT();
  const link = useLinkToken();
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width={40} height={40} />
        <h1>{t('desk.sign_in.title')}</h1>
        {link && !link.guarded && <Alert color={link.failed ? 'red' : 'teal'}>{link.failed ?? t('desk.sign_in.link_running')}</Alert>}
        {link?.guarded ? <LinkForm token={link.token} /> : <PasswordForm />}
        <DemoCast />
      </div>
    </main>
  );
}

interface LinkState {
  token: string;
  failed: string | null;
  /** The agent has a second factor: the link alone is not enough. */
  guarded: boolean;
}

/** The link from the mail: its token is used once, then taken out of the address. */
function useLinkToken(): LinkState | null {
  const t = useT();
  const [state, setState] = useState<LinkState | null>(null);
  const used = useRef(false);
  useEffect(() => {
    const url = new URL(window.location.href);
    const token = url.searchParams.get('link') ?? url.searchParams.get('token');
    if (!url.pathname.includes('/sign-in') || !token || used.current) return;
    used.current = true;
    setState({ token, failed: null, guarded: false });
    window.history.replaceState(null, '', import.meta.env.BASE_URL);
    client
      .post('/session/link', { token })
      .then(renewSession)
      .catch((error: unknown) => setState({ token, failed: problemText(error, t), guarded: asksForCode(error) }));
  }, [t]);
  return state;
}

const asksForCode = (error: unknown) => error instanceof ProblemError && error.code === 'accounts.code_required';

function LinkForm({ token }: { token: string }) {
  const t = useT();
  const [code, setCode] = useState('');
  const { problem, busy, attempt } = useSignIn();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(() => client.post('/session/link', { token, code: code.trim() }).then(renewSession));
      }}
    >
      <Stack gap="sm">
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        <CodeField code={code} onChange={setCode} />
        <Button type="submit" size="md" loading={busy}>
          {t('desk.sign_in.do')}
        </Button>
      </Stack>
    </form>
  );
}

function useSignIn() {
  const t = useT();
  const [code, setCode] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const attempt = async (run: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(null);
    try {
      await run();
    } catch (error) {
      if (asksForCode(error)) setCode((before) => before ?? '');
      else if (error instanceof ProblemError && error.code === 'accounts.wrong_credentials') setProblem(t('desk.sign_in.wrong'));
      else setProblem(problemText(error, t));
    }
    setBusy(false);
  };
  return { code, setCode, problem, busy, attempt };
}

function PasswordForm() {
  const t = useT();
  const [form, setForm] = useState({ email: '', password: '' });
  const [sent, setSent] = useState(false);
  const { code, setCode, problem, busy, attempt } = useSignIn();
  const email = form.email.trim();
  const body = { email, password: form.password, ...(code ? { code: code.trim() } : {}) };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(() => client.post('/session', body).then(renewSession));
      }}
    >
      <Stack gap="sm">
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        {sent && <Alert color="teal">{t('desk.sign_in.link_sent', { email })}</Alert>}
        {code === null ? <Credentials form={form} onChange={setForm} /> : <CodeField code={code} onChange={setCode} />}
        <Button type="submit" size="md" loading={busy}>
          {t('desk.sign_in.do')}
        </Button>
        {code !== null && (
          <Button variant="subtle" size="sm" onClick={() => setCode(null)}>
            {t('desk.action.cancel')}
          </Button>
        )}
        {code === null && (
          <Button
            variant="subtle"
            size="sm"
            leftSection={<IconMail size={16} aria-hidden />}
            disabled={!email.includes('@') || busy}
            onClick={() => void attempt(() => client.post('/sign_in_links', { email }).then(() => setSent(true)))}
          >
            {t('desk.sign_in.by_link')}
          </Button>
        )}
      </Stack>
    </form>
  );
}

function Credentials({
  form,
  onChange,
}: {
  form: { email: string; password: string };
  onChange: (form: { email: string; password: string }) => void;
}) {
  const t = useT();
  return (
    <>
      <TextInput
        size="md"
        type="email"
        autoComplete="username"
        label={t('desk.sign_in.email')}
        value={form.email}
        onChange={(event) => onChange({ ...form, email: event.currentTarget.value })}
        autoFocus
        required
      />
      <PasswordInput
        size="md"
        autoComplete="current-password"
        label={t('desk.sign_in.password')}
        visibilityToggleButtonProps={{ 'aria-label': t('desk.sign_in.show_password') }}
        value={form.password}
        onChange={(event) => onChange({ ...form, password: event.currentTarget.value })}
        required
      />
    </>
  );
}

/** Letters are possible: where the phone is lost, a recovery code is typed here. */
function CodeField({ code, onChange }: { code: string; onChange: (code: string) => void }) {
  const t = useT();
  return (
    <TextInput
      size="md"
      autoComplete="one-time-code"
      label={t('desk.sign_in.code')}
      description={t('desk.sign_in.code_hint')}
      value={code}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoFocus
      required
    />
  );
}

function DemoCast() {
  const t = useT();
  const cast = useQuery({
    queryKey: ['session-cast'],
    queryFn: async () => itemsOf(await client.get<{ items: CastMember[] } | CastMember[]>('/demo/cast')),
    retry: false,
  });
  const agents = (cast.data ?? []).filter((one) => !one.kind || one.kind === 'agent');
  if (agents.length === 0) return null;
  const enter = (id: number) => client.post('/demo/session', { agent_id: id }).then(renewSession, () => cast.refetch());
  return (
    <section aria-label={t('desk.sign_in.demo')}>
      <Divider my="md" label={t('desk.sign_in.demo')} />
      <div className={classes.cast}>
        {agents.map((one) => (
          <UnstyledButton key={one.id} className={classes.member} onClick={() => void enter(one.id)}>
            <Face id={one.id} name={one.name} size={28} color={one.avatar_color} />
            <span>
              <b>{one.name}</b>
              <small>{one.role_name}</small>
            </span>
          </UnstyledButton>
        ))}
      </div>
    </section>
  );
}
