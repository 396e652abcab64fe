import { createClient, ProblemError } from '@goodhost/shared/http.ts';
import { QueryClient } from '@tanstack/react-query';

let locale = 'en';
export function setRequestLocale(next: string): void {
  locale = next;
}

export const sessionKey = ['session'] as const;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 10 * 60_000,
      retry: (count, error) => count < 2 && error instanceof ProblemError && (error.status === 0 || error.status >= 500),
      refetchOnWindowFocus: false,
    },
    mutations: { retry: false },
  },
});

export const client = createClient({
  locale: () => locale,
  onUnauthenticated: () => {
    // The session ended elsewhere: the root shows the sign-in page, and what was typed stays in its drafts.
    queryClient.setQueryData(sessionKey, null);
  },
});
