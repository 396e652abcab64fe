import type { Macro, Ticket } from '@goodhost/shared/api.ts';
import { Button, Combobox, useCombobox } from '@mantine/core';
import { IconBolt } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { client, queryClient } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../../platform/notify.tsx';
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
  const [search, setSearch] = useState('');
  const answers = useAnswers(opened).data ?? [];
  const macros = useMacros(opened).data ?? [];
  const combobox = useCombobox({ opened, onDropdownClose: () => onOpened(false) });
  const { openDropdown, closeDropdown, focusSearchInput } = combobox;
  useEffect(() => {
    if (!opened) return closeDropdown();
    setSearch('');
    openDropdown();
    focusSearchInput();
  }, [opened, openDropdown, closeDropdown, focusSearchInput]);
  const fits = (text: string) => text.toLocaleLowerCase().includes(search.trim().toLocaleLowerCase());
  const shownAnswers = answers.filter((one) => fits(`${one.title} ${one.shortcut}`));
  const shownMacros = macros.filter((one) => fits(one.name));
  const choose = async (value: string) => {
    onOpened(false);
    const [kind, id] = value.split(':');
    try {
      if (kind === 'answer') onInsert((await client.get<{ body_html: string }>(`/tickets/${ticket.id}/answers/${id}`)).body_html);
      else await runMacro(macros.find((one) => String(one.id) === id));
    } catch (error) {
      notifyProblem(error, t);
    }
  };
  // A macro with words is applied when they are sent; one without, at once.
  const runMacro = async (macro: Macro | undefined) => {
    if (!macro) return;
    if (macro.body_html) return onInsert(macro.body_html, macro.id);
    await client.post('/tickets/bulk', { ticket_ids: [ticket.id], action: 'macro', value: macro.id });
    notifyDone(t('desk.done.macro', { name: macro.name }));
    await queryClient.invalidateQueries({ queryKey: ['tickets'] });
  };
  return (
    <Combobox store={combobox} width={340} position="top-start" shadow="md" onOptionSubmit={(value) => void choose(value)}>
      <Combobox.Target targetType="button">
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconBolt size={15} aria-hidden />}
          onClick={() => onOpened(!opened)}
        >
          {t('desk.composer.answers')}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t('desk.composer.find_answer')}
          aria-label={t('desk.composer.find_answer')}
        />
        <Combobox.Options tabIndex={0} mah={320} style={{ overflowY: 'auto' }} aria-label={t('desk.composer.answers')}>
          {shownAnswers.length + shownMacros.length === 0 && <Combobox.Empty>{t('desk.search.nothing')}</Combobox.Empty>}
          {shownAnswers.length > 0 && (
            <Combobox.Group label={t('desk.composer.ready_answers')}>
              {shownAnswers.map((one) => (
                <Combobox.Option key={one.id} value={`answer:${one.id}`} className={classes.answer}>
                  {one.title} <small>/{one.shortcut}</small>
                </Combobox.Option>
              ))}
            </Combobox.Group>
          )}
          {shownMacros.length > 0 && (
            <Combobox.Group label={t('desk.composer.macros')}>
              {shownMacros.map((one) => (
                <Combobox.Option key={one.id} value={`macro:${one.id}`} className={classes.answer}>
                  {one.name}
                </Combobox.Option>
              ))}
            </Combobox.Group>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
