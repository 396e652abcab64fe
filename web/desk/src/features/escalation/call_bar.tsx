import type { EscalationPage } from '@goodhost/shared/api.ts';
import { IconBellRinging } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { HoverTip } from '../../platform/hover_tip.tsx';
import { useT } from '../../platform/i18n.tsx';
import { useCan } from '../../platform/session.tsx';
import { AcknowledgeButton } from './acknowledge_button.tsx';
import classes from './calls.module.css';
import { useMyPages } from './pages.ts';

/** What I am called to stays in view, wherever I am in the desk, until somebody sees to it. */
export default function CallBar() {
  const t = useT();
  const may = useCan();
  const { data } = useMyPages();
  const first = data?.items[0];
  const many = data !== undefined && data.count > 1;
  return (
    <div aria-live="assertive">
      {data && first && (
        <section className={classes.bar} aria-label={t('desk.page.label')}>
          <IconBellRinging size={16} aria-hidden />
          <span className={classes.words}>
            {many ? `${t('desk.page.bar_many', { count: data.count })}: ` : ''}
            <TicketLink page={first} />
            {` (${t(`desk.ladder.trigger.${first.trigger}`)})`}
          </span>
          {may('tickets.note') && <AcknowledgeButton pages={data.items} many={many} />}
        </section>
      )}
    </div>
  );
}

function TicketLink({ page }: { page: EscalationPage }) {
  const t = useT();
  return (
    <HoverTip label={page.subject}>
      <Link to="/inbox/$ticketId" params={{ ticketId: String(page.ticket_id) }} search={{}} className={classes.link}>
        {t('desk.page.bar', { number: String(page.ticket_id) })}
      </Link>
    </HoverTip>
  );
}
