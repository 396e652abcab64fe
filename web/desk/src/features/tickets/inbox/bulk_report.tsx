import type { Instant } from '@goodhost/shared/api.ts';
import { Button, Group, Select, Stack, Text, Textarea } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import '@mantine/dates/styles.css';
import { useT, useWords } from '../../../platform/i18n.tsx';
import { fromPicker, toPicker } from '../../../platform/picker.ts';
import type { Option } from '../../../platform/resource/spec.ts';
import { useLanguageOptions } from '../../accounts/admin/options.ts';
import { Dialog } from '../ticket/dialog.tsx';

export interface ReportWords {
  language: string;
  text: string;
}

const variables = '{{contact.name}} {{ticket.number}} {{ticket.subject}} {{service.domain}} {{next_report}}';
const usualPause = 3_600_000;

/** One report to many tickets of one cause, each in its customer's language. */
export default function BulkReport({
  count,
  onClose,
  onReport,
}: {
  count: number;
  onClose: () => void;
  onReport: (words: ReportWords[], next: Instant) => void;
}) {
  const t = useT();
  const { language } = useWords();
  const languages = useLanguageOptions();
  const [words, setWords] = useState<ReportWords[]>([{ language, text: '' }]);
  const [next, setNext] = useState<string | null>(toPicker(new Date(Date.now() + usualPause).toISOString()));
  const set = (at: number, part: Partial<ReportWords>) => setWords(words.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const left = languages.filter((one) => !words.some((known) => known.language === one.value));
  const ready = next !== null && words.every((one) => one.text.trim() !== '');
  const done = () => {
    onReport(words, fromPicker(next ?? ''));
    onClose();
  };
  return (
    <Dialog title={t('desk.bulk.report')} action={t('desk.bulk.report_send', { count })} disabled={!ready} onClose={onClose} onDone={done}>
      <Text size="sm" c="dimmed">
        {t('desk.bulk.report_hint', { names: variables })}
      </Text>
      {words.map((one, at) => (
        <OneLanguage
          key={one.language}
          words={one}
          choices={languages.filter((choice) => choice.value === one.language || left.includes(choice))}
          onSet={(part) => set(at, part)}
        />
      ))}
      <Group>
        {left[0] && (
          <Button
            variant="default"
            size="compact-xs"
            leftSection={<IconPlus size={12} aria-hidden />}
            onClick={() => setWords([...words, { language: left[0]?.value ?? language, text: '' }])}
          >
            {t('desk.bulk.report_more')}
          </Button>
        )}
      </Group>
      <DateTimePicker
        locale={language}
        label={t('desk.ticket.next_report')}
        description={t('desk.ticket.next_report_hint')}
        value={next}
        onChange={setNext}
        minDate={new Date()}
        valueFormat="YYYY-MM-DD HH:mm"
        required
      />
    </Dialog>
  );
}

function OneLanguage({ words, choices, onSet }: { words: ReportWords; choices: Option[]; onSet: (part: Partial<ReportWords>) => void }) {
  const t = useT();
  return (
    <Stack gap={6}>
      <Select
        size="xs"
        allowDeselect={false}
        label={t('desk.bulk.report_language')}
        data={choices}
        value={words.language}
        onChange={(language) => language && onSet({ language })}
      />
      <Textarea
        autosize
        minRows={4}
        label={t('desk.bulk.report_words')}
        value={words.text}
        onChange={(event) => onSet({ text: event.currentTarget.value })}
        required
      />
    </Stack>
  );
}
