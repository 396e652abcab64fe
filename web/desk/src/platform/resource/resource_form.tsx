import { ProblemError } from '@goodhost/shared/http.ts';
import { Alert, Button, Drawer, Group, Stack } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { client } from '../client.ts';
import { useT } from '../i18n.tsx';
import { notifyDone, problemText } from '../notify.tsx';
import { useMayChange } from '../session.tsx';
import { FormField } from './form_field.tsx';
import type { ResourceSpec } from './spec.ts';
import { changedOf, type Form, formOf } from './values.ts';

interface FormProps<Row> {
  spec: ResourceSpec<Row>;
  row: Row | null;
  onClose: () => void;
  onSaved: (row: Row, made: boolean) => void;
}

function useResourceForm<Row>({ spec, row, onSaved }: FormProps<Row>) {
  const t = useT();
  const fields = spec.fields.filter((field) => !field.only || field.only === (row ? 'edit' : 'create'));
  const [start] = useState<Form>(() => formOf(fields, row as Form | null));
  const [form, setForm] = useState<Form>(start);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const path = row ? `${spec.path}/${spec.idOf(row)}` : spec.path;
  const attempt = async (run: () => Promise<Row>, done: string) => {
    setBusy(true);
    try {
      onSaved(await run(), row === null);
      notifyDone(done);
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  const send = () =>
    row ? client.patch<Row>(path, changedOf(fields, start, form)) : client.post<Row>(path, changedOf(fields, null, form));
  const save = () => attempt(send, t('desk.done.saved'));
  const remove = () => attempt(() => client.delete(path), t('desk.done.deleted'));
  return { fields, form, setForm, problem, busy, save, remove };
}

export function ResourceForm<Row>(props: FormProps<Row>) {
  const { spec, row, onClose, onSaved } = props;
  const t = useT();
  const { fields, form, setForm, problem, busy, save, remove } = useResourceForm(props);
  const byField = problem instanceof ProblemError ? problem.fields : {};
  const mayChange = useMayChange(spec.permission);
  const deletable = row !== null && mayChange && (typeof spec.mayDelete === 'function' ? spec.mayDelete(row) : spec.mayDelete !== false);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={480}
      title={row ? spec.nameOf(row) : `${t('desk.action.new')}: ${t(spec.title)}`}
      closeButtonProps={{ 'aria-label': t('desk.action.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="sm">
          {problem !== null && (
            <Alert color="red" role="alert">
              {problemText(problem, t)}
            </Alert>
          )}
          {fields.map((field, index) => (
            <FormField
              key={field.name}
              field={field}
              form={form}
              focus={index === 0}
              error={byField[field.name]}
              onChange={(value) => setForm({ ...form, [field.name]: value })}
            />
          ))}
          {row && spec.extra?.(row, () => onSaved(row, false))}
          <Group justify="space-between" pt="xs">
            {deletable ? <DeleteButton onDelete={() => void remove()} /> : <span />}
            {fields.length > 0 && mayChange && (
              <Button type="submit" size="sm" loading={busy}>
                {t('desk.action.save')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
      {row && spec.below?.(row, () => onSaved(row, false))}
    </Drawer>
  );
}

/** Asks once more in its own place, instead of in another window. */
export function DeleteButton({ onDelete }: { onDelete: () => void }) {
  const t = useT();
  const [sure, setSure] = useState(false);
  return (
    <Button
      variant={sure ? 'filled' : 'subtle'}
      color="red"
      size="sm"
      leftSection={<IconTrash size={14} aria-hidden />}
      onBlur={() => setSure(false)}
      onClick={() => (sure ? onDelete() : setSure(true))}
    >
      {t(sure ? 'desk.action.delete_sure' : 'desk.action.delete')}
    </Button>
  );
}
