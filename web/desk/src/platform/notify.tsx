import { ProblemError } from '@goodhost/shared/http.ts';
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { T } from './i18n.tsx';

/** What went wrong, in the person's words: the server's own where it has some. */
export function problemText(error: unknown, t: T): string {
  if (!(error instanceof ProblemError)) return t('desk.problem.unexpected');
  if (error.status === 0) return t('desk.problem.unreachable');
  if (error.code === 'http.403' || error.status === 403) return error.problem.detail || t('desk.problem.forbidden');
  const fields = (error.problem.fields ?? []).map((field) => field.message).filter(Boolean);
  return fields.length > 0 ? fields.join(' ') : error.problem.detail || error.problem.title || t('desk.problem.unexpected');
}

export function notifyProblem(error: unknown, t: T): void {
  notifications.show({
    color: 'red',
    title: t('desk.problem.title'),
    message: problemText(error, t),
    autoClose: 8_000,
    closeButtonProps: { 'aria-label': t('desk.action.close') },
  });
}

export function notifyDone(message: string): void {
  notifications.show({ color: 'teal', message, autoClose: 3_500, withCloseButton: false });
}

/** Something that can be taken back for `seconds`. */
export function notifyUndo(message: string, undo: { label: string; run: () => void; seconds?: number }): string {
  const id = notifications.show({
    color: 'teal',
    autoClose: (undo.seconds ?? 8) * 1_000,
    withCloseButton: false,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            notifications.hide(id);
            undo.run();
          }}
        >
          {undo.label}
        </Button>
      </Group>
    ),
  });
  return id;
}
