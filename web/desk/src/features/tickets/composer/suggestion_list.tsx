import { Paper, Portal } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useT } from '../../../platform/i18n.tsx';
import classes from './composer.module.css';
import type { SuggestionStore } from './suggestion_store.ts';

export function SuggestionList({ store }: { store: SuggestionStore }) {
  const t = useT();
  const state = useSyncExternalStore(store.subscribe, store.get);
  if (!state?.rect || state.items.length === 0) return null;
  const { rect } = state;
  return (
    <Portal>
      <Paper
        shadow="md"
        withBorder
        className={classes.suggestions}
        style={{ left: Math.min(rect.left, window.innerWidth - 300), bottom: window.innerHeight - rect.top + 6 }}
        role="listbox"
        aria-label={t('desk.composer.suggestions')}
      >
        {state.items.map((item, index) => (
          <button
            key={item.key}
            type="button"
            role="option"
            aria-selected={index === state.chosen}
            data-chosen={index === state.chosen || undefined}
            onMouseDown={(event) => {
              event.preventDefault();
              state.choose(item);
            }}
          >
            <span>{item.label}</span>
            <small>{item.hint}</small>
          </button>
        ))}
      </Paper>
    </Portal>
  );
}
