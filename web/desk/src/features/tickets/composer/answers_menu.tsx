import type { Answer, Macro, Ticket } from '@goodhost/shared/api.ts';
import { Button, Combobox } from '@mantine/core';
import { IconBolt } from '@tabler/icons-react';
import { client, queryClient } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../../platform/notify.tsx';
import { useSearchMenu } from '../../../platform/search_menu.ts';
import { useAnswers, useMacros } from '../queries.ts';
import classes from './composer.module.css';

interface AnswersProps {
  ticket: Ticket;
  opened: boolean;
  onOpened: (opened: boolean) => void;
  onInsert: (html: string, macroId?: number) => void;
}

/** Ready answers and macros in one list: what to say, and what to do. */
export function AnswersMenu({ ticket, opened, onOpened, onInsert }: AnswersProps) {
  const t = useT();
  const { search, setSearch, combobox, fits } = useSearchMenu(opened, () => onOpened(false));
  const answers = useAnswers(opened).data ?? [];
  const macros = useMacros(opened).data ?? [];
  const shownAnswers = answers.filter((one) => fits(`${one.title} ${one.shortcut}`));
  const shownMacros = macros.filter((one) => fits(one.name));
  const run = useMacroRun(ticket, onInsert);
  const choose = async (value: string) => {
    onOpened(false);
    const [kind, id] = value.split(':');
    try {
      if (kind === 'answer') onInsert((await client.get<{ body_html: string }>(`/tickets/${ticket.id}/answers/${id}`)).body_html);
      else await run(macros.find((one) => String(one.id) === id));
    } catch (error) {
      notifyProblem(error, t);
    }
  };
  return (
    <Combobox store={combobox} width={340} position="top-start" shadow="md" onOptionSubmit={(value) => void choose(value)}>
      <Combobox.Target targetType="button">
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconBolt size={15} aria-hidden />}
          aria-label={t('desk.composer.answers')}
          onClick={() => onOpened(!opened)}
        >
          <span className={classes.answersLabel}>{t('desk.composer.answers')}</span>
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t('desk.composer.find_answer')}
          aria-label={t('desk.composer.find_answer')}
        />
        <Options answers={shownAnswers} macros={shownMacros} />
      </Combobox.Dropdown>
    </Combobox>
  );
}

function Options({ answers, macros }: { answers: Answer[]; macros: Macro[] }) {
  const t = useT();
  return (
    <Combobox.Options tabIndex={0} mah={320} style={{ overflowY: 'auto' }} aria-label={t('desk.composer.answers')}>
      {answers.length + macros.length === 0 && <Combobox.Empty>{t('desk.search.nothing')}</Combobox.Empty>}
      {answers.length > 0 && (
        <Combobox.Group label={t('desk.composer.ready_answers')}>
          {answers.map((one) => (
            <Combobox.Option key={one.id} value={`answer:${one.id}`} className={classes.answer}>
              {one.title} <small>/{one.shortcut}</small>
            </Combobox.Option>
          ))}
        </Combobox.Group>
      )}
      {macros.length > 0 && (
        <Combobox.Group label={t('desk.composer.macros')}>
          {macros.map((one) => (
            <Combobox.Option key={one.id} value={`macro:${one.id}`} className={classes.answer}>
              {one.name}
            </Combobox.Option>
          ))}
        </Combobox.Group>
      )}
    </Combobox.Options>
  );
}

/** A macro with words is applied when they are sent; one without, at once. */
function useMacroRun(ticket: Ticket, onInsert: AnswersProps['onInsert']) {
  const t = useT();
  return async (macro: Macro | undefined) => {
    if (!macro) return;
    if (macro.body_html) {
      const words = await client.get<{ body_html: string }>(`/tickets/${ticket.id}/macros/${macro.id}`);
      return onInsert(words.body_html, macro.id);
    }
    await client.post('/tickets/bulk', { ticket_ids: [ticket.id], action: 'macro', value: macro.id });
    notifyDone(t('desk.done.macro', { name: macro.name }));
    await queryClient.invalidateQueries({ queryKey: ['tickets'] });
  };
}
