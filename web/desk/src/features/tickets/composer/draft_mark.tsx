import { Tooltip } from '@mantine/core';
import { IconCloudCheck, IconCloudOff, IconCloudUpload } from '@tabler/icons-react';
import { useT } from '../../../platform/i18n.tsx';
import classes from './composer.module.css';
import type { DraftState } from './draft_keeper.ts';

const icons = { saving: IconCloudUpload, saved: IconCloudCheck, local: IconCloudOff };

export function DraftMark({ state }: { state: DraftState }) {
  const t = useT();
  if (state === 'none') return null;
  const Icon = icons[state];
  return (
    <Tooltip label={t(`desk.draft.${state}`)}>
      <span className={classes.draft} role="img" aria-label={t(`desk.draft.${state}`)}>
        <Icon size={16} stroke={1.6} aria-hidden />
      </span>
    </Tooltip>
  );
}
