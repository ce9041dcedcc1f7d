import { RequestError } from '../layout/fetch-json';
import { toast } from '../ui/toast';

/** Says why something was refused or could not be reached. Throws what is neither. */
export function report(error: unknown): void {
  if (!(error instanceof RequestError)) throw error;
  toast({ tone: 'error', title: error.body.error, description: error.body.try_next });
}
