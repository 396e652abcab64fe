import type { Attachment, Message } from '@goodhost/shared/api.ts';
import { IconFile, IconFileTypePdf, IconFileZip } from '@tabler/icons-react';
import { useT, useWords } from '../../../platform/i18n.tsx';
import { fileSize } from '../../../platform/time.ts';
import classes from './attachments.module.css';
import { InvitationCard, isInvitation } from './invitation.tsx';
import type { LightboxImage } from './lightbox.tsx';

export const isImage = (attachment: Pick<Attachment, 'media_type'>) => /^image\/(png|jpeg|gif|webp|avif)$/.test(attachment.media_type);

export function Attachments({ message, onImage }: { message: Message; onImage: (image: LightboxImage) => void }) {
  const t = useT();
  // What stands in the text, as a pasted picture does, is not listed again.
  const inText = (one: Attachment) => one.inline || message.body_html.includes(`/api/v1/attachments/${one.id}/`);
  const listed = message.attachments.filter((one) => !inText(one));
  if (listed.length === 0) return null;
  const invitation = listed.find(isInvitation);
  return (
    <>
      {invitation && <InvitationCard attachment={invitation} />}
      <ul className={classes.attachments} aria-label={t('desk.ticket.attachments')}>
        {listed.map((one) => (
          <li key={one.id}>{isImage(one) ? <Thumbnail attachment={one} onImage={onImage} /> : <FileLink attachment={one} />}</li>
        ))}
      </ul>
    </>
  );
}

function Thumbnail({ attachment, onImage }: { attachment: Attachment; onImage: (image: LightboxImage) => void }) {
  return (
    <button type="button" className={classes.thumbnail} onClick={() => onImage({ url: attachment.url, name: attachment.name })}>
      <img src={attachment.url} alt={attachment.name} loading="lazy" />
    </button>
  );
}

function FileLink({ attachment }: { attachment: Attachment }) {
  const { language } = useWords();
  const Icon = attachment.media_type.includes('pdf')
    ? IconFileTypePdf
    : /zip|tar|gzip/.test(attachment.media_type)
      ? IconFileZip
      : IconFile;
  return (
    <a className={classes.file} href={`${attachment.url}?download=1`} download={attachment.name}>
      <Icon size={18} stroke={1.5} aria-hidden />
      <span className={classes.fileName}>{attachment.name}</span>
      <span className={classes.fileSize}>{fileSize(attachment.size, language)}</span>
    </a>
  );
}
