import type { View } from '@goodhost/shared/api.ts';
import { Checkbox, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { client, queryClient } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyProblem } from '../../../platform/notify.tsx';
import { ticketKeys } from '../queries.ts';
import { Dialog } from '../ticket/dialog.tsx';

export function SaveView({ query, onClose }: { query: string; onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = async () => {
    try {
      const made = await client.post<View>('/views', { name: name.trim(), query, sort: 'owed', shared });
      await queryClient.invalidateQueries({ queryKey: ticketKeys.views });
      await navigate({ to: '/inbox', search: { view: made.key } });
    } catch (error) {
      notifyProblem(error, t);
    }
  };
  return (
    <Dialog title={t('desk.search.save')} action={t('desk.action.save')} disabled={name.trim() === ''} onClose={onClose} onDone={save}>
      <TextInput
        data-autofocus
        label={t('desk.search.view_name')}
        description={query}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        required
        maxLength={80}
      />
      <Checkbox label={t('desk.search.view_shared')} checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} />
    </Dialog>
  );
}
