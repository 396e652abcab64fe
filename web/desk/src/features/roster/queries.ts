import type { Severity } from '@goodhost/shared/api.ts';
import type { components } from '@goodhost/shared/generated/api.d.ts';
import { useQuery } from '@tanstack/react-query';
import { client, queryClient } from '../../platform/client.ts';

type Schemas = components['schemas'];
export type Roster = Schemas['Roster'];
export type Layer = Schemas['Layer'];
export type Shift = Schemas['Shift'];
export type WeekHours = Schemas['WeekHours'];
export type Requirement = Schemas['Requirement'];
export type DutySpan = Schemas['DutySpan'];
export type Override = Schemas['Override'];
export type Gap = Schemas['Gap'];
export type Strain = Schemas['Strain'];
export type Leave = Schemas['Leave'];
export type Means = Schemas['Means'];
export type Skill = Schemas['Skill'];
export type NowAndNext = Schemas['NowAndNext'];
export type SpanList = Schemas['SpanList'];
export type HandOverPage = Schemas['HandOverPage'];
export type HandOver = Schemas['HandOver'];
export type HandedTicket = Schemas['HandedTicket'];
export type Swap = Schemas['Swap'];
export type FeedState = Schemas['FeedState'];
export type Staffing = Schemas['Staffing'];
export type Presence = Means['presence'];

interface Items<T> {
  items: T[];
}

/** Everything that a change of a roster or of leave may change. */
export const refreshRosters = () => queryClient.invalidateQueries({ queryKey: ['rosters'] });

export function refreshAll(): void {
  void refreshRosters();
  void queryClient.invalidateQueries({ queryKey: ['means'] });
}

export function useRosters() {
  return useQuery({ queryKey: ['rosters', 'list'], queryFn: async () => (await client.get<Items<Roster>>('/rosters')).items });
}

export function useSpans(roster: number | undefined, from: number, to: number) {
  const query = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  return useQuery({
    queryKey: ['rosters', 'spans', roster, from, to],
    queryFn: () => client.get<SpanList>(`/rosters/${roster}/spans`, query),
    enabled: roster !== undefined,
    placeholderData: (before, previous) => (previous?.queryKey[2] === roster ? before : undefined),
  });
}

/** With a severity only those that concern its tickets. */
export function useGaps(roster: number | undefined, from: number, to: number, severity: Severity | null = null) {
  const query = { from: new Date(from).toISOString(), to: new Date(to).toISOString(), severity };
  return useQuery({
    queryKey: ['rosters', 'gaps', roster, from, to, severity],
    queryFn: async () => (await client.get<Items<Gap>>(`/rosters/${roster}/gaps`, query)).items,
    enabled: roster !== undefined && from < to,
  });
}

/** Whom a change leaves too little rest in the four weeks ahead. */
export function useStrains(roster: number) {
  return useQuery({
    queryKey: ['rosters', 'strains', roster],
    queryFn: async () => (await client.get<Items<Strain>>(`/rosters/${roster}/strains`)).items,
  });
}

/** Looked at again every minute: shifts begin and end while the page stands open. */
export function useOnDuty() {
  return useQuery({
    queryKey: ['rosters', 'on_duty'],
    queryFn: async () => (await client.get<Items<NowAndNext>>('/on_duty')).items,
    refetchInterval: 60_000,
  });
}

export function useLeaves() {
  return useQuery({ queryKey: ['rosters', 'leaves'], queryFn: async () => (await client.get<Items<Leave>>('/leaves')).items });
}

export function useSkills() {
  return useQuery({ queryKey: ['skills'], queryFn: async () => (await client.get<Items<Skill>>('/skills')).items });
}

export function useMeans() {
  return useQuery({ queryKey: ['means'], queryFn: async () => (await client.get<Items<Means>>('/means')).items });
}

export function useHandOver(roster: number) {
  return useQuery({
    queryKey: ['rosters', 'hand_over', roster],
    queryFn: () => client.get<HandOverPage>(`/rosters/${roster}/hand_overs`),
    refetchInterval: 60_000,
  });
}

export function useSwaps() {
  return useQuery({ queryKey: ['rosters', 'swaps'], queryFn: async () => (await client.get<Items<Swap>>('/swaps')).items });
}

export function useFeed() {
  return useQuery({ queryKey: ['me', 'duty_feed'], queryFn: () => client.get<FeedState>('/me/duty_feed') });
}

export type StaffingAsked = Record<
  | 'weeks'
  | 'ticket_minutes'
  | 'deadline_hours'
  | 'call_minutes'
  | 'answer_seconds'
  | 'answer_percent'
  | 'patience_seconds'
  | 'abandon_percent'
  | 'shrinkage_percent',
  number
>;

export function useStaffing(roster: number, asked: StaffingAsked) {
  return useQuery({
    queryKey: ['rosters', 'staffing', roster, asked],
    queryFn: () => client.get<Staffing>(`/rosters/${roster}/staffing`, { ...asked }),
    placeholderData: (before) => before,
  });
}
