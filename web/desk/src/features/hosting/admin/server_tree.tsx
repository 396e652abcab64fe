import type { Server } from '@goodhost/shared/api.ts';
import { Group, Text, Tree, type TreeNodeData, useTree } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from '../../../platform/i18n.tsx';
import resource from '../../../platform/resource/resource.module.css';
import { AdminHeader } from '../../../platform/resource/resource_page.tsx';
import { EmptyView } from '../../../platform/states.tsx';
import { State } from '../../tickets/context/services_part.tsx';

/** What depends on what, from the places and networks down. A server that depends on two things stands under both. */
export function treeOf(servers: Server[]): TreeNodeData[] {
  const children = new Map<number, Server[]>();
  for (const server of servers) for (const parent of server.depends_on) children.set(parent, [...(children.get(parent) ?? []), server]);
  const node = (server: Server, path: string, above: ReadonlySet<number>): TreeNodeData => {
    const value = `${path}/${server.id}`;
    const below = above.has(server.id) ? [] : (children.get(server.id) ?? []);
    const seen = new Set([...above, server.id]);
    return {
      value,
      label: server.name,
      nodeProps: { server },
      ...(below.length > 0 ? { children: below.map((one) => node(one, value, seen)) } : {}),
    };
  };
  return servers.filter((server) => server.depends_on.length === 0).map((server) => node(server, '', new Set()));
}

export function ServerTree({ servers, toolbar }: { servers: Server[]; toolbar: ReactNode }) {
  const t = useT();
  const tree = useTree({ multiple: false });
  return (
    <div className={resource.page}>
      <AdminHeader title="desk.admin.servers" description="desk.admin.servers_hint">
        {toolbar}
      </AdminHeader>
      {servers.length === 0 ? (
        <EmptyView title={t('desk.admin.empty')} />
      ) : (
        <Tree
          data={treeOf(servers)}
          tree={tree}
          levelOffset={24}
          renderNode={({ node, expanded, hasChildren, elementProps }) => {
            const { server } = node.nodeProps as unknown as { server: Server };
            return (
              <Group {...elementProps} gap={8} py={4} wrap="nowrap">
                {hasChildren ? (
                  expanded ? (
                    <IconChevronDown size={14} aria-hidden />
                  ) : (
                    <IconChevronRight size={14} aria-hidden />
                  )
                ) : (
                  <span style={{ width: 14 }} />
                )}
                <Text size="sm" fw={550}>
                  {node.label}
                </Text>
                <Text size="xs" c="dimmed">
                  {t(`desk.server.${server.kind}`)}
                </Text>
                <State status={server.status} />
              </Group>
            );
          }}
        />
      )}
    </div>
  );
}
