export { BlockedSendersAdmin } from './blocked_senders.tsx';
export { MailboxesAdmin } from './mailboxes.tsx';
export { OutboxAdmin } from './outbox.tsx';
export { QuarantineAdmin } from './quarantine.tsx';
