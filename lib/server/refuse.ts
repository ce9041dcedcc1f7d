import type { ServerResponse } from 'node:http';
import type { ErrorBody } from '@/lib/http';

/** Answers with a refusal in words; what comes later for the same request is left out. */
export function refuse(
  response: ServerResponse,
  status: number,
  body: ErrorBody,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
