import type { Brand } from '@goodhost/shared/api.ts';
import { Badge, Button, ColorSwatch, FileButton, Group } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { client } from '../../platform/client.ts';
import { useT } from '../../platform/i18n.tsx';
import { notifyDone, notifyProblem } from '../../platform/notify.tsx';
import { ResourcePage } from '../../platform/resource/resource_page.tsx';
import type { ResourceOf } from '../../platform/resource/spec.ts';
import { useCan } from '../../platform/session.tsx';
import { useLanguageOptions, zoneOptions } from '../accounts/admin/options.ts';
import { TicketSettings } from '../tickets/admin/ticket_settings.tsx';

export default function BrandsAdmin() {
  const t = useT();
  const may = useCan();
  const languages = useLanguageOptions();
  const spec: ResourceOf<Brand, '/brands'> = {
    path: '/brands',
    queryKey: ['brands'],
    title: 'desk.admin.brands',
    description: 'desk.admin.brands_hint',
    idOf: (row) => row.id,
    nameOf: (row) => row.name,
    mayDelete: false,
    columns: [
      { name: 'name', value: (row) => <NameCell brand={row} /> },
      { name: 'domain', value: (row) => row.domain },
      { name: 'sender_address', value: (row) => row.sender_address },
      { name: 'default_locale', value: (row) => languages.find((one) => one.value === row.default_locale)?.label ?? row.default_locale },
      { name: 'is_default', value: (row) => row.is_default && <Badge variant="light">{t('desk.admin.default')}</Badge> },
    ],
    fields: [
      { name: 'name', kind: 'text', required: true },
      { name: 'key', kind: 'text', required: true, only: 'create', hint: 'desk.admin.key_hint' },
      { name: 'domain', kind: 'text', required: true },
      { name: 'color', kind: 'color', initial: '#0f6d64' },
      { name: 'sender_name', kind: 'text' },
      { name: 'sender_address', kind: 'text' },
      { name: 'default_locale', kind: 'select', options: languages, initial: 'en', required: true },
      { name: 'locales', kind: 'multi', options: languages, initial: ['en'] },
      { name: 'time_zone', kind: 'select', options: zoneOptions(), initial: 'UTC' },
    ],
    extra: (row, refresh) => (
      <>
        <Logo brand={row} refresh={refresh} />
        {may('tickets.configure') && <TicketSettings brand={row} />}
      </>
    ),
  };
  return <ResourcePage spec={spec} />;
}

function NameCell({ brand }: { brand: Brand }) {
  return (
    <Group gap={8} wrap="nowrap" component="span">
      <ColorSwatch color={brand.color} size={14} component="span" aria-hidden />
      {brand.name}
    </Group>
  );
}

function Logo({ brand, refresh }: { brand: Brand; refresh: () => void }) {
  const t = useT();
  const put = async (file: File | null) => {
    if (!file) return;
    try {
      await client.put(`/brands/${brand.id}/logo`, undefined, {
        raw: file,
        headers: { 'Content-Type': file.type, 'X-File-Name': encodeURIComponent(file.name) },
      });
      notifyDone(t('desk.done.saved'));
      refresh();
    } catch (error) {
      notifyProblem(error, t);
    }
  };
  return (
    <Group>
      {brand.logo_sha256 && <img src={`/api/v1/brands/${brand.id}/logo?v=${brand.logo_sha256.slice(0, 8)}`} alt={brand.name} height={32} />}
      <FileButton accept="image/png,image/jpeg,image/webp" onChange={(file) => void put(file)}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconPhoto size={14} aria-hidden />}>
            {t('desk.admin.logo')}
          </Button>
        )}
      </FileButton>
    </Group>
  );
}
