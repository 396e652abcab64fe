import { isBusy } from './forms';

/** The chosen or typed values by the field's name. */
export type Draft = Record<string, string[]>;

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const choosable = (field: Control): field is HTMLInputElement => field.type === 'checkbox' || field.type === 'radio';

/** Never a password, a file or what the mechanism itself put there. */
export function isKept(field: { name?: string; type?: string }): boolean {
  const unkept = ['password', 'file', 'hidden', 'submit', 'button', 'reset', 'fieldset'];
  return Boolean(field.name) && !field.name?.startsWith('_') && !unkept.includes(field.type ?? '');
}

function fieldsOf(form: HTMLFormElement): Control[] {
  return [...form.elements].filter((element) => isKept(element as Control)) as Control[];
}

export function draftOf(fields: Control[]): Draft {
  const draft: Draft = {};
  for (const field of fields) {
    draft[field.name] ??= [];
    if (!choosable(field) || field.checked) draft[field.name]?.push(field.value);
  }
  return draft;
}

/** What the server filled in goes before what was kept. */
export function restore(fields: Control[], draft: Draft) {
  for (const field of fields) {
    const kept = draft[field.name];
    if (!kept) continue;
    if (choosable(field)) field.checked = kept.includes(field.value);
    else if (field.value === '') field.value = kept[0] ?? '';
  }
}

/** A browser may refuse to keep anything (private window, full): then there is no draft, and nothing else is lost. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

const pause = 400;

export function keepDraft(form: HTMLFormElement) {
  const key = `draft:${form.dataset.draft}`;
  const kept = attempt(() => JSON.parse(localStorage.getItem(key) ?? 'null') as Draft | null);
  if (kept) restore(fieldsOf(form), kept);
  let timer: number | undefined;
  const save = () => attempt(() => localStorage.setItem(key, JSON.stringify(draftOf(fieldsOf(form)))));
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(save, pause);
  });
  window.addEventListener('pagehide', () => {
    if (timer !== undefined && !isBusy(form)) save();
  });
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    clearTimeout(timer);
    attempt(() => localStorage.removeItem(key));
  });
}
