import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { Appearance } from '@/components/settings/appearance';
import { ChangeEmail } from '@/components/settings/change-email';
import { ChangePassword } from '@/components/settings/change-password';
import { SharedLinks, Transfer } from '@/components/settings/conversations';
import { Dates } from '@/components/settings/dates';
import { DayParts } from '@/components/settings/day-parts';
import { DeleteAccount, ExportLink } from '@/components/settings/delete-account';
import { Devices } from '@/components/settings/devices';
import { Passkeys } from '@/components/settings/passkeys';
import { Profile } from '@/components/settings/profile';
import { Section } from '@/components/settings/section';
import { TwoFactor } from '@/components/settings/two-factor';
import { buttonClass } from '@/components/ui/button';
import { getDatabase } from '@/db';
import { describeActivity, describeDay } from '@/lib/account/activity';
import { getPreferences } from '@/lib/account/preferences';
import { listTimeZones } from '@/lib/account/time-zone';
import { getAuth, ways } from '@/lib/auth';
import { listDevices } from '@/lib/auth/devices';
import { site } from '@/lib/auth/origin';
import { listPasskeys } from '@/lib/auth/passkeys/list';
import { passkeysWork } from '@/lib/auth/passkeys/relying-party';
import { hasPassword } from '@/lib/auth/prove';
import { requirePageScope } from '@/lib/auth/session';
import { readTwoFactor } from '@/lib/auth/two-factor/manage';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  const { scope, user, session } = await requirePageScope('/settings');
  const db = getDatabase();
  const now = new Date();
  const [preferences, devices, withPassword, passkeys, twoFactor] = await Promise.all([
    getPreferences(scope),
    listDevices(db, { userId: user.id, sessionId: session.id }, now),
    hasPassword(db, user.id),
    listPasskeys(db, user.id),
    readTwoFactor({ auth: getAuth(), db }, user.id),
  ]);
  return (
    <div className="mx-auto w-full max-w-4xl px-4 pt-8 pb-24 md:px-8">
      <h1 className="mb-6 font-semibold text-2xl tracking-[-0.02em]">Settings</h1>
      <Section id="profile" title="You">
        <Profile name={preferences.name} />
        <ChangeEmail email={user.email} byLetter={ways.mail} />
      </Section>
      <Section id="appearance" title="Appearance">
        <Appearance theme={preferences.theme} />
      </Section>
      <Section id="dates" title="Dates" lead="How what you say becomes a day and a time.">
        <Dates preferences={preferences} timeZones={listTimeZones(preferences.timeZone ?? 'UTC')} />
      </Section>
      <Section id="day" title="Parts of the day" lead="“Tomorrow evening” means the time set here.">
        <DayParts saved={preferences.dayParts} />
      </Section>
      <Section
        id="passkeys"
        title="Passkeys"
        lead="Sign in with a fingerprint, a face or the device’s lock."
      >
        {passkeysWork(site, await headers()) ? (
          <Passkeys
            passkeys={passkeys.map(({ id, name, createdAt }) => ({
              id,
              name,
              added: describeDay(createdAt, preferences.timeZone),
            }))}
          />
        ) : (
          <p className="text-ink-soft text-sm">
            Passkeys are bound to a name such as todo.example.com. Whoever runs this Saydo has not
            set one (APP_URL).
          </p>
        )}
      </Section>
      {withPassword ? (
        <Section
          id="codes"
          title="Codes"
          lead="A second step after your password. A passkey needs none."
        >
          <TwoFactor {...twoFactor} />
        </Section>
      ) : null}
      {withPassword ? (
        <Section id="password" title="Password" lead="Changing it signs out every other device.">
          <ChangePassword />
        </Section>
      ) : null}
      <Section id="devices" title="Devices" lead="Where you are signed in.">
        <Devices
          devices={devices.map(({ id, name, isThisOne, lastActiveAt }) => ({
            id,
            name,
            isThisOne,
            activity: describeActivity(lastActiveAt, now),
          }))}
        />
      </Section>
      <Section
        id="security"
        title="Security activity"
        lead="Sign-ins, and what was done to your account."
      >
        <Link href="/settings/security" className={`${buttonClass()} self-start`}>
          Show the activity
        </Link>
      </Section>
      <Section
        id="conversations"
        title="Your conversations"
        lead="Copies to take away, and to bring back here or elsewhere."
      >
        <Transfer />
      </Section>
      <Section id="links" title="Shared links" lead="Whoever has one reads a copy.">
        <SharedLinks />
      </Section>
      <Section id="data" title="Your data" lead="Everything you keep here, as one JSON file.">
        <ExportLink />
      </Section>
      <Section id="delete" title="Delete account" lead="Everything goes, at once and for good.">
        <DeleteAccount />
      </Section>
    </div>
  );
}
