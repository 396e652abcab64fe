import { Input, InputWrapper } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../../../platform/i18n.tsx';
import classes from './composer.module.css';
import { isEmptyHtml } from './draft_store.ts';
import { EditorView } from './editor_view.tsx';
import { SuggestionStore } from './suggestion_store.ts';
import { useUploads } from './uploads.ts';
import { useDeskEditor } from './use_editor.ts';

const nothing = { people: () => [], answers: () => [], insertAnswer: () => {} };

/** The same editor outside of a ticket: for a first message or a ready text. */
export default function PlainEditor({
  label,
  html,
  onChange,
  error,
}: {
  label: string;
  html: string;
  onChange: (html: string) => void;
  error?: string;
}) {
  const t = useT();
  const [store] = useState(() => new SuggestionStore());
  const uploads = useUploads(
    () => {},
    (attachment) => editor?.chain().focus().setImage({ src: attachment.url, alt: attachment.name }).run(),
  );
  const editor = useDeskEditor({
    html,
    placeholder: '',
    label,
    suggestions: store,
    source: nothing,
    onChange: (next) => onChange(isEmptyHtml(next) ? '' : next),
    onFiles: (files) => void uploads.add(files),
    onSubmit: () => {},
  });
  return (
    <InputWrapper error={error}>
      <Input.Label component="div">{label}</Input.Label>
      <div className={classes.framed}>
        <EditorView editor={editor} label={t('desk.composer.formatting')} />
      </div>
    </InputWrapper>
  );
}
