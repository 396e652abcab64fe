import type { Ticket } from '@goodhost/shared/api.ts';
import { useMemo, useRef } from 'react';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyProblem } from '../../../platform/notify.tsx';
import { useAgents } from '../../accounts/queries.ts';
import { useAnswers } from '../queries.ts';
import type { SuggestionSource } from './suggestion_store.ts';

const most = 7;

export function useSuggestionSource(ticket: Ticket, insert: (html: string) => void): SuggestionSource {
  const t = useT();
  const agents = useAgents().data;
  const answers = useAnswers().data;
  const latest = useRef({ agents, answers, insert });
  latest.current = { agents, answers, insert };
  return useMemo(
    () => ({
      people: (query) =>
        (latest.current.agents ?? [])
          .filter((one) => one.active && one.name.toLocaleLowerCase().includes(query.toLocaleLowerCase()))
          .slice(0, most)
          .map((one) => ({ key: String(one.id), label: one.name, hint: one.role_name })),
      answers: (query) =>
        (latest.current.answers ?? [])
          .filter((one) => `${one.shortcut} ${one.title}`.toLocaleLowerCase().includes(query.toLocaleLowerCase()))
          .slice(0, most)
          .map((one) => ({ key: String(one.id), label: one.title, hint: one.shortcut })),
      insertAnswer: (key) => {
        client.get<{ body_html: string }>(`/tickets/${ticket.id}/answers/${key}`).then(
          (answer) => latest.current.insert(answer.body_html),
          (error: unknown) => notifyProblem(error, t),
        );
      },
    }),
    [ticket.id, t],
  );
}
