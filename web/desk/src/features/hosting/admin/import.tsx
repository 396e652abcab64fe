import type { ImportReport } from '@goodhost/shared/api.ts';
import { Alert, Button, FileInput, Group, Select, Stack, Table, Text } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { problemText } from '../../../platform/notify.tsx';
import resource from '../../../platform/resource/resource.module.css';
import { AdminHeader } from '../../../platform/resource/resource_page.tsx';

const kinds = ['customers', 'contacts', 'products', 'servers', 'services', 'sites'] as const;

function useImport() {
  const [kind, setKind] = useState<string>('customers');
  const [file, setFile] = useState<File | null>(null);
  const [report, setReport] = useState<{ dry: boolean; report: ImportReport } | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const run = async (dry: boolean) => {
    if (!file) return;
    setBusy(true);
    setProblem(null);
    const format = file.name.toLowerCase().endsWith('.json') ? 'json' : 'csv';
    try {
      const answer = await client.post<ImportReport>('/imports', undefined, {
        raw: file,
        query: { kind, format, dry_run: dry },
        headers: { 'Content-Type': format === 'json' ? 'application/json' : 'text/csv' },
      });
      setReport({ dry, report: answer });
    } catch (error) {
      setReport(null);
      setProblem(error);
    }
    setBusy(false);
  };
  return { kind, setKind, file, setFile, report, setReport, problem, busy, run };
}

/** Records from another system: first a try that changes nothing, then the same file for real. */
export function ImportAdmin() {
  const t = useT();
  const { kind, setKind, file, setFile, report, setReport, problem, busy, run } = useImport();
  return (
    <div className={resource.page}>
      <AdminHeader title="desk.admin.import" description="desk.admin.import_hint" />
      <Stack maw={560} gap="sm">
        <Select
          label={t('desk.import.kind')}
          allowDeselect={false}
          value={kind}
          onChange={(value) => {
            setKind(value ?? 'customers');
            setReport(null);
          }}
          data={kinds.map((one) => ({ value: one, label: t(`desk.import.${one}`) }))}
        />
        <FileInput
          label={t('desk.import.file')}
          description={t('desk.import.file_hint')}
          placeholder={t('desk.import.choose')}
          leftSection={<IconFileUpload size={16} aria-hidden />}
          accept=".csv,.json"
          value={file}
          onChange={(next) => {
            setFile(next);
            setReport(null);
          }}
        />
        {problem !== null && <Alert color="red">{problemText(problem, t)}</Alert>}
        <Group>
          <Button variant="default" size="sm" disabled={!file} loading={busy} onClick={() => void run(true)}>
            {t('desk.import.try')}
          </Button>
          <Button
            size="sm"
            disabled={!report?.dry || report.report.rows === report.report.refused.length}
            loading={busy}
            onClick={() => void run(false)}
          >
            {t('desk.import.do')}
          </Button>
        </Group>
      </Stack>
      {report && <Report {...report} />}
    </div>
  );
}

function Report({ dry, report }: { dry: boolean; report: ImportReport }) {
  const t = useT();
  const counts = { created: report.created, updated: report.updated, unchanged: report.unchanged, refused: report.refused.length };
  return (
    <Stack gap="sm" pt="lg" role="status">
      <Text fw={600}>{t(dry ? 'desk.import.would' : 'desk.import.did', { rows: report.rows })}</Text>
      <Text className="tabular">{t('desk.import.counts', counts)}</Text>
      {report.refused.length > 0 && (
        <div className={resource.tableBox}>
          <Table className={resource.table}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('desk.import.row')}</Table.Th>
                <Table.Th>{t('desk.import.field')}</Table.Th>
                <Table.Th>{t('desk.import.why')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {report.refused.slice(0, 500).map((one) => (
                <Table.Tr key={`${one.row}.${one.field}`}>
                  <Table.Td className="tabular">{one.row}</Table.Td>
                  <Table.Td>{one.field}</Table.Td>
                  <Table.Td>{one.message || one.code}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Stack>
  );
}
