import { Table, UnstyledButton } from '@mantine/core';
import { type MessageKey, useT } from '../../../platform/i18n.tsx';
import classes from './search.module.css';

const examples: { query: string; means: MessageKey }[] = [
  { query: '"certificate expired"', means: 'desk.search.help_phrase' },
  { query: 'wordpress -plugin', means: 'desk.search.help_not' },
  { query: 'is:unanswered severity:critical', means: 'desk.search.help_unanswered' },
  { query: 'assignee:me status:open', means: 'desk.search.help_mine' },
  { query: 'assignee:none team:support', means: 'desk.search.help_nobody' },
  { query: 'customer:acme updated:<7d', means: 'desk.search.help_customer' },
  { query: 'category:billing tag:refund', means: 'desk.search.help_tag' },
  { query: 'server:fra-12 is:unread', means: 'desk.search.help_server' },
  { query: 'has:attachment channel:email', means: 'desk.search.help_attachment' },
  { query: 'created:>2026-01-01 tier:vps', means: 'desk.search.help_created' },
  { query: '#1042', means: 'desk.search.help_number' },
];

export function SearchHelp({ onExample }: { onExample: (query: string) => void }) {
  const t = useT();
  return (
    <section className={classes.help} aria-label={t('desk.search.help')}>
      <h2>{t('desk.search.help')}</h2>
      <p>{t('desk.search.help_text')}</p>
      <Table verticalSpacing={6} withRowBorders={false}>
        <Table.Tbody>
          {examples.map((one) => (
            <Table.Tr key={one.query}>
              <Table.Td w={280}>
                <UnstyledButton className={classes.example} onClick={() => onExample(one.query)}>
                  {one.query}
                </UnstyledButton>
              </Table.Td>
              <Table.Td>{t(one.means)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <p className={classes.fields}>
        {t('desk.search.help_fields')} subject: body: severity: status: category: assignee: team: brand: tier: channel: tag: contact:
        customer: service: server: is: has: created: updated: number:
      </p>
    </section>
  );
}
