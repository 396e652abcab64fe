import { Avatar } from '@mantine/core';

const colors = ['teal', 'blue', 'grape', 'indigo', 'cyan', 'pink', 'violet', 'orange'];

/** At most two letters: the first of the first and of the last word. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = [...(words[0] ?? '')][0] ?? '?';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toLocaleUpperCase();
}

export function Face({ id, name, size = 24, color }: { id: number | null; name: string; size?: number; color?: string }) {
  return (
    <Avatar size={size} color={color ?? colors[(id ?? 0) % colors.length]} aria-hidden>
      {initials(name)}
    </Avatar>
  );
}
