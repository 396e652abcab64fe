import { builtInCategories, type Contact, type List, type Severity, severities, type Ticket } from '@goodhost/shared/api.ts';
import { ProblemError } from '@goodhost/shared/http.ts';
import { Autocomplete, Button, Group, SegmentedControl, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { client, queryClient } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyProblem } from '../../../platform/notify.tsx';
import { useSession } from '../../../platform/session.tsx';
import { useAgents } from '../../accounts/queries.ts';
import { useCategories } from '../queries.ts';
import { addressPattern } from '../ticket/dialog_people.tsx';
import { useCategoryName } from '../words.tsx';
import classes from './new.module.css';

const PlainEditor = lazy(() => import('../composer/plain_editor.tsx'));

interface Form {
  person: string;
  subject: string;
  html: string;
  category: string;
  severity: Severity;
  assignee: string | null;
  brand: string | null;
  channel: 'phone' | 'email' | 'portal';
}

const kept = 'goodhost.new_ticket';

function startForm(contact: string | undefined, brand: number | undefined): Form {
  const empty: Form = {
    person: contact ?? '',
    subject: '',
    html: '',
    category: 'question',
    severity: 'normal',
    assignee: null,
    brand: brand ? String(brand) : null,
    channel: 'phone',
  };
  try {
    const stored = JSON.parse(localStorage.getItem(kept) ?? 'null') as Partial<Form> | null;
    return { ...empty, ...stored, ...(contact ? { person: contact } : {}) };
  } catch {
    return empty;
  }
}

function useNewTicket() {
  const t = useT();
  const navigate = useNavigate();
  const { brands } = useSession();
  const { contact } = useSearch({ from: '/new' });
  const [form, setForm] = useState<Form>(() => startForm(contact, brands.find((one) => one.is_default)?.id));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<Form>) => {
    const next = { ...form, ...part };
    setForm(next);
    localStorage.setItem(kept, JSON.stringify(next));
  };
  const people = usePeople(form.person);
  const submit = async () => {
    setBusy(true);
    try {
      const made = await client.post<Ticket>('/tickets', bodyOf(form, people.find(form.person)));
      localStorage.removeItem(kept);
      await queryClient.invalidateQueries({ queryKey: ['tickets'] });
      await navigate({ to: '/inbox/$ticketId', params: { ticketId: String(made.id) }, search: { view: 'all' } });
    } catch (error) {
      if (error instanceof ProblemError && error.problem.fields?.length) setErrors(error.fields);
      else notifyProblem(error, t);
      setBusy(false);
    }
  };
  return { form, change, people, errors, busy, submit };
}

/** A ticket that somebody of the host opens for a customer: after a call, or because the host found it first. */
export function NewTicketPage() {
  const t = useT();
  const { form, change, people, errors, busy, submit } = useNewTicket();
  const { agent } = useSession();
  const known = people.find(form.person) !== undefined || addressPattern.test(form.person.trim());
  return (
    <div className={classes.page}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <h1>{t('desk.shell.new_ticket')}</h1>
        <Stack gap="sm">
          <Autocomplete
            label={t('desk.new.contact')}
            description={t('desk.new.contact_hint')}
            data={people.labels}
            value={form.person}
            onChange={(person) => change({ person })}
            filter={({ options }) => options}
            error={errors.contact ?? errors['contact.email'] ?? errors.contact_id}
            required
            autoFocus={!form.person}
          />
          <TextInput
            label={t('desk.ticket.subject')}
            value={form.subject}
            maxLength={300}
            onChange={(event) => change({ subject: event.currentTarget.value })}
            error={errors.subject}
            required
          />
          <Suspense fallback={<div className={classes.editorSpace} />}>
            <PlainEditor
              label={t('desk.new.text')}
              html={form.html}
              onChange={(html) => change({ html })}
              error={errors.body_text ?? errors.body_html}
            />
          </Suspense>
          <Properties form={form} change={change} agentId={agent.id} />
          <Group justify="flex-end" pt="xs">
            <Button type="submit" size="sm" loading={busy} disabled={!known || form.subject.trim() === '' || form.html === ''}>
              {t('desk.new.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </div>
  );
}

function Properties({ form, change, agentId }: { form: Form; change: (part: Partial<Form>) => void; agentId: number }) {
  const t = useT();
  const nameOf = useCategoryName();
  const { brands } = useSession();
  const categories = useCategories().data?.map((one) => one.key) ?? builtInCategories;
  const agents = (useAgents().data ?? []).filter((one) => one.active);
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <Select
          label={t('desk.ticket.category')}
          allowDeselect={false}
          data={categories.map((key) => ({ value: key, label: nameOf(key) }))}
          value={form.category}
          onChange={(category) => category && change({ category })}
        />
        <Select
          label={t('desk.ticket.severity')}
          allowDeselect={false}
          data={severities.map((one) => ({ value: one, label: t(`desk.severity.${one}`) }))}
          value={form.severity}
          onChange={(severity) => severity && change({ severity: severity as Severity })}
        />
        <Select
          label={t('desk.ticket.assign')}
          clearable
          clearButtonProps={{ 'aria-label': t('desk.action.clear') }}
          placeholder={t('desk.ticket.nobody')}
          data={agents.map((one) => ({
            value: String(one.id),
            label: one.id === agentId ? t('desk.ticket.me', { name: one.name }) : one.name,
          }))}
          value={form.assignee}
          onChange={(assignee) => change({ assignee })}
          searchable
        />
        {brands.length > 1 && (
          <Select
            label={t('desk.field.brand_id')}
            allowDeselect={false}
            data={brands.map((one) => ({ value: String(one.id), label: one.name }))}
            value={form.brand}
            onChange={(brand) => change({ brand })}
          />
        )}
      </SimpleGrid>
      <ChannelChoice form={form} change={change} />
    </>
  );
}

function ChannelChoice({ form, change }: { form: Form; change: (part: Partial<Form>) => void }) {
  const t = useT();
  return (
    <div>
      <div className={classes.label} id="new-channel">
        {t('desk.new.channel')}
      </div>
      <SegmentedControl
        aria-labelledby="new-channel"
        value={form.channel}
        onChange={(channel) => change({ channel })}
        data={(['phone', 'email', 'portal'] as const).map((one) => ({ value: one, label: t(`desk.channel.${one}`) }))}
      />
    </div>
  );
}

function bodyOf(form: Form, contact: Contact | undefined) {
  return {
    subject: form.subject.trim(),
    body_html: form.html,
    category: form.category,
    severity: form.severity,
    channel: form.channel,
    ...(contact ? { contact_id: contact.id } : { contact: { email: form.person.trim() } }),
    ...(form.brand && !contact ? { brand_id: Number(form.brand) } : {}),
    ...(form.assignee ? { assignee_id: Number(form.assignee) } : {}),
  };
}

function usePeople(text: string) {
  const [q] = useDebouncedValue(text.replace(/ <.*$/, '').trim(), 200);
  const found = useQuery({
    queryKey: ['contacts', 'pick', q],
    queryFn: ({ signal }) => client.get<List<Contact>>('/contacts', { q, limit: 10 }, signal),
    enabled: q.length > 1,
  });
  const contacts = found.data?.items ?? [];
  const labelOf = (one: Contact) => `${one.name} <${one.email}>`;
  return {
    labels: [...new Set(contacts.map(labelOf))],
    find: (label: string) => contacts.find((one) => labelOf(one) === label || one.email === label.trim().toLowerCase()),
  };
}
