import { Link } from '@tanstack/react-router';
import { useT } from '../../platform/i18n.tsx';
import classes from './overseeing.module.css';

/** Between what is now and what was. */
export function Overseeing({ here }: { here: 'board' | 'report' }) {
  const t = useT();
  return (
    <nav className={classes.places} aria-label={t('desk.board.places')}>
      <Link to="/board" search={{}} className={classes.place} aria-current={here === 'board' ? 'page' : undefined}>
        {t('desk.board.now')}
      </Link>
      <Link to="/reports/promises" search={{}} className={classes.place} aria-current={here === 'report' ? 'page' : undefined}>
        {t('desk.board.kept')}
      </Link>
    </nav>
  );
}
