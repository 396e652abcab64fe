import { Code, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';

/** What ready words may leave to the ticket that they are used on; the server knows the names. */
export function Variables() {
  const t = useT();
  const known = useQuery({
    queryKey: ['answer_variables'],
    queryFn: async () => (await client.get<{ variables: string[] }>('/answers')).variables,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Text size="xs" c="dimmed">
      {t('desk.admin.variables')}{' '}
      {(known.data ?? []).map((one) => (
        <Code key={one} mr={4}>{`{{${one}}}`}</Code>
      ))}
    </Text>
  );
}
