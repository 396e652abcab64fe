import { expect, it } from 'vitest';
import { isOwnImage, safeLink } from './simple_html.tsx';

it.each([
  ['https://example.org/a', true],
  ['mailto:a@example.org', true],
  ['/desk/inbox/1', true],
  ['javascript:alert(1)', false],
  [' javascript:alert(1)', false],
  ['data:text/html,x', false],
  [null, false],
])('link %s', (href, kept) => {
  expect(safeLink(href) !== null).toBe(kept);
});

it('only attachments of this host are pictures', () => {
  expect(isOwnImage('/api/v1/attachments/3/a.png')).toBe(true);
  expect(isOwnImage('https://tracker.example/p.gif')).toBe(false);
  expect(isOwnImage('//tracker.example/api/v1/attachments/')).toBe(false);
});
