import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceOf } from '../../../platform/resource/spec.ts';
import { type Skill, useMeans } from '../queries.ts';

/** What a host tells its agents apart by. */
export default function SkillsAdmin() {
  const means = useMeans().data ?? [];
  const count = (id: number) => means.filter((one) => one.skills.some((skill) => skill.skill_id === id)).length;
  const spec: ResourceOf<Skill, '/skills'> = {
    path: '/skills',
    queryKey: ['skills'],
    title: 'desk.admin.skills',
    description: 'desk.admin.skills_hint',
    idOf: (row) => row.id,
    nameOf: (row) => row.name,
    columns: [
      { name: 'name', value: (row) => row.name },
      { name: 'agents', value: (row) => count(row.id), numeric: true },
    ],
    fields: [{ name: 'name', kind: 'text', required: true }],
  };
  return <ResourcePage spec={spec} />;
}
