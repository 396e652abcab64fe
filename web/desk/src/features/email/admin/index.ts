export { BlockedSendersAdmin } from './blocked_senders.tsx';
export { MailTextsAdmin } from './mail_texts.tsx';
export { MailboxesAdmin } from './mailboxes.tsx';
export { OutboxAdmin } from './outbox.tsx';
export { QuarantineAdmin } from './quarantine.tsx';
export { SendersAdmin } from './senders.tsx';
