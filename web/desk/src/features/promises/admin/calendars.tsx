import type { WorkCalendar } from '@goodhost/shared/api.ts';
import { ResourcePage } from '../../../platform/resource/resource_page.tsx';
import type { ResourceSpec } from '../../../platform/resource/spec.ts';
import { zoneOptions } from '../../accounts/admin/options.ts';
import { Holidays } from './holidays.tsx';
import { ImportHolidays } from './import_holidays.tsx';
import { Spans } from './spans.tsx';

type Office = WorkCalendar['spans'];
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;
const office: Office = weekdays.map((weekday) => ({ weekday, from: '09:00', to: '17:00' }));

export function CalendarsAdmin() {
  const spec: ResourceSpec<WorkCalendar> = {
    path: '/promise_calendars',
    queryKey: ['promise_calendars'],
    title: 'desk.admin.promise_calendars',
    description: 'desk.admin.promise_calendars_hint',
    idOf: (row) => row.id,
    nameOf: (row) => row.name,
    columns: [
      { name: 'name', value: (row) => row.name },
      { name: 'time_zone', value: (row) => row.time_zone.replaceAll('_', ' ') },
      { name: 'holidays', value: (row) => row.holidays.length, numeric: true },
    ],
    fields: [
      { name: 'name', kind: 'text', required: true },
      {
        name: 'time_zone',
        kind: 'select',
        required: true,
        options: zoneOptions(),
        initial: Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
      {
        name: 'spans',
        kind: 'custom',
        initial: office,
        render: (value, change) => <Spans value={(value ?? []) as Office} onChange={change} />,
      },
      {
        name: 'holidays',
        kind: 'custom',
        initial: [],
        render: (value, change) => <Holidays value={(value ?? []) as WorkCalendar['holidays']} onChange={change} />,
      },
    ],
    extra: (row, refresh) => <ImportHolidays calendar={row} refresh={refresh} />,
  };
  return <ResourcePage spec={spec} />;
}
