import { HttpError } from '@/lib/http';
import { personHeader, refusedHeader } from './fields';

/** 409: the page was made for somebody else than who is signed in now. */
export class OtherPerson extends HttpError {
  override name = 'OtherPerson';
  constructor() {
    super(409, {
      error: 'Somebody else is signed in in this browser now, so this was not done.',
      try_next: 'Sign in again as yourself. What you wrote is kept here.',
      code: 'other_person',
      headers: { [refusedHeader]: 'other_person' },
    });
  }
}

/**
 * Throws OtherPerson where a page that was made for one person asks with the cookie of another: all
 * tabs of a browser share its cookies. A program that names nobody asks for itself. A script of a
 * page that changes something must name somebody: browsers say of it that it is one (Fetch Metadata,
 * `Sec-Fetch-Dest: empty`). A form that is sent without scripts can't.
 */
export function requirePagePerson(
  headers: Headers,
  userId: string,
  { changes = false }: { changes?: boolean } = {},
): void {
  const person = headers.get(personHeader);
  const isUnnamed = person === null && changes && headers.get('sec-fetch-dest') === 'empty';
  if (isUnnamed || (person !== null && person !== userId)) throw new OtherPerson();
}
