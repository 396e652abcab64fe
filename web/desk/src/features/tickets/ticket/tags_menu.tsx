import { Button, Popover, TagsInput } from '@mantine/core';
import { IconTag } from '@tabler/icons-react';
import { useT } from '../../../platform/i18n.tsx';
import type { HeaderProps } from './property_menus.tsx';
import classes from './ticket.module.css';

export function TagsMenu({ ticket, actions, menu, setMenu }: HeaderProps) {
  const t = useT();
  const opened = menu === 'tags';
  const text = ticket.tags.length === 0 ? t('desk.ticket.add_tag') : ticket.tags.join(', ');
  return (
    <Popover opened={opened} onChange={(open) => setMenu(open ? 'tags' : null)} width={320} position="bottom-start" trapFocus>
      <Popover.Target>
        <Button
          className={classes.property}
          variant="default"
          size="compact-sm"
          leftSection={<IconTag size={14} aria-hidden />}
          aria-label={`${t('desk.ticket.tags')}: ${text}`}
          onClick={() => setMenu(opened ? null : 'tags')}
        >
          {text}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <TagsInput
          data-autofocus
          label={t('desk.ticket.tags')}
          description={t('desk.ticket.tags_hint')}
          value={ticket.tags}
          onChange={(tags) => void actions.setTags(tags)}
          maxTags={20}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
