export type SnoozeKey = 'one_hour' | 'three_hours' | 'tomorrow' | 'monday';

/** The times that people ask for, in their own zone; mornings are at nine. */
export function snoozeChoices(now: Date): { key: SnoozeKey; at: Date }[] {
  const after = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
  const morning = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 9, 0, 0);
  const untilMonday = (8 - now.getDay()) % 7 || 7;
  const choices: { key: SnoozeKey; at: Date }[] = [
    { key: 'one_hour', at: after(1) },
    { key: 'three_hours', at: after(3) },
    { key: 'tomorrow', at: morning(1) },
  ];
  return untilMonday > 1 ? [...choices, { key: 'monday', at: morning(untilMonday) }] : choices;
}
