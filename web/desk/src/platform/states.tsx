import { Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from './i18n.tsx';
import { problemText } from './notify.tsx';

export function EmptyView({
  icon,
  title,
  children,
  action,
  page = false,
}: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** There is nothing else on the page: this is its heading. */
  page?: boolean;
}) {
  return (
    <Stack flex={1} align="center" justify="center" gap={6} p="xl" mih={220} ta="center">
      <Text c="dimmed" component="span" lh={1}>
        {icon}
      </Text>
      <Title order={page ? 1 : 2} size="h3">
        {title}
      </Title>
      {children && (
        <Text size="sm" c="dimmed" maw={360}>
          {children}
        </Text>
      )}
      {action}
    </Stack>
  );
}

export function ErrorView({ error, retry }: { error: unknown; retry?: () => void }) {
  const t = useT();
  return (
    <div role="alert">
      <EmptyView
        icon={<IconAlertTriangle size={28} stroke={1.5} aria-hidden />}
        title={t('desk.problem.could_not_load')}
        action={
          retry && (
            <Button mt="xs" variant="default" leftSection={<IconRefresh size={14} aria-hidden />} onClick={retry}>
              {t('desk.action.try_again')}
            </Button>
          )
        }
      >
        {problemText(error, t)}
      </EmptyView>
    </div>
  );
}

export function SkeletonRows({ rows = 8, height = 44 }: { rows?: number; height?: number }) {
  const t = useT();
  return (
    <Stack gap={8} p="md" aria-busy="true" aria-label={t('desk.state.loading')} role="status">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
        <Skeleton key={index} height={height} radius="sm" />
      ))}
    </Stack>
  );
}
