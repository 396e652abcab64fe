import type { Zone } from '../../platform/time.ts';
import { dayText } from './labels.ts';
import classes from './roster.module.css';

/** The days above the lines. */
export function TimelineHead({ days, zone }: { days: number[]; zone: Zone }) {
  const [from, to] = [days[0] ?? 0, days.at(-1) ?? 1];
  const today = Date.now();
  return (
    <div className={classes.line} aria-hidden>
      <span className={classes.name} />
      <div className={classes.head}>
        {days.slice(0, -1).map((day, index) => {
          const end = days[index + 1] ?? day;
          return (
            <span
              key={day}
              className={classes.day}
              data-today={(day <= today && today < end) || undefined}
              style={{ width: `${((end - day) / (to - from)) * 100}%` }}
            >
              {dayText(day, zone, days.length > 8)}
            </span>
          );
        })}
      </div>
    </div>
  );
}
