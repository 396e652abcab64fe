import { Kbd, Modal, Stack, Switch, Table, Title } from '@mantine/core';
import { useState } from 'react';
import { type MessageKey, useT } from '../platform/i18n.tsx';
import { setShortcutsOn, shortcutsOn, useRegisteredShortcuts } from '../platform/shortcuts.tsx';
import classes from './shell.module.css';

const groups: { group: 'list' | 'ticket' | 'everywhere'; title: MessageKey }[] = [
  { group: 'ticket', title: 'desk.shortcut.group_ticket' },
  { group: 'list', title: 'desk.shortcut.group_list' },
  { group: 'everywhere', title: 'desk.shortcut.group_everywhere' },
];

export default function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const t = useT();
  const all = useRegisteredShortcuts();
  const [on, setOn] = useState(shortcutsOn());
  const unique = [...new Map(all.map((one) => [one.keys, one])).values()];
  return (
    <Modal opened onClose={onClose} title={t('desk.shortcut.title')} closeButtonProps={{ 'aria-label': t('desk.action.close') }}>
      <Stack gap="md">
        {groups.map(({ group, title }) => {
          const rows = unique.filter((one) => one.group === group);
          if (rows.length === 0) return null;
          return (
            <section key={group}>
              <Title order={3}>{t(title)}</Title>
              <Table className={classes.kbdTable} withRowBorders={false}>
                <Table.Tbody>
                  {rows.map((one) => (
                    <Table.Tr key={one.keys}>
                      <Table.Td w={120}>
                        <Keys keys={one.keys} />
                      </Table.Td>
                      <Table.Td>{t(one.label)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </section>
          );
        })}
        <Switch
          label={t('desk.shortcut.single_keys')}
          checked={on}
          onChange={(event) => {
            setShortcutsOn(event.currentTarget.checked);
            setOn(event.currentTarget.checked);
          }}
        />
      </Stack>
    </Modal>
  );
}

function Keys({ keys }: { keys: string }) {
  return keys.split(' ').map((key) => (
    <Kbd key={key} mr={4} size="xs">
      {key.replace('mod+', 'Ctrl+')}
    </Kbd>
  ));
}
