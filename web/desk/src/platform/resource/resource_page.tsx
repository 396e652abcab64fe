import type { List } from '@goodhost/shared/api.ts';
import { ActionIcon, Button, Modal, Table, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPencil, IconPlus, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { client, queryClient } from '../client.ts';
import { type MessageKey, useT } from '../i18n.tsx';
import { notifyProblem } from '../notify.tsx';
import { useMayChange } from '../session.tsx';
import { EmptyView, ErrorView, SkeletonRows } from '../states.tsx';
import classes from './resource.module.css';
import { ResourceForm } from './resource_form.tsx';
import type { ResourceSpec } from './spec.ts';

export function AdminHeader({ title, description, children }: { title: MessageKey; description: MessageKey; children?: ReactNode }) {
  const t = useT();
  return (
    <header className={classes.header}>
      <div>
        <h1>{t(title)}</h1>
        <p>{t(description)}</p>
      </div>
      <div className={classes.headerActions}>{children}</div>
    </header>
  );
}

export function ResourcePage<Row>({ spec, toolbar }: { spec: ResourceSpec<Row>; toolbar?: ReactNode }) {
  const t = useT();
  const mayChange = useMayChange(spec.permission);
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 200);
  const [edited, setEdited] = useState<Row | 'new' | null>(null);
  const [shown, setShown] = useState<ReactNode>(null);
  const edit = (row: Row) => {
    if (!spec.whole) return setEdited(row);
    client.get<Row>(`${spec.path}/${spec.idOf(row)}`).then(setEdited, (error: unknown) => notifyProblem(error, t));
  };
  const refresh = () => void queryClient.invalidateQueries({ queryKey: spec.queryKey });
  return (
    <div className={classes.page}>
      <AdminHeader title={spec.title} description={spec.description}>
        {spec.search && (
          <TextInput
            size="xs"
            aria-label={t('desk.search.do')}
            placeholder={t('desk.search.do')}
            leftSection={<IconSearch size={14} aria-hidden />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        {toolbar}
        {spec.mayCreate !== false && mayChange && (
          <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setEdited('new')}>
            {t('desk.action.new')}
          </Button>
        )}
      </AdminHeader>
      <Rows spec={spec} q={q} onEdit={edit} refresh={refresh} />
      {edited !== null && (
        <ResourceForm
          spec={spec}
          row={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
          onSaved={(row, made) => {
            refresh();
            setEdited(null);
            if (made) setShown(spec.created?.(row) ?? null);
          }}
        />
      )}
      <Modal
        opened={shown !== null}
        onClose={() => setShown(null)}
        title={t('desk.admin.created')}
        closeButtonProps={{ 'aria-label': t('desk.action.close') }}
      >
        {shown}
      </Modal>
    </div>
  );
}

interface RowsProps<Row> {
  spec: ResourceSpec<Row>;
  q: string;
  onEdit: (row: Row) => void;
  refresh: () => void;
}

function Rows<Row>({ spec, q, onEdit, refresh }: RowsProps<Row>) {
  const t = useT();
  const list = useInfiniteQuery({
    queryKey: [...spec.queryKey, 'admin', spec.search === 'server' ? q : '', spec.query],
    queryFn: async ({ pageParam, signal }): Promise<List<Row>> => {
      const answer = await client.get<List<Row> | Row[]>(
        spec.path,
        { ...spec.query, q: spec.search === 'server' && q ? q : undefined, cursor: pageParam },
        signal,
      );
      const page = Array.isArray(answer) ? { items: answer, next_cursor: null } : answer;
      return spec.complete ? { ...page, items: await spec.complete(page.items, signal) } : page;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor ?? null,
  });
  if (list.isPending) return <SkeletonRows />;
  if (!list.data) return <ErrorView error={list.error} retry={() => void list.refetch()} />;
  const rows = list.data.pages.flatMap((page) => page.items).filter((row) => spec.search !== 'local' || holds(row, q));
  if (rows.length === 0)
    return (
      <EmptyView title={t(q ? 'desk.search.nothing' : 'desk.admin.empty')}>
        {q ? t('desk.search.nothing_hint') : t(spec.description)}
      </EmptyView>
    );
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard */}
      <section className={classes.tableBox} tabIndex={0} aria-label={t(spec.title)}>
        <Table highlightOnHover verticalSpacing={8} horizontalSpacing="md" className={`${classes.table} ${classes.records}`}>
          <Heading spec={spec} />
          <Table.Tbody>
            {rows.map((row) => (
              <Line key={spec.idOf(row)} spec={spec} row={row} onEdit={onEdit} refresh={refresh} />
            ))}
          </Table.Tbody>
        </Table>
      </section>
      {list.hasNextPage && (
        <Button variant="default" mt="md" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('desk.action.load_more')}
        </Button>
      )}
    </>
  );
}

/** Whether a record holds all of the words somewhere. */
export function holds(row: unknown, q: string): boolean {
  const text = JSON.stringify(row).toLocaleLowerCase();
  return q
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function Line<Row>({ spec, row, onEdit, refresh }: Omit<RowsProps<Row>, 'q'> & { row: Row }) {
  const t = useT();
  const editable = !spec.ownName && (spec.extra !== undefined || spec.fields.some((field) => field.only !== 'create'));
  return (
    <Table.Tr>
      {spec.columns.map((column, index) => (
        <Table.Td
          key={column.name}
          className={column.numeric ? classes.numeric : undefined}
          data-label={t(`desk.field.${column.name}` as MessageKey)}
        >
          {index === 0 && editable ? (
            <UnstyledButton className={classes.name} onClick={() => onEdit(row)}>
              {column.value(row)}
            </UnstyledButton>
          ) : (
            column.value(row)
          )}
        </Table.Td>
      ))}
      {(spec.rowActions || spec.ownName) && (
        <Table.Td className={classes.actions}>
          {spec.ownName && (
            <ActionIcon aria-label={`${t('desk.action.edit')}: ${spec.nameOf(row)}`} onClick={() => onEdit(row)}>
              <IconPencil size={15} aria-hidden />
            </ActionIcon>
          )}
          {spec.rowActions?.(row, refresh)}
        </Table.Td>
      )}
    </Table.Tr>
  );
}

function Heading<Row>({ spec }: { spec: ResourceSpec<Row> }) {
  const t = useT();
  return (
    <Table.Thead>
      <Table.Tr>
        {spec.columns.map((column) => (
          <Table.Th key={column.name} className={column.numeric ? classes.numeric : undefined}>
            {t(`desk.field.${column.name}` as MessageKey)}
          </Table.Th>
        ))}
        {(spec.rowActions || spec.ownName) && (
          <Table.Th>
            <span className="visually-hidden">{t('desk.action.more')}</span>
          </Table.Th>
        )}
      </Table.Tr>
    </Table.Thead>
  );
}
