export { AgentsAdmin } from './agents.tsx';
export { AuditAdmin } from './audit.tsx';
export { ContactsAdmin } from './contacts.tsx';
export { RolesAdmin } from './roles.tsx';
export { TeamsAdmin } from './teams.tsx';
