import { Button, Stack, Tabs } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { client } from '../../../platform/client.ts';
import { useT } from '../../../platform/i18n.tsx';
import { notifyProblem } from '../../../platform/notify.tsx';
import resource from '../../../platform/resource/resource.module.css';
import { AdminHeader } from '../../../platform/resource/resource_page.tsx';
import { renewSession } from '../../../platform/session.tsx';
import { NotificationSettingsForm } from '../../email/notifications/notification_settings.tsx';
import { leaveThisDevice } from '../../push/devices.ts';
import { DevicesPanel } from '../../push/devices_panel.tsx';
import classes from '../customers/customers.module.css';
import { AboutMe } from './about_me.tsx';
import { Password } from './password.tsx';
import { SecondFactor } from './second_factor.tsx';
import { Sessions } from './sessions.tsx';
import { Tokens } from './tokens.tsx';

export function ProfilePage() {
  const t = useT();
  const signOut = () =>
    leaveThisDevice()
      // Whoever can't be heard here signs out all the same.
      .catch(() => undefined)
      .then(() => client.delete('/session'))
      .then(renewSession, (error: unknown) => notifyProblem(error, t));
  return (
    <div className={classes.page}>
      <div className={resource.page}>
        <AdminHeader title="desk.profile.title" description="desk.profile.hint">
          <Button variant="default" leftSection={<IconLogout size={14} aria-hidden />} onClick={() => void signOut()}>
            {t('desk.profile.sign_out')}
          </Button>
        </AdminHeader>
        <Tabs defaultValue="me" keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="me">{t('desk.profile.me')}</Tabs.Tab>
            <Tabs.Tab value="notifications">{t('desk.notifications.title')}</Tabs.Tab>
            <Tabs.Tab value="security">{t('desk.profile.security')}</Tabs.Tab>
            <Tabs.Tab value="sessions">{t('desk.profile.sessions')}</Tabs.Tab>
            <Tabs.Tab value="tokens">{t('desk.profile.tokens')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="me" pt="md">
            <AboutMe />
          </Tabs.Panel>
          <Tabs.Panel value="notifications" pt="md">
            <Stack gap="xl">
              <NotificationSettingsForm />
              <DevicesPanel />
            </Stack>
          </Tabs.Panel>
          <Tabs.Panel value="security" pt="md">
            <Password />
            <SecondFactor />
          </Tabs.Panel>
          <Tabs.Panel value="sessions" pt="md">
            <Sessions />
          </Tabs.Panel>
          <Tabs.Panel value="tokens" pt="md">
            <Tokens />
          </Tabs.Panel>
        </Tabs>
      </div>
    </div>
  );
}
