import { Alert, Button, Stack, Table, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { problemText } from '../../../platform/notify.tsx';
import type { PolicyPreview } from '../queries.ts';
import classes from '../report/report.module.css';

/** What the policy in the form, saved or not, would have made of the last month's tickets. */
export function Preview({ id, form }: { id: number | null; form: Record<string, unknown> }) {
  const t = useT();
  const { id: _, ...policy } = form;
  const preview = useMutation({
    mutationFn: () => client.post<PolicyPreview>('/promise_previews', { policies: [{ ...policy, policy_id: id }] }),
  });
  return (
    <Stack gap="xs">
      <Button variant="default" loading={preview.isPending} onClick={() => preview.mutate()}>
        {t('desk.preview.show')}
      </Button>
      <div aria-live="polite">
        {preview.error ? (
          <Alert color="red" role="alert">
            {problemText(preview.error, t)}
          </Alert>
        ) : (
          preview.data && <Found preview={preview.data} />
        )}
      </div>
    </Stack>
  );
}

function Found({ preview }: { preview: PolicyPreview }) {
  const t = useT();
  return (
    <Stack gap="xs">
      <Text size="sm">
        {t('desk.preview.looked_at', { count: preview.tickets })} {preview.older_left_out && t('desk.preview.older_left_out')}
      </Text>
      <Table aria-label={t('desk.preview.show')} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('desk.report.kind')}</Table.Th>
            <Table.Th>{t('desk.preview.now')}</Table.Th>
            <Table.Th>{t('desk.preview.planned')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {preview.kinds.map(({ kind, now, planned }) => (
            <Table.Tr key={kind}>
              <Table.Td>{t(`desk.promise.${kind as 'report'}`)}</Table.Td>
              <Table.Td>{t('desk.preview.cell', { kept: now.kept, broken: now.broken })}</Table.Td>
              <Table.Td fw={now.broken === planned.broken && now.kept === planned.kept ? undefined : 600}>
                {t('desk.preview.cell', { kept: planned.kept, broken: planned.broken })}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="sm" fw={550}>
        {preview.differences === 0 ? t('desk.preview.same') : t('desk.preview.differences', { count: preview.differences })}
      </Text>
      {preview.items.length > 0 && <Differences preview={preview} />}
    </Stack>
  );
}

function Differences({ preview }: { preview: PolicyPreview }) {
  const t = useT();
  const came = (kept: boolean | null | undefined) =>
    kept == null ? t('desk.preview.not_due') : t(kept ? 'desk.promise.course.kept' : 'desk.promise.course.broken');
  return (
    <ol className={classes.outcomes}>
      {preview.items.map((item) => (
        <li key={`${item.ticket_id}${item.kind}${item.due_now}${item.due_planned}`}>
          <Link className={classes.outcome} to="/inbox/$ticketId" params={{ ticketId: String(item.ticket_id) }} search={{ view: 'all' }}>
            <b className={classes.subject}>
              #{item.ticket_id} {item.subject}
            </b>
            <Text size="xs">
              {t(`desk.promise.${item.kind as 'report'}`)}:{' '}
              {t('desk.preview.becomes', { now: came(item.kept_now), planned: came(item.kept_planned) })}
            </Text>
          </Link>
        </li>
      ))}
    </ol>
  );
}
