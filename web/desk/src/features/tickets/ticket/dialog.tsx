import type { Ticket } from '@goodhost/shared/api.ts';
import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '../../../platform/i18n.tsx';
import type { TicketActions } from '../actions.ts';

export interface DialogProps {
  ticket: Ticket;
  actions: TicketActions;
  onClose: () => void;
}

export function Dialog({
  title,
  action,
  disabled,
  onDone,
  onClose,
  children,
}: {
  title: string;
  action: string;
  disabled?: boolean;
  onDone: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const t = useT();
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('desk.action.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onDone();
        }}
      >
        <Stack gap="sm">
          {children}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('desk.action.cancel')}
            </Button>
            <Button type="submit" disabled={disabled}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
