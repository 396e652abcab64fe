import { languages } from '@goodhost/shared/messages.ts';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, it } from 'vitest';

const catalogues = import.meta.glob<{ default: Record<string, string> }>('../../../../locales/*/desk.json', { eager: true });
const of = (language: string) => catalogues[`../../../../locales/${language}/desk.json`]?.default ?? {};

it.each(languages)('every message of %s can be formatted', (language) => {
  const texts = of(language);
  expect(Object.keys(texts)).toEqual(Object.keys(of('en')));
  for (const [key, text] of Object.entries(texts))
    expect(() => new IntlMessageFormat(text, language, undefined, { ignoreTag: true }), key).not.toThrow();
});
