import { createElement, Fragment, type ReactNode } from 'react';

/**
 * The server has rebuilt message HTML from an allow-list. What consists of plain paragraphs, lists, links and the like is drawn
 * here as our own elements, from a second, smaller allow-list, so that it takes the desk's type and colours; anything
 * richer (tables, styled newsletters) is shown in a sandboxed frame instead.
 */
const tags = new Set([
  'p',
  'div',
  'br',
  'b',
  'strong',
  'i',
  'em',
  'u',
  's',
  'del',
  'a',
  'ul',
  'ol',
  'li',
  'code',
  'pre',
  'blockquote',
  'h1',
  'h2',
  'h3',
  'h4',
  'hr',
  'span',
  'img',
  'mark',
]);
const dropped = new Set(['script', 'style', 'head', 'title', 'meta', 'link']);
const maxNodes = 3_000;

export interface SimpleOptions {
  /** Only pictures that the host serves itself are shown. */
  onImage: (image: { url: string; name: string }) => void;
  imageLabel: (name: string) => string;
}

/** Null when the HTML is richer than what this draws. */
export function renderSimple(html: string, options: SimpleOptions): ReactNode | null {
  const body = new DOMParser().parseFromString(html, 'text/html').body;
  const budget = { left: maxNodes };
  if (!isSimple(body, budget)) return null;
  return children(body, options);
}

function isSimple(node: Element, budget: { left: number }): boolean {
  for (const child of node.children) {
    if (--budget.left < 0) return false;
    const tag = child.localName;
    if (dropped.has(tag)) continue;
    if (!tags.has(tag) || child.hasAttribute('bgcolor') || (child.getAttribute('style') ?? '').length > 60) return false;
    if (!isSimple(child, budget)) return false;
  }
  return true;
}

function children(node: Node, options: SimpleOptions): ReactNode[] {
  return [...node.childNodes].map((child, index) => draw(child, index, options));
}

function draw(node: Node, key: number, options: SimpleOptions): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (!(node instanceof Element) || dropped.has(node.localName)) return null;
  const tag = node.localName;
  if (tag === 'br' || tag === 'hr') return createElement(tag, { key });
  if (tag === 'img') return drawImage(node, key, options);
  if (tag === 'a') return drawLink(node, key, options);
  if (tag === 'span' && node.getAttribute('data-type') === 'mention') {
    return createElement('span', { key, className: 'mention' }, ...children(node, options));
  }
  // A heading in a mail is no heading of this page.
  const shown = /^h[1-4]$/.test(tag) ? 'strong' : tag;
  const content = children(node, options);
  return shown === 'strong' && shown !== tag
    ? createElement(Fragment, { key }, createElement('strong', null, ...content), createElement('br'))
    : createElement(shown, { key }, ...content);
}

export function safeLink(href: string | null): string | null {
  if (!href) return null;
  try {
    const url = new URL(href, 'https://invalid.example/');
    return ['http:', 'https:', 'mailto:', 'tel:'].includes(url.protocol) ? href : null;
  } catch {
    return null;
  }
}

function drawLink(node: Element, key: number, options: SimpleOptions): ReactNode {
  const href = safeLink(node.getAttribute('href'));
  if (!href) return createElement('span', { key }, ...children(node, options));
  return createElement('a', { key, href, target: '_blank', rel: 'noopener noreferrer nofollow' }, ...children(node, options));
}

/** Pictures that the host itself serves only: anything else would tell a stranger that the mail was read. */
export function isOwnImage(source: string | null): source is string {
  return /^\/api\/v1\/(attachments\/|tickets\/\d+\/messages\/\d+\/remote_images\/\d+$)/.test(source ?? '');
}

function drawImage(node: Element, key: number, options: SimpleOptions): ReactNode {
  const source = node.getAttribute('src');
  if (!isOwnImage(source)) return null;
  const name = node.getAttribute('alt') ?? '';
  // Somebody else's is looked at where it stands: it may be as small as a dot.
  if (source.includes('/remote_images/')) return createElement('img', { key, src: source, alt: name, loading: 'lazy' });
  return createElement(
    'button',
    {
      key,
      type: 'button',
      className: 'inline-image',
      'aria-label': options.imageLabel(name),
      onClick: () => options.onImage({ url: source, name }),
    },
    createElement('img', { src: source, alt: '', loading: 'lazy' }),
  );
}
