import { type Catalogue, createFormatter, type Language, type MessageArguments, pickLanguage } from '@goodhost/shared/messages.ts';
import { createContext, type ReactNode, use } from 'react';
import type en from '../../../../locales/en/desk.json';

export type MessageKey = keyof typeof en;
export type T = (key: MessageKey, values?: MessageArguments) => string;

/** One loader per language: only the language in use is fetched. */
const loaders = import.meta.glob<{ default: Catalogue }>('../../../../locales/*/desk.json');

export interface Words {
  language: Language;
  t: T;
  /** For texts that hosts name themselves: the key's message, or the text as it is. */
  tOr: (key: string, otherwise: string) => string;
}

export async function loadWords(language: Language): Promise<Words> {
  const load = loaders[`../../../../locales/${language}/desk.json`];
  if (!load) throw new Error(`no catalogue for ${language}`);
  return makeWords(language, (await load()).default);
}

export function makeWords(language: Language, catalogue: Catalogue): Words {
  const format = createFormatter(language, catalogue);
  return { language, t: format, tOr: (key, otherwise) => (catalogue[key] === undefined ? otherwise : format(key)) };
}

const rememberedLanguage = 'goodhost.language';

export function startLanguage(): Language {
  return pickLanguage([localStorage.getItem(rememberedLanguage), ...navigator.languages]);
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(rememberedLanguage, language);
}

const WordsContext = createContext<Words | null>(null);

export function WordsProvider({ words, children }: { words: Words; children: ReactNode }) {
  return <WordsContext value={words}>{children}</WordsContext>;
}

export function useWords(): Words {
  const words = use(WordsContext);
  if (!words) throw new Error('useWords outside of WordsProvider');
  return words;
}

export function useT(): T {
  return useWords().t;
}
