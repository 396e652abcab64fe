import { RichTextEditor } from '@mantine/tiptap';
import '@mantine/tiptap/styles.css';
import type { Editor } from '@tiptap/react';
import { useT } from '../../../platform/i18n.tsx';
import classes from './composer.module.css';

export function EditorView({ editor, label }: { editor: Editor | null; label: string }) {
  const t = useT();
  const labels = {
    boldControlLabel: t('desk.editor.bold'),
    italicControlLabel: t('desk.editor.italic'),
    bulletListControlLabel: t('desk.editor.bullets'),
    orderedListControlLabel: t('desk.editor.numbers'),
    blockquoteControlLabel: t('desk.editor.quote'),
    codeBlockControlLabel: t('desk.editor.code'),
    linkControlLabel: t('desk.editor.link'),
    linkEditorInputLabel: t('desk.editor.link_address'),
    linkEditorInputPlaceholder: 'https://',
    linkEditorExternalLink: t('desk.editor.new_tab'),
    linkEditorInternalLink: t('desk.editor.same_tab'),
    linkEditorSave: t('desk.action.save'),
  };
  return (
    <RichTextEditor
      editor={editor}
      labels={labels}
      variant="subtle"
      withTypographyStyles={false}
      classNames={{ root: classes.editor, content: classes.editorContent, toolbar: classes.toolbar }}
    >
      <RichTextEditor.Content />
      <RichTextEditor.Toolbar aria-label={label} role="toolbar">
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.Bold />
          <RichTextEditor.Italic />
          <RichTextEditor.BulletList />
          <RichTextEditor.OrderedList />
          <RichTextEditor.Blockquote />
          <RichTextEditor.CodeBlock />
          <RichTextEditor.Link />
        </RichTextEditor.ControlsGroup>
      </RichTextEditor.Toolbar>
    </RichTextEditor>
  );
}
