import type { ReactNode } from 'react';

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/** The snippet's own <mark>s become elements; everything else in it stays text. */
export function Marked({ text }: { text: string }): ReactNode {
  return text.split(/(<mark>.*?<\/mark>)/s).map((part, index) => {
    const found = /^<mark>(.*)<\/mark>$/s.exec(part)?.[1];
    const plain = (found ?? part).replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
    return found === undefined ? plain : <mark key={index}>{plain}</mark>;
  });
}
