import { Button, Group, Modal, Stack, TagsInput } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../../../platform/i18n.tsx';

export function BulkTag({ kind, onClose, onTag }: { kind: 'tag' | 'untag'; onClose: () => void; onTag: (tags: string[]) => void }) {
  const t = useT();
  const [tags, setTags] = useState<string[]>([]);
  return (
    <Modal opened onClose={onClose} title={t(`desk.bulk.${kind}`)} closeButtonProps={{ 'aria-label': t('desk.action.close') }}>
      <Stack>
        <TagsInput data-autofocus label={t('desk.ticket.tags')} value={tags} onChange={setTags} acceptValueOnBlur />
        <Group justify="flex-end">
          <Button
            disabled={tags.length === 0}
            onClick={() => {
              onTag(tags);
              onClose();
            }}
          >
            {t(`desk.bulk.${kind}`)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
