import type { Session } from '@goodhost/shared/api.ts';
import { type Language, pickLanguage } from '@goodhost/shared/messages.ts';
import { useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { client, queryClient, setRequestLocale } from './platform/client.ts';
import { loadWords, rememberLanguage, startLanguage, WordsProvider } from './platform/i18n.tsx';
import { live } from './platform/live.tsx';
import { SessionProvider, useSessionQuery } from './platform/session.tsx';
import { beginAgainWhenSignedIn } from './platform/signed_in.ts';
import { ErrorView } from './platform/states.tsx';
import { router } from './router.tsx';

const SignInPage = lazy(() => import('./features/accounts/sign_in/sign_in_page.tsx'));

export function App() {
  const session = useSessionQuery();
  const language = session.data ? pickLanguage([session.data.agent.locale, session.data.locale]) : startLanguage();
  return (
    <Speaking language={language}>
      {session.isPending ? null : session.isError ? (
        <ErrorView error={session.error} retry={() => session.refetch()} />
      ) : session.data ? (
        <SignedIn session={session.data} />
      ) : (
        <Suspense>
          <SignInPage />
        </Suspense>
      )}
    </Speaking>
  );
}

function Speaking({ language, children }: { language: Language; children: ReactNode }) {
  const words = useQuery({
    queryKey: ['session-words', language],
    queryFn: () => loadWords(language),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
  });
  useEffect(() => {
    document.documentElement.lang = language;
    setRequestLocale(language);
    rememberLanguage(language);
  }, [language]);
  if (!words.data) return null;
  return <WordsProvider words={words.data}>{children}</WordsProvider>;
}

function SignedIn({ session }: { session: Session }) {
  const { setColorScheme } = useMantineColorScheme();
  const theme = session.agent.theme;
  useEffect(() => setColorScheme(theme === 'light' || theme === 'dark' ? theme : 'auto'), [theme, setColorScheme]);
  useEffect(() => {
    live.start();
    let endAsking = () => {};
    // The server has ended the connection for good: mostly because the session ended elsewhere, and then nothing stays on the screen.
    const askWhetherSignedIn = () => {
      endAsking();
      endAsking = beginAgainWhenSignedIn(
        () => client.get('/me'),
        () => live.start(),
      );
    };
    const forget = live.listen({
      reset: () => void queryClient.invalidateQueries(),
      state: (state) => state === 'closed' && askWhetherSignedIn(),
    });
    return () => {
      endAsking();
      forget();
      live.stop();
    };
  }, []);
  return (
    <SessionProvider session={session}>
      <RouterProvider router={router} />
    </SessionProvider>
  );
}
