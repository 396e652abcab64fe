import { useEffect, useRef } from 'react';
import { queryClient } from '../../../platform/client.ts';
import { useFollow } from '../../../platform/live.tsx';

/** Many entries come at once: the board is fetched for all of them together. */
const together = 500;

export function useLiveBoard(): void {
  const timer = useRef<number | undefined>(undefined);
  const look = () => {
    timer.current ??= window.setTimeout(() => {
      timer.current = undefined;
      void queryClient.invalidateQueries({ queryKey: ['board'] });
    }, together);
  };
  useEffect(() => () => window.clearTimeout(timer.current), []);
  useFollow('tickets', null, { entry: look, reset: look });
  useFollow('roster', null, { entry: look, reset: look });
}
