import { TextInput } from '@mantine/core';

/** A text, for `24:00` is no time of a clock. */
export function TimeField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <TextInput
      size="xs"
      flex={1}
      aria-label={label}
      inputMode="numeric"
      maxLength={5}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
