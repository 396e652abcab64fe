import type { Answer } from '@goodhost/shared/api.ts';
import { languages } from '@goodhost/shared/messages.ts';
import { Code, Stack, Tabs } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useT, useWords } from '../../../platform/i18n.tsx';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceOf } from '../../../platform/resource/spec.ts';
import { useCategoryName, useCategoryOptions } from '../words.tsx';
import { Variables } from './variables.tsx';

const PlainEditor = lazy(() => import('../composer/plain_editor.tsx'));

export function AnswersAdmin() {
  const nameOf = useCategoryName();
  const categories = useCategoryOptions();
  const spec: ResourceOf<Answer, '/answers'> = {
    path: '/answers',
    queryKey: ['answers'],
    title: 'desk.admin.answers',
    description: 'desk.admin.answers_hint',
    search: 'local',
    idOf: (row) => row.id,
    nameOf: (row) => row.title,
    columns: [
      { name: 'title', value: (row) => row.title },
      { name: 'shortcut', value: (row) => <Code>/{row.shortcut}</Code> },
      { name: 'category', value: (row) => (row.category ? nameOf(row.category) : '–') },
      { name: 'languages', value: (row) => Object.keys(row.texts).join(', ') },
    ],
    fields: [
      { name: 'title', kind: 'text', required: true },
      { name: 'shortcut', kind: 'text', required: true },
      { name: 'category', kind: 'select', options: categories },
      {
        name: 'texts',
        kind: 'custom',
        required: true,
        initial: {},
        render: (value, change) => <Texts value={(value ?? {}) as Record<string, string>} onChange={change} />,
      },
    ],
  };
  return <ResourcePage spec={spec} />;
}

/** The answer in each language; the contact's language is chosen when it is inserted. */
function Texts({ value, onChange }: { value: Record<string, string>; onChange: (value: Record<string, string>) => void }) {
  const t = useT();
  const { language } = useWords();
  const names = new Intl.DisplayNames([language], { type: 'language' });
  return (
    <Stack gap={6}>
      <Tabs defaultValue={languages.find((one) => value[one]) ?? 'en'} keepMounted={false}>
        <Tabs.List>
          {languages.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {names.of(one)}
              {value[one] ? ' •' : ''}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {languages.map((one) => (
          <Tabs.Panel key={one} value={one} pt="xs">
            <Suspense>
              <PlainEditor label={t('desk.field.texts')} html={value[one] ?? ''} onChange={(html) => onChange({ ...value, [one]: html })} />
            </Suspense>
          </Tabs.Panel>
        ))}
      </Tabs>
      <Variables />
    </Stack>
  );
}
