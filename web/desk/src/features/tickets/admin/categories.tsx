import { builtInCategories, type Category } from '@goodhost/shared/api.ts';
import { languages } from '@goodhost/shared/messages.ts';
import { Badge, Code, Fieldset, Stack, Textarea } from '@mantine/core';
import { useT, useWords } from '../../../platform/i18n.tsx';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceOf } from '../../../platform/resource/spec.ts';
import { useCategoryName } from '../words.tsx';

export function CategoriesAdmin() {
  const t = useT();
  const nameOf = useCategoryName();
  const builtIn = (row: Category) => row.builtin ?? builtInCategories.includes(row.key);
  const spec: ResourceOf<Category, '/categories'> = {
    path: '/categories',
    queryKey: ['categories'],
    title: 'desk.admin.categories',
    description: 'desk.admin.categories_hint',
    idOf: (row) => row.key,
    nameOf: (row) => nameOf(row.key),
    mayDelete: (row) => !builtIn(row),
    columns: [
      { name: 'name', value: (row) => nameOf(row.key) },
      { name: 'key', value: (row) => <Code>{row.key}</Code> },
      {
        name: 'active',
        value: (row) => (
          <Badge variant="light" color={row.active ? 'green' : 'gray'}>
            {t(row.active ? 'desk.admin.active' : 'desk.admin.inactive')}
          </Badge>
        ),
      },
      {
        name: 'builtin',
        value: (row) =>
          builtIn(row) && (
            <Badge variant="light" color="gray">
              {t('desk.admin.builtin')}
            </Badge>
          ),
      },
    ],
    fields: [
      { name: 'key', kind: 'text', required: true, only: 'create', hint: 'desk.admin.key_hint' },
      { name: 'name', kind: 'translations', required: true },
      {
        name: 'questions',
        kind: 'custom',
        initial: {},
        render: (value, change) => <Questions value={(value ?? {}) as Record<string, string[]>} onChange={change} />,
      },
      { name: 'active', kind: 'boolean', label: 'desk.admin.active', only: 'edit' },
    ],
  };
  return <ResourcePage spec={spec} />;
}

/** What the customer is asked under the category, a question a line. */
function Questions({ value, onChange }: { value: Record<string, string[]>; onChange: (value: Record<string, string[]>) => void }) {
  const t = useT();
  const { language } = useWords();
  const names = new Intl.DisplayNames([language], { type: 'language' });
  const set = (one: string, text: string) => {
    const { [one]: _, ...rest } = value;
    onChange(text === '' ? rest : { ...rest, [one]: text.split('\n') });
  };
  return (
    <Fieldset legend={t('desk.field.questions')}>
      <Stack gap={6}>
        {languages.map((one) => (
          <Textarea
            key={one}
            autosize
            minRows={1}
            label={names.of(one)}
            value={(value[one] ?? []).join('\n')}
            onChange={(event) => set(one, event.currentTarget.value)}
            onBlur={() => value[one] && onChange({ ...value, [one]: value[one].filter((question) => question.trim() !== '') })}
          />
        ))}
      </Stack>
    </Fieldset>
  );
}
