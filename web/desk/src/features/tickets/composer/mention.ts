import Mention from '@tiptap/extension-mention';
import type { SuggestionProps } from '@tiptap/suggestion';
import type { SuggestionItem, SuggestionSource, SuggestionStore } from './suggestion_store.ts';

export function makeMention(store: SuggestionStore, source: SuggestionSource) {
  return Mention.configure({
    renderText: ({ node }) => `@${node.attrs.label}`,
    renderHTML: ({ node }) => [
      'span',
      { 'data-type': 'mention', 'data-id': node.attrs.id, 'data-label': node.attrs.label, class: 'mention' },
      `@${node.attrs.label}`,
    ],
    suggestions: [
      {
        char: '@',
        items: ({ query }) => source.people(query),
        render: () => popup(store, (props, item) => props.command({ id: item.key, label: item.label })),
      },
      {
        char: '/',
        startOfLine: true,
        items: ({ query }) => source.answers(query),
        render: () =>
          popup(store, (props, item) => {
            props.editor.chain().focus().deleteRange(props.range).run();
            source.insertAnswer(item.key);
          }),
      },
    ],
  });
}

type Props = SuggestionProps<SuggestionItem>;

function popup(store: SuggestionStore, choose: (props: Props, item: SuggestionItem) => void) {
  const show = (props: Props) =>
    store.set({
      items: props.items,
      chosen: 0,
      rect: props.clientRect?.() ?? null,
      choose: (item) => {
        choose(props, item);
        store.set(null);
      },
    });
  return {
    onStart: show,
    onUpdate: show,
    onKeyDown: ({ event }: { event: KeyboardEvent }) => store.key(event.key),
    onExit: () => store.set(null),
  };
}
