import { getAuth, site } from '@/lib/auth';
import { answerAuth } from '@/lib/auth/door';

const answer = (request: Request) => answerAuth(getAuth(), site, request);

export { answer as GET, answer as POST };
