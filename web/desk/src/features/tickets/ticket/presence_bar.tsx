import { IconEye, IconPencil } from '@tabler/icons-react';
import { useT } from '../../../platform/i18n.tsx';
import { usePresence } from '../../../platform/live.tsx';
import classes from './ticket.module.css';

/** Who else has this ticket open: told before two people answer at once. */
export function PresenceBar({ ticketId }: { ticketId: number }) {
  const t = useT();
  const others = usePresence(ticketId);
  const typing = others.filter((one) => one.kind === 'typing');
  const shown = typing.length > 0 ? typing : others;
  return (
    <div role="status" aria-live="polite">
      {shown.length > 0 && (
        <div className={classes.presence} data-typing={typing.length > 0 || undefined}>
          {typing.length > 0 ? <IconPencil size={14} aria-hidden /> : <IconEye size={14} aria-hidden />}
          {t(typing.length > 0 ? 'desk.presence.typing' : 'desk.presence.viewing', { names: shown.map((one) => one.name).join(', ') })}
        </div>
      )}
    </div>
  );
}
