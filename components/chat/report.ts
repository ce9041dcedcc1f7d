import { RequestError } from '../layout/fetch-json';
import { isGone, signInAgainPath } from '../layout/page-person';
import { toast } from '../ui/toast';

/** Says why something was refused or could not be reached. Throws what is neither. */
export function report(error: unknown): void {
  if (!(error instanceof RequestError)) throw error;
  const { error: title, try_next: description, code } = error.body;
  const action = isGone(code) && {
    label: 'Sign in',
    onClick: () => location.assign(signInAgainPath(code)),
  };
  toast({ tone: 'error', title, description, ...(action && { action }) });
}
