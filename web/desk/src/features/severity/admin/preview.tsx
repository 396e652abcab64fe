import type { SeverityPreview, SeverityRule } from '@goodhost/shared/api.ts';
import { Button, Stack, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyProblem } from '../../../platform/notify.tsx';

/** What the rule, as it is saved, would have made graver. */
export function Preview({ rule }: { rule: SeverityRule }) {
  const t = useT();
  const [found, setFound] = useState<SeverityPreview | null>(null);
  if (rule.basis === 'monitor' || rule.basis === 'incident') return null;
  const look = () =>
    client.get<SeverityPreview>(`/severity_rules/${rule.id}/preview`).then(setFound, (error: unknown) => notifyProblem(error, t));
  return (
    <Stack gap={6}>
      <Button variant="default" size="compact-sm" leftSection={<IconHistory size={14} aria-hidden />} onClick={() => void look()}>
        {t('desk.severity.preview')}
      </Button>
      {found && (
        <div role="status">
          <Text size="sm">{t('desk.severity.preview_found', { raised: found.raised, examined: found.examined })}</Text>
          <ul style={{ margin: 0, paddingInlineStart: 20 }}>
            {found.items.map((one) => (
              <li key={one.ticket_id}>
                <Text size="sm" span>
                  <Link to="/inbox/$ticketId" params={{ ticketId: String(one.ticket_id) }} search={{}}>
                    #{one.ticket_id}
                  </Link>{' '}
                  {one.subject}
                  {one.phrase ? ` (${one.phrase})` : ''}
                </Text>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Stack>
  );
}
