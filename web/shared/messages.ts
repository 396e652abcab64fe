import { IntlMessageFormat } from 'intl-messageformat';

export const languages = ['en', 'ko', 'cy', 'uz', 'bn'] as const;
export type Language = (typeof languages)[number];
export type Catalogue = Record<string, string>;
export type MessageArguments = Record<string, string | number | boolean | Date | null | undefined>;

/** The first of the person's languages that the desk speaks. */
export function pickLanguage(wanted: readonly (string | null | undefined)[]): Language {
  for (const tag of wanted) {
    const base = tag?.toLowerCase().split('-')[0];
    const found = languages.find((language) => language === base);
    if (found) return found;
  }
  return 'en';
}

/** Formats ICU messages of one catalogue; a parsed message is kept. A key without a message is shown as it is. */
export function createFormatter(language: Language, catalogue: Catalogue) {
  const parsed = new Map<string, IntlMessageFormat>();
  return (key: string, values?: MessageArguments): string => {
    const text = catalogue[key];
    if (text === undefined) return key;
    if (!text.includes('{') && !text.includes("'")) return text;
    let message = parsed.get(key);
    if (!message) {
      message = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
      parsed.set(key, message);
    }
    return String(message.format(values as Record<string, string>));
  };
}
