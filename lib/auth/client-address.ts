import { isIP, isIPv6 } from 'node:net';

/**
 * The header in which the server itself tells a socket's address. What a client sends under this
 * name is replaced before anything reads it.
 */
export const socketAddressHeader = 'x-saydo-address';

/**
 * The network address that a request came from, or null where it is not known. `proxyHeader` is
 * TRUSTED_PROXY_HEADER, in lower case: of a list in it the last is what the proxy itself added.
 * Without one, no header that a client can choose is believed. Of an address of IPv6 it is the
 * network of 64 bits (`2001:db8:0:1::`), because a household has all of one.
 */
export function clientAddress(headers: Headers, proxyHeader: string | undefined): string | null {
  const told = headers.get(proxyHeader ?? socketAddressHeader);
  return networkOf(withoutPort(told?.split(',').at(-1)?.trim() ?? ''));
}

/** Some proxies tell the port too: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function withoutPort(told: string): string {
  return /^\[([^\]]*)\](?::\d+)?$/.exec(told)?.[1] ?? told.replace(/^([\d.]+):\d+$/, '$1');
}

/** The one way to write an address, of IPv6 its network; null for what is none. */
export function networkOf(told: string): string | null {
  const address = told.replace(/%.*$/, '');
  if (!isIP(address)) return null;
  if (!isIPv6(address)) return address;
  const groups = groupsOf(address);
  const mapped = groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff';
  if (mapped) return dotted(groups.slice(6));
  // This machine itself, which is no network.
  if (canonical(address) === '::1') return '::1';
  const network = [...groups.slice(0, 4), '0', '0', '0', '0'].join(':');
  return canonical(network);
}

/** RFC 5952, which URLs keep to: short, in lower case, without dots. */
function canonical(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}

function groupsOf(address: string): string[] {
  const [head = '', tail] = canonical(address).split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...(tail === undefined ? [] : zeros), ...after];
}

function dotted(groups: string[]): string {
  return groups
    .flatMap((group) => {
      const value = Number.parseInt(group, 16);
      return [value >> 8, value & 255];
    })
    .join('.');
}
