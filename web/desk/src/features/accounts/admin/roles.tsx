import type { List, Role } from '@goodhost/shared/api.ts';
import { Badge, Button, Checkbox, Group, Table, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, queryClient } from '../../../platform/client.ts';
import { useT, useWords } from '../../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../../platform/notify.tsx';
import resource from '../../../platform/resource/resource.module.css';
import { DeleteButton } from '../../../platform/resource/resource_form.tsx';
import { AdminHeader } from '../../../platform/resource/resource_page.tsx';
import { ErrorView, SkeletonRows } from '../../../platform/states.tsx';
import { itemsOf } from '../../tickets/queries.ts';
import { useRoles } from '../queries.ts';
import classes from './roles.module.css';

/** Who may do what, as one table: a row for each permission, a column for each role. */
export function RolesAdmin() {
  const { t, tOr } = useWords();
  const roles = useRoles();
  const permissions = useQuery({
    queryKey: ['permissions'],
    queryFn: async () => itemsOf(await client.get<List<string>>('/permissions')),
  });
  if (roles.isPending || permissions.isPending) return <SkeletonRows />;
  if (!roles.data || !permissions.data) return <ErrorView error={roles.error ?? permissions.error} retry={() => void roles.refetch()} />;
  return (
    <div className={resource.page}>
      <AdminHeader title="desk.admin.roles" description="desk.admin.roles_hint">
        <NewRole />
      </AdminHeader>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard */}
      <section className={resource.tableBox} tabIndex={0} aria-label={t('desk.admin.roles')}>
        <Table className={`${resource.table} ${classes.matrix}`} verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('desk.admin.permission')}</Table.Th>
              {roles.data.map((role) => (
                <Table.Th key={role.id} className={classes.role}>
                  <RoleHead role={role} />
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {permissions.data.map((permission) => (
              <Table.Tr key={permission}>
                <Table.Th scope="row" className={classes.permission}>
                  {tOr(`desk.permission.${permission}`, permission)}
                  <small>{permission}</small>
                </Table.Th>
                {roles.data.map((role) => (
                  <Table.Td key={role.id} className={classes.cell}>
                    <Cell role={role} permission={permission} />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </div>
  );
}

function RoleHead({ role }: { role: Role }) {
  const t = useT();
  const remove = () => client.delete(`/roles/${role.id}`).then(changed, (error: unknown) => notifyProblem(error, t));
  return (
    <>
      {role.name}
      {role.builtin ? (
        <Badge size="xs" variant="light" color="gray" ml={6}>
          {t('desk.admin.builtin')}
        </Badge>
      ) : (
        <DeleteButton onDelete={() => void remove()} />
      )}
    </>
  );
}

const changed = () => queryClient.invalidateQueries({ queryKey: ['roles'] });

/** One after the other, each with all that was ticked so far: two quick clicks must not undo one another. */
function useToggle(role: Role, permission: string) {
  const t = useT();
  return useMutation({
    mutationKey: ['roles'],
    scope: { id: 'roles' },
    onMutate: () =>
      queryClient.setQueryData<Role[]>(['roles'], (all) => all?.map((one) => (one.id === role.id ? toggled(one, permission) : one))),
    mutationFn: () => {
      const now = queryClient.getQueryData<Role[]>(['roles'])?.find((one) => one.id === role.id) ?? role;
      return client.patch(`/roles/${role.id}`, { permissions: now.permissions });
    },
    onError: (error) => notifyProblem(error, t),
    onSettled: () => (queryClient.isMutating({ mutationKey: ['roles'] }) === 1 ? changed() : undefined),
  });
}

function toggled(role: Role, permission: string): Role {
  const has = role.permissions.includes(permission);
  return { ...role, permissions: has ? role.permissions.filter((one) => one !== permission) : [...role.permissions, permission] };
}

function Cell({ role, permission }: { role: Role; permission: string }) {
  const toggle = useToggle(role, permission);
  const has = role.permissions.includes(permission) || role.permissions.includes('*');
  return (
    <Checkbox size="xs" checked={has} disabled={role.builtin} aria-label={`${role.name}: ${permission}`} onChange={() => toggle.mutate()} />
  );
}

function NewRole() {
  const t = useT();
  const [name, setName] = useState('');
  const create = async () => {
    try {
      await client.post('/roles', { name: name.trim(), permissions: [] });
      setName('');
      notifyDone(t('desk.done.saved'));
      await changed();
    } catch (error) {
      notifyProblem(error, t);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <Group gap={8}>
        <TextInput
          size="xs"
          aria-label={t('desk.admin.role_name')}
          placeholder={t('desk.admin.role_name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={name.trim() === ''} leftSection={<IconPlus size={14} aria-hidden />}>
          {t('desk.action.new')}
        </Button>
      </Group>
    </form>
  );
}
