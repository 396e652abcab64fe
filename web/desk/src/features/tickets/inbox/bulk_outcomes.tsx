import type { BulkOutcome, TicketRow } from '@goodhost/shared/api.ts';
import { Modal, Stack, Table, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useT } from '../../../platform/i18n.tsx';

/** What became of each ticket, when not all went well: the failures first. */
export function BulkOutcomes({ outcomes, rows, onClose }: { outcomes: BulkOutcome[]; rows: TicketRow[]; onClose: () => void }) {
  const t = useT();
  const failed = outcomes.filter((one) => !one.ok);
  const sorted = [...failed, ...outcomes.filter((one) => one.ok)];
  return (
    <Modal opened onClose={onClose} size="lg" title={t('desk.bulk.outcome')} closeButtonProps={{ 'aria-label': t('desk.action.close') }}>
      <Stack>
        <Text size="sm">{t('desk.bulk.outcome_text', { done: outcomes.length - failed.length, failed: failed.length })}</Text>
        <Table verticalSpacing={6}>
          <Table.Tbody>
            {sorted.map((one) => (
              <Table.Tr key={one.ticket_id}>
                <Table.Td w={28}>
                  {one.ok ? (
                    <IconCheck size={16} aria-hidden />
                  ) : (
                    <IconAlertTriangle size={16} aria-hidden color="var(--mantine-color-red-6)" />
                  )}
                </Table.Td>
                <Table.Td w={70} className="tabular">
                  #{one.ticket_id}
                </Table.Td>
                <Table.Td>
                  {rows.find((row) => row.id === one.ticket_id)?.subject}
                  <Text size="sm" c={one.ok ? 'dimmed' : 'red'}>
                    {one.ok ? t('desk.bulk.ok') : one.message || one.code}
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Stack>
    </Modal>
  );
}
