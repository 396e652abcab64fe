import type { Consent, ConsentPlace, Mailbox } from '@goodhost/shared/api.ts';
import { Alert, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { client, queryClient } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { problemText } from '../../../platform/notify.tsx';

/** Where the owners of well-known mailboxes are asked. */
const providers = {
  microsoft: {
    host: 'outlook.office365.com',
    authorize_url: 'https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize',
    token_url: 'https://login.microsoftonline.com/organizations/oauth2/v2.0/token',
    scope: 'https://outlook.office.com/IMAP.AccessAsUser.All offline_access',
  },
  google: {
    host: 'imap.gmail.com',
    authorize_url: 'https://accounts.google.com/o/oauth2/v2/auth',
    token_url: 'https://oauth2.googleapis.com/token',
    scope: 'https://mail.google.com/',
  },
} as const;
type Provider = keyof typeof providers;

interface Account {
  host: string;
  port: number;
  security: string;
  login: string;
  token_url: string;
  client_id: string;
  client_secret: string;
}
interface ConsentProps {
  mailbox: Mailbox;
  account: Account;
  choose: (change: { host: string; token_url: string }) => void;
}

/** Lets the mailbox's owner agree in the browser, instead of a refresh token that somebody has to get by hand. */
export function ConsentForm({ mailbox, account, choose }: ConsentProps) {
  const t = useT();
  const [asked, setAsked] = useState<{ authorize_url: string; scope: string }>({ authorize_url: '', scope: '' });
  const [problem, setProblem] = useState<unknown>(null);
  const take = (name: string | null) => {
    if (!name) return;
    const { host, token_url, ...rest } = providers[name as Provider];
    choose({ host, token_url });
    setAsked(rest);
  };
  const begin = async () => {
    const { host, port, security, login, token_url, client_id, client_secret } = account;
    const input = { host, port, security, login, token_url, client_id, ...asked, ...(client_secret ? { client_secret } : {}) };
    try {
      const place = await client.post<ConsentPlace>(`/mailboxes/${mailbox.id}/consents`, input);
      window.location.assign(place.url);
    } catch (error) {
      setProblem(error);
    }
  };
  const ready = asked.authorize_url && asked.scope && account.client_id && account.host;
  return (
    <Stack gap="xs">
      <Text size="sm">{t('desk.consent.hint', { address: `${window.location.origin}/desk/admin/mailboxes` })}</Text>
      <Select
        label={t('desk.consent.provider')}
        data={[
          { value: 'microsoft', label: 'Microsoft 365' },
          { value: 'google', label: 'Google' },
        ]}
        onChange={take}
      />
      <TextInput
        label={t('desk.field.authorize_url')}
        value={asked.authorize_url}
        onChange={(event) => setAsked({ ...asked, authorize_url: event.currentTarget.value })}
      />
      <TextInput
        label={t('desk.field.scope')}
        value={asked.scope}
        onChange={(event) => setAsked({ ...asked, scope: event.currentTarget.value })}
      />
      {problem !== null && (
        <Alert color="red" role="alert">
          {problemText(problem, t)}
        </Alert>
      )}
      <Group>
        <Button variant="default" disabled={!ready} onClick={() => void begin()}>
          {t('desk.consent.ask')}
        </Button>
      </Group>
    </Stack>
  );
}

/** What the browser brought back from there. */
function readAnswer(): Record<string, string> | null {
  const answer = Object.fromEntries(new URLSearchParams(window.location.search));
  if (!answer.state || !(answer.code || answer.error)) return null;
  window.history.replaceState(null, '', window.location.pathname);
  const { state, code, error, error_description } = answer;
  return { state, ...(code ? { code } : {}), ...(error ? { error } : {}), ...(error_description ? { error_description } : {}) };
}

/** Read once for each page that is loaded, and handed in once: a component may be rendered again before it is shown. */
let brought: Record<string, string> | null | undefined;
function takeAnswer(): Record<string, string> | null {
  if (brought === undefined) brought = readAnswer();
  return brought;
}

/** Says whether the owner agreed, after the browser came back. */
export function ConsentReturn() {
  const t = useT();
  const [answer] = useState(takeAnswer);
  const [consent, setConsent] = useState<Consent | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  useEffect(() => {
    if (!answer || !brought) return;
    brought = null;
    client
      .post<Consent>('/mailbox_consents', answer)
      .then((given) => {
        setConsent(given);
        return queryClient.invalidateQueries({ queryKey: ['mailboxes'] });
      })
      .catch(setProblem);
  }, [answer]);
  if (problem !== null)
    return (
      <Alert color="red" role="alert" mb="md">
        {problemText(problem, t)}
      </Alert>
    );
  if (!consent) return null;
  return (
    <Alert color={consent.given ? 'green' : 'red'} role="status" mb="md">
      {t(consent.given ? 'desk.consent.given' : 'desk.consent.refused')} {consent.words}
    </Alert>
  );
}
