import { type Affected, type List, type Server, serverKinds, serverStatuses } from '@goodhost/shared/api.ts';
import { Badge, Button, SegmentedControl, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceOf } from '../../../platform/resource/spec.ts';
import { State } from '../../tickets/context/services_part.tsx';
import { ServerTree } from './server_tree.tsx';

export function useServers() {
  return useQuery({
    queryKey: ['servers', 'all'],
    queryFn: async () => (await client.get<List<Server>>('/servers', { limit: 500 })).items,
    staleTime: 60_000,
  });
}

export function ServersAdmin() {
  const t = useT();
  const [shape, setShape] = useState<'list' | 'tree'>('list');
  const servers = useServers().data ?? [];
  const nameOf = (id: number) => servers.find((one) => one.id === id)?.name ?? String(id);
  const spec: ResourceOf<Server, '/servers'> = {
    path: '/servers',
    permission: 'hosting.edit',
    queryKey: ['servers'],
    title: 'desk.admin.servers',
    description: 'desk.admin.servers_hint',
    search: 'local',
    idOf: (row) => row.id,
    nameOf: (row) => row.name,
    columns: [
      { name: 'name', value: (row) => row.name },
      { name: 'kind', value: (row) => t(`desk.server.${row.kind}`) },
      { name: 'status', value: (row) => <State status={row.status} /> },
      { name: 'address', value: (row) => row.address },
      { name: 'depends_on', value: (row) => row.depends_on.map(nameOf).join(', ') },
    ],
    fields: [
      { name: 'name', kind: 'text', required: true },
      {
        name: 'kind',
        kind: 'select',
        required: true,
        initial: 'server',
        options: serverKinds.map((one) => ({ value: one, label: t(`desk.server.${one}`) })),
      },
      {
        name: 'status',
        kind: 'select',
        required: true,
        initial: 'up',
        options: serverStatuses.map((one) => ({ value: one, label: t(`desk.state.${one}`) })),
      },
      { name: 'address', kind: 'text' },
      { name: 'external_id', kind: 'text', only: 'create' },
      { name: 'depends_on', kind: 'multi', numeric: true, options: servers.map((one) => ({ value: String(one.id), label: one.name })) },
    ],
    extra: (row) => <AffectedList server={row} />,
  };
  const toggle = (
    <SegmentedControl
      size="xs"
      aria-label={t('desk.admin.shape')}
      value={shape}
      onChange={setShape}
      data={[
        { value: 'list' as const, label: t('desk.admin.as_list') },
        { value: 'tree' as const, label: t('desk.admin.as_tree') },
      ]}
    />
  );
  return shape === 'tree' ? <ServerTree servers={servers} toolbar={toggle} /> : <ResourcePage spec={spec} toolbar={toggle} />;
}

/** From a server to everything and everybody that its trouble reaches. */
export function AffectedList({ server }: { server: Server }) {
  const t = useT();
  const [asked, setAsked] = useState(false);
  const found = useQuery({
    queryKey: ['servers', 'affected', server.id],
    queryFn: () => client.get<Affected>(`/servers/${server.id}/affected`),
    enabled: asked,
  });
  if (!asked) {
    return (
      <Button variant="default" onClick={() => setAsked(true)}>
        {t('desk.admin.affected')}
      </Button>
    );
  }
  if (!found.data) return <Text size="sm">{t('desk.state.loading')}</Text>;
  const { counts } = found.data;
  const parts = (['servers', 'services', 'sites', 'customers', 'contacts'] as const).map((key) => ({
    key,
    count: counts[key] ?? found.data[key].length,
  }));
  return (
    <Stack gap={8}>
      <Text size="sm" fw={600}>
        {t('desk.admin.affected')}
      </Text>
      <div>
        {parts.map((one) => (
          <Badge key={one.key} variant="light" color="gray" mr={6} mb={6}>
            {t(`desk.affected.${one.key}`, { count: one.count })}
          </Badge>
        ))}
      </div>
      <Text size="sm">
        {found.data.customers
          .slice(0, 30)
          .map((one) => one.name)
          .join(', ')}
      </Text>
    </Stack>
  );
}
