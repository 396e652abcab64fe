import { Text } from '@mantine/core';
import { useT } from '../../platform/i18n.tsx';
import type { Zone } from '../../platform/time.ts';
import { momentText } from './labels.ts';
import type { NowAndNext } from './queries.ts';
import classes from './roster.module.css';

/** Who is on duty now, until when, and who comes after. */
export function NowNext({ duty, zone }: { duty: NowAndNext | undefined; zone: Zone }) {
  const t = useT();
  if (!duty) return null;
  const people = (list: NowAndNext['now']) => list.map((one) => one.name).join(', ') || t('desk.roster.nobody');
  const empty = duty.now.length === 0;
  return (
    <section className={classes.duty} aria-label={t('desk.roster.on_now')}>
      <Text size="sm" component="p">
        <Text span size="sm" c="dimmed">
          {t('desk.roster.on_now')}:{' '}
        </Text>
        <Text span size="sm" fw={650} c={empty ? 'light-dark(var(--mantine-color-red-8), var(--mantine-color-red-3))' : undefined}>
          {people(duty.now)}
        </Text>
      </Text>
      <Text size="sm" component="p" c="dimmed">
        {duty.next_at
          ? t('desk.roster.next_at', { time: momentText(Date.parse(duty.next_at), zone), people: people(duty.next) })
          : t('desk.roster.no_change')}
      </Text>
    </section>
  );
}
