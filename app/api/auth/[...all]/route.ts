import { getAuth } from '@/lib/auth';
import { answerAuth } from '@/lib/auth/door';
import { site } from '@/lib/auth/origin';

const answer = (request: Request) => answerAuth(getAuth(), site, request);

export { answer as GET, answer as POST };
