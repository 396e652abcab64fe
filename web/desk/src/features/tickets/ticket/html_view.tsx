import type { Attachment } from '@goodhost/shared/api.ts';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useT } from '../../../platform/i18n.tsx';
import type { LightboxImage } from './lightbox.tsx';
import classes from './prose.module.css';
import { isOwnImage, renderSimple, safeLink } from './simple_html.tsx';

interface HtmlProps {
  html: string;
  text: string;
  attachments: Attachment[];
  onImage: (image: LightboxImage) => void;
}

export function HtmlView({ html, text, attachments, onImage }: HtmlProps) {
  const t = useT();
  const content = useMemo(() => withInlineImages(html, attachments), [html, attachments]);
  const simple = useMemo(
    () => (content ? renderSimple(content, { onImage, imageLabel: (name) => t('desk.ticket.enlarge', { name }) }) : null),
    [content, onImage, t],
  );
  if (!content) return <div className={classes.plain}>{text}</div>;
  if (simple !== null) return <div className={classes.prose}>{simple}</div>;
  return <Frame html={content} onImage={onImage} />;
}

/** `cid:` pictures of a mail are its inline attachments. */
export function withInlineImages(html: string, attachments: Attachment[]): string {
  return html.replace(/(["'])cid:([^"']+)\1/g, (whole, quote: string, id: string) => {
    const found = attachments.find((one) => one.inline && (one.name === id || id.startsWith(one.name)));
    return found ? `${quote}${found.url}${quote}` : whole;
  });
}

/**
 * A mail in a frame that runs no script and reaches no network but the host's own attachments. `allow-same-origin` without
 * `allow-scripts` gives the mail nothing; it lets the desk measure the frame and open its pictures.
 */
function Frame({ html, onImage }: { html: string; onImage: (image: LightboxImage) => void }) {
  const t = useT();
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(120);
  const page = useMemo(() => framePage(html), [html]);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let observer: ResizeObserver | undefined;
    const loaded = () => {
      const inner = element.contentDocument;
      if (!inner?.body) return;
      prepare(inner, onImage);
      observer = new ResizeObserver(() => setHeight(Math.min(20_000, inner.documentElement.scrollHeight)));
      observer.observe(inner.body);
      setHeight(Math.min(20_000, inner.documentElement.scrollHeight));
    };
    element.addEventListener('load', loaded);
    return () => {
      element.removeEventListener('load', loaded);
      observer?.disconnect();
    };
  }, [onImage]);
  return (
    <iframe
      ref={frame}
      className={classes.frame}
      title={t('desk.ticket.mail_content')}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      srcDoc={page}
      height={height}
    />
  );
}

function framePage(html: string): string {
  const policy = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'";
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? '';
  const look =
    "html{overflow:hidden}body{margin:0;padding:12px;background:#fff;color:#1f252a;font:14px/1.5 'Inter Variable',system-ui,sans-serif;overflow-wrap:anywhere}img{max-width:100%;height:auto}table{max-width:100%}a{color:#0f6d64}pre{white-space:pre-wrap}";
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><style nonce="${nonce}">${look}</style></head><body>${html}</body></html>`;
}

function prepare(inner: Document, onImage: (image: LightboxImage) => void): void {
  for (const link of inner.querySelectorAll('a')) {
    if (safeLink(link.getAttribute('href'))) {
      link.target = '_blank';
      link.rel = 'noopener noreferrer nofollow';
    } else link.removeAttribute('href');
  }
  for (const image of inner.querySelectorAll('img')) {
    const source = image.getAttribute('src');
    if (!isOwnImage(source)) continue;
    image.style.cursor = 'zoom-in';
    image.addEventListener('click', () => onImage({ url: source, name: image.alt }));
  }
}
