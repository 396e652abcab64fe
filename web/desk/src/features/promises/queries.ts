import type { components } from '@goodhost/shared/generated/api.d.ts';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { client } from '../../platform/client.ts';

type Schemas = components['schemas'];
export type Board = Schemas['Board'];
export type BoardNumber = Schemas['BoardNumber'];
export type BoardNumbers = Schemas['BoardNumbers'];
export type BoardTicket = Schemas['BoardTicket'];
export type BoardAgent = Schemas['BoardAgent'];

/** The time passes without an entry: what is at risk is asked for again twice a minute, too. */
export function useBoard(team: string | undefined) {
  return useQuery({
    queryKey: ['board', team ?? ''],
    queryFn: ({ signal }) => client.get<Board>('/board', team ? { team_id: team } : undefined, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
    staleTime: 0,
  });
}

export type PromiseReport = Schemas['PromiseReport'];
export type OutcomeRow = Schemas['OutcomeRow'];
export type OutcomeCell = Schemas['OutcomeCell'];
export type OutcomeItem = Schemas['OutcomeItem'];
export type TierComparison = Schemas['TierComparison'];
export type TierPace = Schemas['TierPace'];
export type Pace = Schemas['Pace'];
export type Group = PromiseReport['group'];
export type Kind = OutcomeCell['kind'];

export interface Period {
  from: string;
  to: string;
}

interface Figure extends Period {
  group: Group;
  /** Of the row; nothing: of all rows. */
  row?: string;
  kind: Kind;
  judged: 'kept' | 'broken';
  timeZone: string;
}

export type { Figure };

export function useReport(period: Period, group: Group, timeZone: string) {
  return useQuery({
    queryKey: ['reports', 'promises', period, group, timeZone],
    queryFn: ({ signal }) => client.get<PromiseReport>('/reports/promises', { ...period, group, time_zone: timeZone }, signal),
    placeholderData: keepPreviousData,
  });
}

export function useTierComparison(period?: Period) {
  return useQuery({
    queryKey: ['reports', 'tiers', period],
    queryFn: ({ signal }) => client.get<TierComparison>('/reports/tiers', period ? { ...period } : undefined, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

/** The promises behind a figure, fifty at a time. */
export function useOutcomes({ row, timeZone, ...figure }: Figure) {
  return useInfiniteQuery({
    queryKey: ['reports', 'outcomes', figure, row, timeZone],
    queryFn: ({ pageParam, signal }) =>
      client.get<{ items: OutcomeItem[]; next_cursor?: string | null }>(
        '/reports/promises/outcomes',
        { ...figure, key: row, time_zone: timeZone, cursor: pageParam },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor ?? null,
  });
}

export type PolicyPreview = Schemas['PolicyPreview'];
