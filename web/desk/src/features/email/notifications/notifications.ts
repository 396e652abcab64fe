import type { NotificationList } from '@goodhost/shared/api.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { client, queryClient } from '../../../platform/client.ts';
import { live } from '../../../platform/live.tsx';
import { useSession } from '../../../platform/session.tsx';

export const notificationsKey = ['notifications'] as const;

/** The newest, and how many are unread; a signal says when to look again. */
export function useNotifications() {
  const me = useSession().agent.id;
  useEffect(() => {
    const topic = `notifications/${me}`;
    const look = () => void queryClient.invalidateQueries({ queryKey: notificationsKey });
    const forget = live.listen({ signal: (signal) => signal.topic === topic && look() });
    const unfollow = live.follow(topic, null);
    return () => {
      forget();
      unfollow();
    };
  }, [me]);
  return useQuery({
    queryKey: notificationsKey,
    queryFn: ({ signal }) => client.get<NotificationList>('/me/notifications', { limit: 30 }, signal),
    staleTime: 30_000,
    refetchInterval: 120_000,
  });
}

export async function markRead(change: { up_to: number } | { ticket_id: number }): Promise<void> {
  await client.put('/me/notifications/read', change);
  await queryClient.invalidateQueries({ queryKey: notificationsKey });
}
