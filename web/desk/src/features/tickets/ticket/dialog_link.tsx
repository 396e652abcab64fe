import { type LinkKind, linkKinds } from '@goodhost/shared/api.ts';
import { Select, Text } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../../../platform/i18n.tsx';
import { Dialog, type DialogProps } from './dialog.tsx';
import { TicketSearch } from './ticket_search.tsx';

export default function LinkDialog({ ticket, actions, kind, onClose }: DialogProps & { kind: 'merge' | 'link' }) {
  const t = useT();
  const [other, setOther] = useState<number | null>(null);
  const [relation, setRelation] = useState<LinkKind>('related');
  const merging = kind === 'merge';
  return (
    <Dialog
      title={t(merging ? 'desk.ticket.merge' : 'desk.ticket.link')}
      action={t(merging ? 'desk.ticket.merge_do' : 'desk.ticket.link_do')}
      disabled={other === null}
      onClose={onClose}
      onDone={() => {
        if (other === null) return;
        void (merging ? actions.merge(other) : actions.link(other, relation));
        onClose();
      }}
    >
      {merging && <Text size="sm">{t('desk.ticket.merge_hint', { number: ticket.number })}</Text>}
      <TicketSearch
        label={t(merging ? 'desk.ticket.merge_into' : 'desk.ticket.other')}
        except={ticket.id}
        contactId={ticket.contact.id}
        value={other}
        onChange={setOther}
      />
      {!merging && (
        <Select
          label={t('desk.ticket.relation')}
          allowDeselect={false}
          value={relation}
          onChange={(value) => value && setRelation(value)}
          data={linkKinds.map((one) => ({ value: one, label: t(`desk.link.${one}`) }))}
        />
      )}
    </Dialog>
  );
}
