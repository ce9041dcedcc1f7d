/**
 * What Saydo writes. No letter repeats a name that was typed at sign-up: whoever signs up with
 * somebody else's address would choose the words that person reads.
 */
export type Letter = {
  subject: string;
  paragraphs: string[];
  link?: { label: string; url: string };
};

export function confirmAddress(url: string): Letter {
  return {
    subject: 'Confirm your address for Saydo',
    paragraphs: [
      'Somebody signed up for Saydo with this e-mail address. If that was you, confirm it with the link below, then sign in. The link works for one hour.',
      "If it wasn't you, do nothing: without the confirmation nobody can use the account.",
    ],
    link: { label: 'Confirm this address', url },
  };
}

export function alreadyHasAccount(url: string): Letter {
  return {
    subject: 'You already have a Saydo account',
    paragraphs: [
      'Somebody tried to sign up for Saydo with this e-mail address, which already has an account. Nothing was changed.',
      "If that was you, sign in as usual. If you don't know the password, or never confirmed the address, choose a new password with the link below.",
      "If it wasn't you, you can ignore this letter.",
    ],
    link: { label: 'Choose a new password', url },
  };
}

export function resetPassword(url: string): Letter {
  return {
    subject: 'Choose a new password for Saydo',
    paragraphs: [
      'Somebody asked for a new password for the Saydo account with this e-mail address. If that was you, choose it with the link below. The link works once, for one hour.',
      "If it wasn't you, you can ignore this letter: your password stays as it is.",
    ],
    link: { label: 'Choose a new password', url },
  };
}

/** To the address of today, when somebody in the account wants another one. */
export function agreeToLeave(url: string): Letter {
  return {
    subject: 'Do you want another address for your Saydo account?',
    paragraphs: [
      'Somebody who is signed in to your Saydo account wants to change its e-mail address to another one. Nothing has changed yet. The link below shows the new address; there you agree, or say that it wasn’t you. It works once, for one hour.',
      "If it wasn't you, somebody uses your account: say so with the link, then choose a new password.",
    ],
    link: { label: 'See the change', url },
  };
}

/** To the new address, after the old one has agreed. */
export function agreeToCome(url: string): Letter {
  return {
    subject: 'Confirm your new address for Saydo',
    paragraphs: [
      'Somebody wants to use this e-mail address for their Saydo account. If that was you, confirm it with the link below. It works once, for one hour.',
      "If it wasn't you, do nothing: without the confirmation nothing changes.",
    ],
    link: { label: 'Confirm this address', url },
  };
}

/** To a new address that has an account of its own: its reader learns why nothing happened. */
export function addressIsTaken(): Letter {
  return {
    subject: 'This address already has a Saydo account',
    paragraphs: [
      'Somebody wants to use this e-mail address for another Saydo account, but it already has one. Nothing was changed.',
      "If that was you, delete the account with this address first, or use another address. If it wasn't you, you can ignore this letter.",
    ],
  };
}
