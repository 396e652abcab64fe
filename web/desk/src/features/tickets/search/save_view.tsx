import type { View } from '@goodhost/shared/api.ts';
import { Checkbox, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { client, queryClient } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyProblem } from '../../../platform/notify.tsx';
import { ticketKeys } from '../queries.ts';
import { Dialog } from '../ticket/dialog.tsx';

interface SaveViewProps {
  query: string;
  /** The one to change; without it a new one is made. */
  view?: View;
  onClose: () => void;
}

export default function SaveView({ query, view, onClose }: SaveViewProps) {
  const t = useT();
  const navigate = useNavigate();
  const [form, setForm] = useState({ name: view?.name ?? '', query, shared: view?.shared ?? false });
  const save = async () => {
    try {
      const body = { ...form, name: form.name.trim(), query: form.query.trim() };
      const saved = await (view ? client.patch<View>(`/views/${view.key}`, body) : client.post<View>('/views', { ...body, sort: 'owed' }));
      await queryClient.invalidateQueries({ queryKey: ticketKeys.views });
      if (view) await queryClient.resetQueries({ queryKey: ticketKeys.lists });
      onClose();
      await navigate({ to: '/inbox', search: { view: saved.key } });
    } catch (error) {
      notifyProblem(error, t);
    }
  };
  return (
    <Dialog
      title={view ? t('desk.inbox.edit_view', { name: view.name }) : t('desk.search.save')}
      action={t('desk.action.save')}
      disabled={form.name.trim() === '' || form.query.trim() === ''}
      onClose={onClose}
      onDone={() => void save()}
    >
      <TextInput
        data-autofocus
        label={t('desk.search.view_name')}
        value={form.name}
        onChange={(event) => setForm({ ...form, name: event.currentTarget.value })}
        required
        maxLength={80}
      />
      <TextInput
        label={t('desk.search.view_query')}
        value={form.query}
        onChange={(event) => setForm({ ...form, query: event.currentTarget.value })}
        spellCheck={false}
        required
        maxLength={1000}
      />
      <Checkbox
        label={t('desk.search.view_shared')}
        checked={form.shared}
        onChange={(event) => setForm({ ...form, shared: event.currentTarget.checked })}
      />
    </Dialog>
  );
}
