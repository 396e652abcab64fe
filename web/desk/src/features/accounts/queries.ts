import type { Agent, List, Role, Team } from '@goodhost/shared/api.ts';
import { useQuery } from '@tanstack/react-query';
import { client } from '../../platform/client.ts';

/** Who works here changes seldom: fetched once and kept for a while. */
const seldom = 5 * 60_000;

export function useAgents() {
  return useQuery({
    queryKey: ['agents'],
    queryFn: async () => (await client.get<List<Agent>>('/agents')).items,
    staleTime: seldom,
  });
}

export function useTeams() {
  return useQuery({ queryKey: ['teams'], queryFn: async () => (await client.get<List<Team>>('/teams')).items, staleTime: seldom });
}

export function useRoles() {
  return useQuery({ queryKey: ['roles'], queryFn: async () => (await client.get<List<Role>>('/roles')).items, staleTime: seldom });
}

/** The whole record of the person who is signed in. */
export function useMe() {
  return useQuery({ queryKey: ['me'], queryFn: () => client.get<Agent>('/me') });
}
