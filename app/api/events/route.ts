import { requireSameOrigin } from '@/lib/auth/origin';
import { isStillSignedIn, requireScope } from '@/lib/auth/session';
import { streamChanges } from '@/lib/changes';
import { toResponse } from '@/lib/http';

/**
 * What changes of the signed-in person's things, as it happens: server-sent events 'change' with
 * `{ topic, id? }`. `Last-Event-ID` or `?since=` goes on where another connection ended.
 */
export async function GET(request: Request): Promise<Response> {
  try {
    // It costs a place that another site must not take.
    requireSameOrigin(request);
    const signedIn = await requireScope(request, { fresh: true });
    // Next answers HEAD with this too, and would leave the stream open with nobody to read it.
    if (request.method === 'HEAD') return new Response(null, { headers: ofStream });
    const headers = new Headers(request.headers);
    const body = streamChanges({
      scope: signedIn.scope,
      cursor:
        headers.get('last-event-id') ?? new URL(request.url).searchParams.get('since') ?? null,
      isSignedIn: () => isStillSignedIn(signedIn, headers),
      signal: request.signal,
    });
    return new Response(body, { headers: ofStream });
  } catch (error) {
    return toResponse(error);
  }
}

const ofStream = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Nothing on the way may keep it, pack it or wait for more of it.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};
