import type { MailPreview, MailText } from '@goodhost/shared/api.ts';
import { ProblemError } from '@goodhost/shared/http.ts';
import { Badge, Button, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { client, queryClient } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../../platform/notify.tsx';
import { useAgentOptions } from '../../accounts/admin/options.ts';

interface EditorProps {
  text: MailText;
  brand: number;
  /** Whose letter it is; nobody: of who looks at it. */
  agent?: number;
}

function useEditor({ text, brand, agent }: EditorProps) {
  const t = useT();
  const [form, setForm] = useState({ subject: text.subject, body: text.body });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [preview, setPreview] = useState<MailPreview | null>(null);
  const path = `/mail_texts/${text.kind}`;
  const input = { brand_id: brand, locale: text.locale, ...form, ...(agent ? { agent_id: agent } : {}) };
  const attempt = async (act: () => Promise<unknown>) => {
    setErrors({});
    try {
      await act();
    } catch (error) {
      if (error instanceof ProblemError && Object.keys(error.fields).length > 0) setErrors(error.fields);
      else notifyProblem(error, t);
    }
  };
  const renew = async (done: string) => {
    notifyDone(t(done as 'desk.done.saved'));
    await queryClient.invalidateQueries({ queryKey: ['mail_texts'] });
  };
  return {
    form,
    setForm,
    errors,
    preview,
    save: () => attempt(async () => client.put(path, input).then(() => renew('desk.done.saved'))),
    reset: () => attempt(async () => client.delete(path, { brand_id: brand, locale: text.locale }).then(() => renew('desk.done.saved'))),
    look: () => attempt(async () => setPreview(await client.post<MailPreview>(`${path}/previews`, input))),
    send: () => attempt(async () => client.post(`${path}/samples`, input).then(() => notifyDone(t('desk.done.sent')))),
  };
}

/** What stands around an agent's own words: nothing here is to be changed. */
export function LetterPreview(props: EditorProps) {
  const t = useT();
  const agents = useAgentOptions();
  const [agent, setAgent] = useState<string | null>(null);
  const { preview, look, send } = useEditor({ ...props, ...(agent ? { agent: Number(agent) } : {}) });
  return (
    <Stack gap="sm" style={{ flex: '1 1 420px', minWidth: 0 }}>
      <Text size="sm">{t('desk.admin.letter_hint')}</Text>
      <Select label={t('desk.admin.letter_of')} data={agents} value={agent} onChange={setAgent} clearable searchable />
      <Group gap="xs">
        <Button size="sm" variant="default" onClick={() => void look()}>
          {t('desk.admin.preview')}
        </Button>
        <Button size="sm" variant="default" onClick={() => void send()}>
          {t('desk.admin.send_sample')}
        </Button>
      </Group>
      {preview && <Preview preview={preview} />}
    </Stack>
  );
}

/** One mail's words, with what may stand in them and how it will look. */
export function MailTextEditor(props: EditorProps) {
  const { text } = props;
  const t = useT();
  const { form, setForm, errors, preview, save, reset, look, send } = useEditor(props);
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (name: string) => {
    const at = area.current?.selectionStart ?? form.body.length;
    setForm({ ...form, body: `${form.body.slice(0, at)}{{${name}}}${form.body.slice(at)}` });
    area.current?.focus();
  };
  return (
    <Stack gap="sm" style={{ flex: '1 1 420px', minWidth: 0 }}>
      {!text.fixed_subject && (
        <TextInput
          label={t('desk.field.subject')}
          value={form.subject}
          error={errors.subject}
          onChange={(event) => setForm({ ...form, subject: event.currentTarget.value })}
        />
      )}
      <Textarea
        ref={area}
        label={t('desk.field.texts')}
        autosize
        minRows={8}
        value={form.body}
        error={errors.body}
        onChange={(event) => setForm({ ...form, body: event.currentTarget.value })}
      />
      <Variables text={text} onInsert={insert} />
      <Group gap="xs">
        <Button size="sm" onClick={() => void save()}>
          {t('desk.action.save')}
        </Button>
        <Button size="sm" variant="default" onClick={() => void look()}>
          {t('desk.admin.preview')}
        </Button>
        <Button size="sm" variant="default" onClick={() => void send()}>
          {t('desk.admin.send_sample')}
        </Button>
        {text.changed && (
          <Button size="sm" variant="subtle" color="red" onClick={() => void reset()}>
            {t('desk.admin.standard_text')}
          </Button>
        )}
      </Group>
      {preview && <Preview preview={preview} />}
    </Stack>
  );
}

function Variables({ text, onInsert }: { text: MailText; onInsert: (name: string) => void }) {
  const t = useT();
  return (
    <Group gap={6} aria-label={t('desk.admin.variables')} role="group">
      {text.variables.map((one) => (
        <Badge
          key={one.name}
          component="button"
          variant={one.required ? 'filled' : 'light'}
          tt="none"
          style={{ cursor: 'pointer' }}
          title={one.sample}
          onClick={() => onInsert(one.name)}
        >
          {`{{${one.name}}}`}
        </Badge>
      ))}
    </Group>
  );
}

function Preview({ preview }: { preview: MailPreview }) {
  const t = useT();
  return (
    <Stack gap={4}>
      <Text fw={600} size="sm">
        {preview.subject}
      </Text>
      <iframe
        title={t('desk.ticket.mail_content')}
        sandbox=""
        srcDoc={preview.html}
        style={{ width: '100%', height: 460, border: '1px solid var(--desk-line)', borderRadius: 6, background: '#fff' }}
      />
    </Stack>
  );
}
