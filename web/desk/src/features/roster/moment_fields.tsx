import { TextInput } from '@mantine/core';
import { useT } from '../../platform/i18n.tsx';

interface Props {
  from: string;
  to: string;
  onFrom: (value: string) => void;
  onTo: (value: string) => void;
}

/** Beginning and end, on the clock of whoever types them. */
export function MomentFields({ from, to, onFrom, onTo }: Props) {
  const t = useT();
  return (
    <>
      <TextInput
        type="datetime-local"
        required
        label={t('desk.roster.from')}
        value={from}
        onChange={(event) => onFrom(event.currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        required
        label={t('desk.roster.to')}
        value={to}
        onChange={(event) => onTo(event.currentTarget.value)}
      />
    </>
  );
}
