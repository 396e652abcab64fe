import type { CustomField } from '@goodhost/shared/api.ts';
import { Code } from '@mantine/core';
import { useT, useWords } from '../../../platform/i18n.tsx';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceOf } from '../../../platform/resource/spec.ts';
import { useBrandOptions } from '../../accounts/admin/options.ts';

const kinds: CustomField['kind'][] = ['text', 'number', 'boolean', 'date', 'choice'];

export function CustomFieldsAdmin() {
  const t = useT();
  const { language } = useWords();
  const brands = useBrandOptions();
  const spec: ResourceOf<CustomField, '/custom_fields'> = {
    path: '/custom_fields',
    queryKey: ['custom_fields'],
    title: 'desk.admin.custom_fields',
    description: 'desk.admin.custom_fields_hint',
    idOf: (row) => row.id,
    nameOf: (row) => row.label[language] ?? row.label.en ?? row.key,
    columns: [
      { name: 'label', value: (row) => row.label[language] ?? row.label.en ?? row.key },
      { name: 'key', value: (row) => <Code>{row.key}</Code> },
      { name: 'kind', value: (row) => t(`desk.kind.${row.kind}`) },
      { name: 'required_on', value: (row) => (row.required_on ? t('desk.context.required_on_resolution') : '–') },
    ],
    fields: [
      { name: 'key', kind: 'text', required: true, only: 'create', hint: 'desk.admin.key_hint' },
      { name: 'label', kind: 'translations', required: true },
      {
        name: 'kind',
        kind: 'select',
        required: true,
        only: 'create',
        initial: 'text',
        options: kinds.map((one) => ({ value: one, label: t(`desk.kind.${one}`) })),
      },
      { name: 'choices', kind: 'tags' },
      { name: 'required_on', kind: 'select', options: [{ value: 'resolution', label: t('desk.context.required_on_resolution') }] },
      { name: 'brand_id', kind: 'select', options: brands, numeric: true, only: 'create' },
    ],
  };
  return <ResourcePage spec={spec} />;
}
