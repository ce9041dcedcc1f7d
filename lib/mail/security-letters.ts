import type { Letter } from './letters';

/** What people are told by letter as soon as it has happened. */
export type SecurityChange =
  | 'new_device'
  | 'password_changed'
  | 'password_reset'
  | 'email_changed'
  | 'passkey_added'
  | 'passkey_removed'
  | 'two_factor_on'
  | 'two_factor_off'
  | 'backup_codes_made';

/** When and from where; of the device only what Saydo itself calls it. */
export type Circumstances = {
  when: { at: Date; timeZone: string };
  from: { device: string; address: string | null };
  siteUrl: string;
};

const happened: Record<SecurityChange, { subject: string; what: string }> = {
  new_device: {
    subject: 'A new device signed in to your Saydo account',
    what: 'Somebody signed in to your Saydo account from a device that we have not seen before.',
  },
  password_changed: {
    subject: 'Your Saydo password was changed',
    what: 'The password of your Saydo account was changed in the settings. Every other device is signed out.',
  },
  password_reset: {
    subject: 'Your Saydo password was changed',
    what: 'The password of your Saydo account was changed with the link of a letter. Every device is signed out.',
  },
  email_changed: {
    subject: 'Your Saydo account has another address',
    what: 'Your Saydo account belongs to another e-mail address now, and no longer to this one.',
  },
  passkey_added: {
    subject: 'A passkey was added to your Saydo account',
    what: 'A passkey was added to your Saydo account. Whoever has it can sign in with it.',
  },
  passkey_removed: {
    subject: 'A passkey was removed from your Saydo account',
    what: 'A passkey was removed from your Saydo account. Nobody can sign in with it any more.',
  },
  two_factor_on: {
    subject: 'Your Saydo account asks for a code now',
    what: 'Signing in to your Saydo account with the password now asks for a code as well.',
  },
  two_factor_off: {
    subject: 'Your Saydo account no longer asks for a code',
    what: 'Signing in to your Saydo account no longer asks for a code: the password is enough.',
  },
  backup_codes_made: {
    subject: 'Your Saydo account has new backup codes',
    what: 'New backup codes were made for your Saydo account. The old ones no longer work.',
  },
};

/** That something about how an account is opened has changed, and what to do if it wasn't them. */
export function securityChange(change: SecurityChange, circumstances: Circumstances): Letter {
  const { subject, what } = happened[change];
  const { siteUrl } = circumstances;
  if (change === 'email_changed') {
    return {
      subject,
      paragraphs: [
        what,
        circumstancesOf(circumstances),
        "If that was you, there is nothing to do. If it wasn't you, tell whoever runs this Saydo at once.",
      ],
    };
  }
  return {
    subject,
    paragraphs: [
      what,
      circumstancesOf(circumstances),
      "If that was you, there is nothing to do. If it wasn't you, choose a new password with the link below: that signs out every device. Then look at the security activity in the settings.",
    ],
    link: { label: 'Choose a new password', url: `${siteUrl}/forgot-password` },
  };
}

function circumstancesOf({ when, from }: Circumstances): string {
  const time = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: when.timeZone,
  }).format(when.at);
  const address = from.address ? `, network address ${from.address}` : '';
  return `When: ${time} (${when.timeZone}). From: ${from.device}${address}.`;
}
