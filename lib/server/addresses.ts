import type { IncomingMessage } from 'node:http';
import { clientAddress, socketAddressHeader } from '@/lib/auth/client-address';
import type { Site } from '@/lib/auth/site';

/** Headers in which proxies tell whom they speak for, and which anybody can write. */
const told = /^(x-forwarded.*|forwarded.*|via|.*-ip|x-.*-addr(ess)?|x-saydo-(address|path))$/;

/**
 * Leaves of what a request says about its sender only what can be believed: the socket's address,
 * in a header of our own, and of the trusted proxy's header the last entry, which is the proxy's.
 * Next.js takes the host and the protocol from headers too: it gets those of the site.
 */
export function tellAddress(
  request: IncomingMessage,
  { proxyHeader, site }: { proxyHeader: string | undefined; site: Site },
): void {
  const { headers } = request;
  const said = proxyHeader === undefined ? undefined : headers[proxyHeader];
  const byProxy = clientAddress(new Headers(said ? { h: String(said) } : {}), 'h');
  const bySocket = clientAddress(new Headers({ h: request.socket.remoteAddress ?? '' }), 'h');

  const drops = (name: string) => told.test(name) || name === proxyHeader;
  for (const name of Object.keys(headers)) if (drops(name)) delete headers[name];
  request.rawHeaders = request.rawHeaders.filter((_, at, all) => {
    const name = all[at - (at % 2)];
    return name !== undefined && !drops(name.toLowerCase());
  });

  const { host, protocol } = new URL(site.url);
  const tell = (name: string, value: string | null | undefined) => {
    if (!value) return;
    headers[name] = value;
    request.rawHeaders.push(name, value);
  };
  tell(socketAddressHeader, bySocket);
  tell('x-forwarded-host', site.isSet ? host : headers.host);
  tell('x-forwarded-proto', protocol.slice(0, -1));
  tell('x-forwarded-for', byProxy ?? bySocket);
  if (proxyHeader && proxyHeader !== 'x-forwarded-for') tell(proxyHeader, byProxy ?? bySocket);
}
