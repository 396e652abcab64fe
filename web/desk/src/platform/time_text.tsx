import type { Instant } from '@goodhost/shared/api.ts';
import { useNow } from './clock.ts';
import { HoverTip } from './hover_tip.tsx';
import { useWords } from './i18n.tsx';
import { useSession } from './session.tsx';
import { exactTime, shortDate, shortTime, type Zone } from './time.ts';

export function useZone(): Zone {
  const { language } = useWords();
  const { agent, time_zone } = useSession();
  return { language, timeZone: agent.time_zone || time_zone };
}

/** A time as people say it, with the exact time and its zone on hover. */
export function TimeText({ at, dateOnly }: { at: Instant; dateOnly?: boolean }) {
  const zone = useZone();
  const now = useNow(60_000);
  return (
    <HoverTip label={exactTime(at, zone)}>
      <time dateTime={at}>{dateOnly ? shortDate(at, zone) : shortTime(at, now, zone)}</time>
    </HoverTip>
  );
}
