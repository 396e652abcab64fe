import { ProblemError } from '@goodhost/shared/http.ts';

const pause = 5_000;

/**
 * Begins again a while after the server has said that the session holds; never when it has ended, for then the sign-in page stands there.
 * Who is not reached, or only starts, says nothing of the session and is asked again. What is returned ends it.
 */
export function beginAgainWhenSignedIn(ask: () => Promise<unknown>, begin: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const later = (what: () => void) => {
    if (!ended) timer = setTimeout(what, pause);
  };
  const look = () => {
    ask().then(
      () => later(begin),
      (error) => {
        if (!(error instanceof ProblemError && error.status === 401)) later(look);
      },
    );
  };
  look();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
