import { expect, it } from 'vitest';
import { firstWriting, forgetLocally, isEmptyHtml, keepLocally, keptLocally } from './draft_store.ts';

function storage() {
  const map = new Map<string, string>();
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  };
}
const place = { agent: 1, ticket: 2 };
const writing = { kind: 'note' as const, html: '<p>typed</p>', attachments: [], base: 3 };

it('what was typed is there after the tab was closed, for this person and ticket only', () => {
  const kept = storage();
  keepLocally(kept, place, writing);
  expect(keptLocally(kept, place)).toEqual(writing);
  expect(keptLocally(kept, { agent: 9, ticket: 2 })).toBeNull();
  forgetLocally(kept, place);
  expect(keptLocally(kept, place)).toBeNull();
});

it('a broken or full storage is no trouble', () => {
  const broken = {
    getItem: () => '{',
    setItem: () => {
      throw new Error('full');
    },
    removeItem: () => {},
  };
  keepLocally(broken, place, writing);
  expect(keptLocally(broken, place)).toBeNull();
});

it('words that the server has not confirmed win over its draft', () => {
  const server = { kind: 'message' as const, body_html: '<p>older</p>', base_message_count: 1 };
  expect(firstWriting(writing, server, 9).html).toBe('<p>typed</p>');
  expect(firstWriting(null, server, 9)).toMatchObject({ html: '<p>older</p>', base: 1 });
  expect(firstWriting(null, null, 9)).toMatchObject({ html: '', base: 9 });
});

it('empty paragraphs are nothing; a picture alone is something', () => {
  expect(isEmptyHtml('<p></p><p>&nbsp; </p>')).toBe(true);
  expect(isEmptyHtml('<p><img src="/api/v1/attachments/1/a.png"></p>')).toBe(false);
});
