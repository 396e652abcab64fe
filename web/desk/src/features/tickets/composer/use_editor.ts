import Image from '@tiptap/extension-image';
import Placeholder from '@tiptap/extension-placeholder';
import { type Editor, useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useRef } from 'react';
import { makeMention } from './mention.ts';
import type { SuggestionSource, SuggestionStore } from './suggestion_store.ts';

export interface EditorOptions {
  html: string;
  placeholder: string;
  label: string;
  suggestions: SuggestionStore;
  source: SuggestionSource;
  onChange: (html: string) => void;
  onFiles: (files: File[]) => void;
  onSubmit: () => void;
}

export function useDeskEditor(options: EditorOptions): Editor | null {
  // The editor is made once and asks for these at any time, also while React draws.
  const latest = useRef(options);
  latest.current = options;
  return useEditor({
    injectCSS: false,
    shouldRerenderOnTransaction: false,
    content: options.html,
    extensions: [
      StarterKit.configure({
        heading: false,
        horizontalRule: false,
        link: { openOnClick: false, HTMLAttributes: { rel: 'noopener noreferrer nofollow', target: '_blank' } },
      }),
      Image.configure({ inline: false }),
      Placeholder.configure({ placeholder: () => latest.current.placeholder }),
      makeMention(options.suggestions, options.source),
    ],
    onUpdate: ({ editor }) => latest.current.onChange(editor.getHTML()),
    editorProps: {
      attributes: { 'aria-label': options.label, 'aria-multiline': 'true', role: 'textbox' },
      handlePaste: (_view, event) => take(event.clipboardData?.files, latest.current.onFiles),
      handleDrop: (_view, event) => take(event.dataTransfer?.files, latest.current.onFiles),
      handleKeyDown: (_view, event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return false;
        latest.current.onSubmit();
        return true;
      },
    },
  });
}

function take(list: FileList | undefined, files: (list: File[]) => void): boolean {
  if (!list || list.length === 0) return false;
  files([...list]);
  return true;
}

/** Who is named in the text, each once. */
export function mentionsOf(editor: Editor): number[] {
  const ids = new Set<number>();
  editor.state.doc.descendants((node) => {
    if (node.type.name === 'mention') ids.add(Number(node.attrs.id));
  });
  return [...ids];
}
