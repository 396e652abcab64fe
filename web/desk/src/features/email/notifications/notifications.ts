import type { NotificationList } from '@goodhost/shared/api.ts';
import { useQuery } from '@tanstack/react-query';
import { client, queryClient } from '../../../platform/client.ts';
import { useSignalled } from '../../../platform/live.tsx';

export const notificationsKey = ['notifications'] as const;

/** The newest, and how many are unread; a signal says when to look again. */
export function useNotifications() {
  useSignalled('notifications', notificationsKey);
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
