// The public pages work without this. It adds, wherever a page asks for it by an attribute:
//   time[data-live]         the distance to `datetime`, kept up to date
//   form[data-confirm]      asks before it is sent
//   form[data-draft=NAME]   keeps what is typed in this browser until it is sent
//   [data-files]            files dropped on it or pasted into its form join the file input
//   [data-topic]            new messages of this ticket appear by themselves, and every [data-part] of the page is kept fresh
//   [data-focus]            gets the focus when the page opens (the summary of errors)
// A form is sent once, however often its button is pressed.
import '../styles/tokens.css';
import '../styles/ground.css';
import '../styles/frame.css';
import '../styles/pieces.css';
import '../styles/lists.css';
import '../styles/forms.css';
import '../styles/tickets.css';
import '../styles/reference.css';
import { keepDraft } from './drafts';
import { takeFiles } from './files';
import { askFirst, sendOnce } from './forms';
import { keepLive } from './live';
import { keepTimes } from './times';

const language = document.documentElement.lang || 'en';

function enhance(root: ParentNode): void {
  // In this order, because a form that was refused is not sent and its draft stays.
  for (const form of root.querySelectorAll<HTMLFormElement>('form[data-confirm]')) askFirst(form);
  for (const form of root.querySelectorAll<HTMLFormElement>('form[method=post]')) sendOnce(form);
  for (const form of root.querySelectorAll<HTMLFormElement>('form[data-draft]')) keepDraft(form);
  for (const box of root.querySelectorAll<HTMLElement>('[data-files]')) takeFiles(box, language);
}

enhance(document);
keepTimes(() => document.querySelectorAll<HTMLTimeElement>('time[data-live]'), language);
for (const section of document.querySelectorAll<HTMLElement>('[data-topic]')) keepLive(section, enhance);
document.querySelector<HTMLElement>('[data-focus]')?.focus();
