import { expect, it } from 'vitest';
import { withRemoteImages } from './remote_images.tsx';
import { isOwnImage } from './simple_html.tsx';

it('counts the pictures on, and names nobody else', () => {
  const html = '<p><img data-src="https://t.example/a.png?x=1&amp;y=2" width="1">and<img data-src="https://t.example/b.png"></p>';
  expect(withRemoteImages(html, '/place', 3)).toBe('<p><img src="/place/3" width="1">and<img src="/place/4"></p>');
});

it('shows what the host serves, only', () => {
  expect(isOwnImage('/api/v1/attachments/1/a.png')).toBe(true);
  expect(isOwnImage('/api/v1/tickets/1/messages/2/remote_images/0')).toBe(true);
  for (const source of [
    'https://t.example/a.png',
    '//t.example/api/v1/attachments/1',
    '/api/v1/tickets/1/messages/2/remote_images/0/../x',
    null,
  ])
    expect(isOwnImage(source)).toBe(false);
});
