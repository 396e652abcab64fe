import { Alert, Table, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useId } from 'react';
import { useT } from '../platform/i18n.tsx';
import resource from '../platform/resource/resource.module.css';
import { AdminHeader } from '../platform/resource/resource_page.tsx';
import { useCan } from '../platform/session.tsx';
import { ErrorView, SkeletonRows } from '../platform/states.tsx';
import { type Fact, useFacts } from './admin_facts.ts';

/** In one look: what stands, and what wants somebody. */
export function AdminOverview() {
  const t = useT();
  const facts = useFacts(useCan());
  return (
    <div className={resource.page}>
      <AdminHeader title="desk.shell.admin" description="desk.admin.overview" />
      {facts.pending ? <SkeletonRows /> : facts.error ? <ErrorView error={facts.error} retry={facts.retry} /> : null}
      {!facts.pending && !facts.error && facts.known && (
        <>
          <Part title={t('desk.overview.wanting')}>
            {facts.wanting.length === 0 ? (
              <Alert variant="light" color="green" icon={<IconCircleCheck aria-hidden />}>
                {t('desk.overview.calm')}
              </Alert>
            ) : (
              facts.wanting.map((fact) => (
                <Alert key={fact.label} variant="light" color="yellow" icon={<IconAlertTriangle aria-hidden />} mb={8}>
                  <SectionLink fact={fact}>{t(fact.label, { count: fact.count })}</SectionLink>
                </Alert>
              ))
            )}
          </Part>
          {facts.standing.length > 0 && (
            <Part title={t('desk.overview.standing')}>
              <Table maw={420} className={resource.table}>
                <Table.Tbody>
                  {facts.standing.map((fact) => (
                    <Table.Tr key={fact.section}>
                      <Table.Td>
                        <SectionLink fact={fact}>{t(fact.label)}</SectionLink>
                      </Table.Td>
                      <Table.Td className={resource.numeric}>{fact.count}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Part>
          )}
        </>
      )}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Title order={2} id={id} pt={16} pb={8}>
        {title}
      </Title>
      {children}
    </section>
  );
}

function SectionLink({ fact, children }: { fact: Fact; children: ReactNode }) {
  return (
    <Link className={resource.name} to="/admin/$section" params={{ section: fact.section }}>
      {children}
    </Link>
  );
}
