import type { List, PushDevice } from '@goodhost/shared/api.ts';
import { useQuery } from '@tanstack/react-query';
import { client, queryClient } from '../../platform/client.ts';
import { ownMark, subscribe, unsubscribe } from './browser.ts';

const key = ['push_devices'] as const;
/** What became of a test is seen without a reload. */
const lookAgain = 5_000;

async function devices(): Promise<PushDevice[]> {
  return (await client.get<List<PushDevice>>('/me/push_devices')).items;
}

export function useDevices() {
  return useQuery({ queryKey: key, queryFn: devices, refetchInterval: lookAgain });
}

export function useOwnMark(): string | null {
  return useQuery({ queryKey: [...key, 'own'], queryFn: ownMark }).data ?? null;
}

/** False: the person or the browser does not allow it. */
export async function tellThisDevice(name: string): Promise<boolean> {
  const { public_key } = await client.put<{ public_key: string }>('/push_key');
  const subscription = await subscribe(public_key);
  if (subscription) await client.post('/me/push_devices', { name, ...subscription });
  await queryClient.invalidateQueries({ queryKey: key });
  return subscription !== null;
}

export async function tellNoMore(device: PushDevice, mark: string | null): Promise<void> {
  await client.delete(`/me/push_devices/${device.id}`);
  if (device.mark === mark) await unsubscribe();
  await queryClient.invalidateQueries({ queryKey: key });
}

export async function test(device: PushDevice): Promise<void> {
  await client.post(`/me/push_devices/${device.id}/tests`);
}

/** Whoever signs in here next is not told what concerns the one who goes. */
export async function leaveThisDevice(): Promise<void> {
  const mark = await ownMark();
  const here = mark && (await devices()).find((one) => one.mark === mark);
  if (here) await tellNoMore(here, mark);
}
