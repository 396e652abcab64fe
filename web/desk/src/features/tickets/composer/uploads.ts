import type { Attachment, Upload } from '@goodhost/shared/api.ts';
import { useState } from 'react';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyProblem } from '../../../platform/notify.tsx';
import { isImage } from '../ticket/attachments.tsx';

export async function upload(file: File): Promise<Attachment> {
  const name = encodeURIComponent(file.name || 'image.png');
  const made = await client.post<Upload>('/uploads', undefined, {
    raw: file,
    headers: { 'X-File-Name': name, 'Content-Type': file.type || 'application/octet-stream' },
  });
  return {
    id: made.id,
    name: made.name,
    media_type: made.media_type,
    size: made.size,
    url: `/api/v1/attachments/${made.id}/${encodeURIComponent(made.name)}`,
  };
}

/** Uploads in order; pictures go into the text, everything else under it. */
export function useUploads(onFile: (attachment: Attachment) => void, onImage: (attachment: Attachment) => void) {
  const t = useT();
  const [running, setRunning] = useState(0);
  const add = async (files: File[], intoText = true) => {
    setRunning((count) => count + files.length);
    for (const file of files) {
      try {
        const attachment = await upload(file);
        onFile({ ...attachment, inline: intoText && isImage(attachment) });
        if (intoText && isImage(attachment)) onImage(attachment);
      } catch (error) {
        notifyProblem(error, t);
      }
      setRunning((count) => count - 1);
    }
  };
  return { add, running };
}
