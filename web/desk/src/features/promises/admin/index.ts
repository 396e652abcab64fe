export { CalendarsAdmin } from './calendars.tsx';
export { PoliciesAdmin } from './policies.tsx';
