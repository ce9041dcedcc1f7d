import { parseSetCookieHeader, toCookieOptions } from 'better-auth/cookies';
import { cookies } from 'next/headers';
import { unstable_rethrow } from 'next/navigation';
import { type ErrorBody, HttpError } from '@/lib/http';
import { logError } from '@/lib/log';

/** What a form knows after it was sent: what was refused, or that it worked, and what to keep. */
export type FormState = {
  refusal?: ErrorBody;
  /** The sentence that says it worked. */
  done?: string;
  /** What was typed, but for passwords, so that a form sent without scripts keeps it. */
  typed?: Record<string, string>;
};

/** A text field of a form; absent is ''. Files are not text. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** Runs a form's work and turns a refusal into what the form shows. Redirects pass through. */
export async function answerForm(
  typed: Record<string, string>,
  work: () => Promise<FormState>,
): Promise<FormState> {
  try {
    return { typed, ...(await work()) };
  } catch (error) {
    if (error instanceof HttpError) return { refusal: error.body, typed };
    unstable_rethrow(error);
    logError('A form failed', error);
    return {
      refusal: { error: 'Something went wrong on our side.', try_next: 'Try again in a moment.' },
      typed,
    };
  }
}

/** Gives the browser the cookies that Better Auth set or cleared on `response`. */
export async function passCookies(response: Response) {
  const jar = await cookies();
  for (const header of response.headers.getSetCookie()) {
    for (const [name, attributes] of parseSetCookieHeader(header)) {
      jar.set(name, attributes.value, toCookieOptions(attributes));
    }
  }
}
