import { builtInCategories, type Category } from '@goodhost/shared/api.ts';
import { Badge, Code } from '@mantine/core';
import { useT } from '../../../platform/i18n.tsx';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceSpec } from '../../../platform/resource/spec.ts';
import { useCategoryName } from '../words.tsx';

export function CategoriesAdmin() {
  const t = useT();
  const nameOf = useCategoryName();
  const builtIn = (row: Category) => row.builtin ?? builtInCategories.includes(row.key);
  const spec: ResourceSpec<Category> = {
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
    ],
  };
  return <ResourcePage spec={spec} />;
}
