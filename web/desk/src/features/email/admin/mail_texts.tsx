import type { List, MailText } from '@goodhost/shared/api.ts';
import { Badge, Group, NavLink, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../platform/client.ts';
import { useWords } from '../../../platform/i18n.tsx';
import resource from '../../../platform/resource/resource.module.css';
import { AdminHeader } from '../../../platform/resource/resource_page.tsx';
import { ErrorView, SkeletonRows } from '../../../platform/states.tsx';
import { useBrandOptions, useLanguageOptions } from '../../accounts/admin/options.ts';
import { LetterPreview, MailTextEditor } from './mail_text_editor.tsx';

/** The words of the program's own mails, for each brand and language. */
export function MailTextsAdmin() {
  const { t, tOr } = useWords();
  const [brands, languages] = [useBrandOptions(), useLanguageOptions()];
  const [chosen, setChosen] = useState<{ brand?: string; locale: string; kind: string }>({ locale: 'en', kind: 'acknowledgement' });
  const brand = chosen.brand ?? brands[0]?.value;
  const texts = useQuery({
    queryKey: ['mail_texts', brand, chosen.locale],
    queryFn: async () => (await client.get<List<MailText>>('/mail_texts', { brand_id: brand, locale: chosen.locale })).items,
    enabled: brand !== undefined,
  });
  const text = texts.data?.find((one) => one.kind === chosen.kind);
  return (
    <div className={resource.page}>
      <AdminHeader title="desk.admin.mail_texts" description="desk.admin.mail_texts_hint" />
      <Group mb="md">
        <Select
          label={t('desk.field.brand_id')}
          allowDeselect={false}
          data={brands}
          value={brand ?? null}
          onChange={(value) => setChosen({ ...chosen, ...(value ? { brand: value } : {}) })}
        />
        <Select
          label={t('desk.field.locale')}
          allowDeselect={false}
          data={languages}
          value={chosen.locale}
          onChange={(value) => setChosen({ ...chosen, locale: value ?? 'en' })}
        />
      </Group>
      {texts.isPending && <SkeletonRows rows={4} />}
      {texts.error && <ErrorView error={texts.error} />}
      <Group align="flex-start" gap="lg" wrap="wrap">
        <Stack gap={0} w={240}>
          {(texts.data ?? []).map((one) => (
            <NavLink
              key={one.kind}
              component="button"
              active={one.kind === chosen.kind}
              label={<Text size="sm">{tOr(`desk.mail_text.${nameOf(one.kind)}`, one.kind)}</Text>}
              rightSection={one.changed && <Badge size="sm">{t('desk.admin.text_changed')}</Badge>}
              onClick={() => setChosen({ ...chosen, kind: one.kind })}
            />
          ))}
        </Stack>
        {text && brand && <Words key={`${brand} ${text.locale} ${text.kind} ${text.changed}`} text={text} brand={Number(brand)} />}
      </Group>
    </div>
  );
}

function Words(props: { text: MailText; brand: number }) {
  return props.text.letter ? <LetterPreview {...props} /> : <MailTextEditor {...props} />;
}

/** `accounts.mail.sign_in` is `sign_in`. */
function nameOf(kind: string): string {
  return kind.slice(kind.lastIndexOf('.') + 1);
}
