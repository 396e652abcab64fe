import { MultiSelect, TagsInput } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../../../platform/i18n.tsx';
import { useAgents } from '../../accounts/queries.ts';
import { Dialog, type DialogProps } from './dialog.tsx';

export default function PeopleDialog({ kind, ...props }: DialogProps & { kind: 'cc' | 'followers' }) {
  return kind === 'cc' ? <Cc {...props} /> : <Followers {...props} />;
}

export const addressPattern = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;

function Cc({ ticket, actions, onClose }: DialogProps) {
  const t = useT();
  const [addresses, setAddresses] = useState(ticket.cc.map((one) => one.email));
  const wrong = addresses.find((one) => !addressPattern.test(one));
  const named = (email: string) => ticket.cc.find((one) => one.email === email) ?? { email, name: '' };
  return (
    <Dialog
      title={t('desk.ticket.cc')}
      action={t('desk.action.save')}
      disabled={wrong !== undefined}
      onClose={onClose}
      onDone={() => {
        void actions.setCc(addresses.map(named));
        onClose();
      }}
    >
      <TagsInput
        data-autofocus
        label={t('desk.composer.cc')}
        description={t('desk.ticket.cc_hint')}
        value={addresses}
        onChange={setAddresses}
        acceptValueOnBlur
        splitChars={[',', ' ', ';']}
        error={wrong && t('desk.problem.address', { address: wrong })}
      />
    </Dialog>
  );
}

function Followers({ ticket, actions, onClose }: DialogProps) {
  const t = useT();
  const agents = useAgents().data ?? [];
  const [chosen, setChosen] = useState(ticket.followers.map((one) => String(one.id)));
  return (
    <Dialog
      title={t('desk.ticket.followers')}
      action={t('desk.action.save')}
      onClose={onClose}
      onDone={() => {
        void actions.setFollowers(agents.filter((one) => chosen.includes(String(one.id))).map(({ id, name }) => ({ id, name })));
        onClose();
      }}
    >
      <MultiSelect
        data-autofocus
        searchable
        label={t('desk.ticket.followers')}
        description={t('desk.ticket.followers_hint')}
        data={agents.filter((one) => one.active).map((one) => ({ value: String(one.id), label: one.name }))}
        value={chosen}
        onChange={setChosen}
      />
    </Dialog>
  );
}
