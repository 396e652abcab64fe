import { Button, Code, CopyButton, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { client, queryClient } from '../../platform/client.ts';
import { useT } from '../../platform/i18n.tsx';
import { notifyProblem } from '../../platform/notify.tsx';
import { TimeText } from '../../platform/time_text.tsx';
import { type FeedState, useFeed } from './queries.ts';

/** My duty in the calendar that I use anyway. */
export function FeedPanel() {
  const t = useT();
  const feed = useFeed().data;
  const [url, setUrl] = useState<string | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['me', 'duty_feed'] });
  const make = () =>
    client.post<FeedState>('/me/duty_feed').then(
      (made) => {
        setUrl(made.url ?? null);
        return refresh();
      },
      (error: unknown) => notifyProblem(error, t),
    );
  const stop = () =>
    client.delete('/me/duty_feed').then(
      () => {
        setUrl(null);
        return refresh();
      },
      (error: unknown) => notifyProblem(error, t),
    );
  return (
    <section>
      <Title order={2} size="h4">
        {t('desk.roster.feed')}
      </Title>
      <Stack gap="xs">
        <Text size="sm" c="dimmed">
          {t('desk.roster.feed_hint')}
        </Text>
        {url && <Address url={url} />}
        <Group gap="xs">
          <Button size="compact-sm" variant="default" onClick={() => void make()}>
            {t(feed?.created_at ? 'desk.roster.feed_renew' : 'desk.roster.feed_make')}
          </Button>
          {feed?.created_at && (
            <>
              <Button size="compact-sm" variant="default" onClick={() => void stop()}>
                {t('desk.roster.feed_stop')}
              </Button>
              <Text size="sm" c="dimmed">
                {t('desk.roster.feed_since')} <TimeText at={feed.created_at} />
              </Text>
            </>
          )}
        </Group>
      </Stack>
    </section>
  );
}

function Address({ url }: { url: string }) {
  const t = useT();
  return (
    <Group gap="xs">
      <Code style={{ overflowWrap: 'anywhere' }}>{url}</Code>
      <CopyButton value={url}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="default" onClick={copy}>
            {t(copied ? 'desk.action.copied' : 'desk.action.copy')}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
