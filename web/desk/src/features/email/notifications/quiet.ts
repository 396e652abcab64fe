/** `22:30` of the 1350th minute of the day, and back; what is no time is midnight. */
export function clockOf(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

export function minutesOf(clock: string): number {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})/.exec(clock) ?? [];
  return (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) % 1440;
}
