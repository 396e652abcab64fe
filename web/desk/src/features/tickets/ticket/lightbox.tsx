import { Button, Group, Modal } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useT } from '../../../platform/i18n.tsx';
import classes from './attachments.module.css';

export interface LightboxImage {
  url: string;
  name: string;
}

export function Lightbox({ image, onClose }: { image: LightboxImage; onClose: () => void }) {
  const t = useT();
  return (
    <Modal opened onClose={onClose} size="auto" centered title={image.name} closeButtonProps={{ 'aria-label': t('desk.action.close') }}>
      <img className={classes.large} src={image.url} alt={image.name} />
      <Group justify="flex-end" pt="sm">
        <Button
          component="a"
          variant="default"
          href={`${image.url}?download=1`}
          download={image.name}
          leftSection={<IconDownload size={14} aria-hidden />}
        >
          {t('desk.action.download')}
        </Button>
      </Group>
    </Modal>
  );
}
