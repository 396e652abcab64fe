import type { Instant } from '@goodhost/shared/api.ts';

const two = (value: number) => String(value).padStart(2, '0');

/** The pickers speak local wall-clock text, the API speaks UTC. */
export function toPicker(at: Instant): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:00`;
}

export function fromPicker(text: string): Instant {
  return new Date(text.replace(' ', 'T')).toISOString();
}
