import type { Delivery, List, Webhook } from '@goodhost/shared/api.ts';
import { Badge, Button, Code, Group, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { client } from '../../platform/client.ts';
import { useT } from '../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../platform/notify.tsx';
import { ResourcePage } from '../../platform/resource/resource_page.tsx';
import { Secret } from '../../platform/resource/secret.tsx';
import type { ResourceOf } from '../../platform/resource/spec.ts';
import { TimeText } from '../../platform/time_text.tsx';
import { useBrandOptions } from '../accounts/admin/options.ts';
import { itemsOf } from '../tickets/queries.ts';

const common = [
  'tickets.created',
  'tickets.replied',
  'tickets.status_changed',
  'tickets.assigned',
  'tickets.resolved',
  'tickets.closed',
].map((value) => ({ value, label: value }));

export default function WebhooksAdmin() {
  const t = useT();
  const brands = useBrandOptions();
  const spec: ResourceOf<Webhook, '/webhooks'> = {
    path: '/webhooks',
    queryKey: ['webhooks'],
    title: 'desk.admin.webhooks',
    description: 'desk.admin.webhooks_hint',
    idOf: (row) => row.id,
    nameOf: (row) => row.url,
    columns: [
      { name: 'url', value: (row) => row.url },
      { name: 'events', value: (row) => row.events.join(', ') || '*' },
      {
        name: 'active',
        value: (row) => (
          <Badge variant="light" color={row.active ? 'green' : 'gray'}>
            {t(row.active ? 'desk.admin.active' : 'desk.admin.inactive')}
          </Badge>
        ),
      },
    ],
    fields: [
      { name: 'url', kind: 'text', required: true },
      { name: 'events', kind: 'tags', options: common, hint: 'desk.admin.events_hint' },
      { name: 'active', kind: 'boolean', label: 'desk.admin.active', initial: true },
      { name: 'brand_id', kind: 'select', options: brands, numeric: true, only: 'create' },
    ],
    created: (row) => (row.secret ? <Secret value={row.secret} /> : null),
    extra: (row) => <Deliveries webhook={row} />,
  };
  return <ResourcePage spec={spec} />;
}

function Deliveries({ webhook }: { webhook: Webhook }) {
  const t = useT();
  const path = `/webhooks/${webhook.id}`;
  const list = useQuery({
    queryKey: ['webhooks', 'deliveries', webhook.id],
    queryFn: async () => itemsOf(await client.get<List<Delivery>>(`${path}/deliveries`)),
    // Who looks at it waits for what comes of a test or another try.
    refetchInterval: 2_000,
  });
  const act = async (to: string) => {
    try {
      await client.post(path + to);
      notifyDone(t('desk.done.sent'));
    } catch (error) {
      notifyProblem(error, t);
    }
    await list.refetch();
  };
  return (
    <Stack gap={8}>
      <Group justify="space-between">
        <Text fw={600} size="sm">
          {t('desk.admin.deliveries')}
        </Text>
        <Button variant="default" size="compact-sm" onClick={() => void act('/test')}>
          {t('desk.admin.test')}
        </Button>
      </Group>
      {list.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('desk.admin.no_deliveries')}
        </Text>
      )}
      <Table verticalSpacing={4}>
        <Table.Tbody>
          {(list.data ?? []).map((one) => (
            <DeliveryRow key={one.id} delivery={one} onResend={() => void act(`/deliveries/${one.id}/resend`)} />
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}

function DeliveryRow({ delivery, onResend }: { delivery: Delivery; onResend: () => void }) {
  const t = useT();
  const at = delivery.at ?? delivery.created_at;
  return (
    <Table.Tr>
      <Table.Td>
        <Code>{delivery.event ?? delivery.type}</Code> {at && <TimeText at={at} />}
        {delivery.error && (
          <Text size="xs" c="dimmed">
            {delivery.error}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Badge variant="light" color={/fail|dead/.test(delivery.state) ? 'red' : 'gray'}>
          {delivery.status ?? delivery.state}
        </Badge>
      </Table.Td>
      <Table.Td>
        <Button variant="subtle" size="compact-xs" onClick={onResend}>
          {t('desk.admin.resend')}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
