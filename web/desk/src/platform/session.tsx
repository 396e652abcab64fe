import type { Id, Me, Session, ThemeChoice } from '@goodhost/shared/api.ts';
import { ProblemError } from '@goodhost/shared/http.ts';
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, use } from 'react';
import { client, queryClient, sessionKey } from './client.ts';

/** The server tells a person's teams and look beside the person. */
type SessionAnswer = Omit<Session, 'agent'> & { agent: Omit<Me, 'teams' | 'theme'>; teams: Id[]; theme: ThemeChoice };

async function loadSession(): Promise<Session | null> {
  try {
    const answer = await client.get<SessionAnswer>('/session');
    client.setCsrfToken(answer.csrf_token);
    return { ...answer, agent: { ...answer.agent, teams: answer.teams, theme: answer.theme } };
  } catch (error) {
    if (error instanceof ProblemError && error.status === 401) return null;
    throw error;
  }
}

export function useSessionQuery() {
  return useQuery({ queryKey: sessionKey, queryFn: loadSession, staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY });
}

/** After signing in or out everything is fetched anew: nothing of one person is shown to the next. */
export async function renewSession(): Promise<Session | null> {
  const session = await loadSession();
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKey[0] });
  queryClient.setQueryData(sessionKey, session);
  return session;
}

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession outside of SessionProvider');
  return session;
}

/** Whether the person has the permission. The server decides; this only spares them a button that would refuse. */
export function useCan(): (permission: string) => boolean {
  const { permissions } = useSession();
  return (permission) => permissions.includes('*') || permissions.includes(permission);
}

/** Whether records that are changed with that permission may be; anybody may where none is named. */
export function useMayChange(permission: string | undefined): boolean {
  const may = useCan();
  return permission === undefined || may(permission);
}
