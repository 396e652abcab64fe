import { NavLink } from '@mantine/core';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { type MessageKey, useT } from '../platform/i18n.tsx';
import { useSession } from '../platform/session.tsx';
import { type AdminSectionEntry, allowedSections } from './admin_sections.ts';
import classes from './shell.module.css';

const groups: { key: AdminSectionEntry['group']; label: MessageKey }[] = [
  { key: 'people', label: 'desk.admin.group_people' },
  { key: 'host', label: 'desk.admin.group_host' },
  { key: 'desk', label: 'desk.admin.group_desk' },
  { key: 'mail', label: 'desk.admin.group_mail' },
  { key: 'platform', label: 'desk.admin.group_platform' },
];

export function AdminPage() {
  const t = useT();
  const { permissions } = useSession();
  const { section } = useParams({ strict: false });
  const allowed = allowedSections(permissions);
  return (
    <div className={classes.adminPage}>
      <nav className={classes.adminNav} aria-label={t('desk.shell.admin')} data-chosen={section !== undefined || undefined}>
        {groups.map((group) => {
          const entries = allowed.filter((one) => one.group === group.key);
          if (entries.length === 0) return null;
          return (
            <div key={group.key}>
              <h2 className={classes.adminGroup}>{t(group.label)}</h2>
              {entries.map((one) => (
                <NavLink
                  key={one.key}
                  className={classes.adminLink}
                  label={t(one.label)}
                  active={section === one.key}
                  renderRoot={(props) => <Link to="/admin/$section" params={{ section: one.key }} {...props} />}
                />
              ))}
            </div>
          );
        })}
      </nav>
      <div className={classes.adminBody} data-overview={section === undefined || undefined}>
        <Outlet />
      </div>
    </div>
  );
}
