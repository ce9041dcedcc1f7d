/**
 * The header in which the server itself tells a socket's address. What a client sends under this
 * name is replaced before anything reads it.
 */
export const socketAddressHeader = 'x-saydo-address';

/**
 * The network address that a request came from, or null where it is not known. `proxyHeader` is
 * TRUSTED_PROXY_HEADER, in lower case: of a list in it the last is what the proxy itself added.
 * Without one, no header that a client can choose is believed.
 */
export function clientAddress(headers: Headers, proxyHeader: string | undefined): string | null {
  const told = headers.get(proxyHeader ?? socketAddressHeader);
  return told?.split(',').at(-1)?.trim().slice(0, 45) || null;
}
