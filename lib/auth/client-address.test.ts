import { expect, it } from 'vitest';
import { clientAddress, socketAddressHeader } from './client-address';

const told = (address: string, name = socketAddressHeader) => new Headers({ [name]: address });

it.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::FFFF:c000:0201', '192.0.2.1'],
  ['0:0:0:0:0:ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:0:1:aaaa::1', '2001:db8:0:1::'],
  ['2001:0DB8:0000:0001:0000:0000:0000:0002', '2001:db8:0:1::'],
  ['[2001:db8:0:1::5]:4711', '2001:db8:0:1::'],
  ['192.0.2.1:4711', '192.0.2.1'],
  ['fe80::1%eth0', 'fe80::'],
  ['::1', '::1'],
])('%s is one address, written %s', (spelling, address) => {
  expect(clientAddress(told(spelling), undefined)).toBe(address);
});

it.each(['', 'unknown', '192.0.2', '192.0.2.1.5', 'for=192.0.2.1', '2001:db8::g', 'x'.repeat(500)])(
  '%j is none',
  (nonsense) => expect(clientAddress(told(nonsense), undefined)).toBeNull(),
);

it('Of a list the last counts, and only in the header that is trusted', () => {
  const headers = told('203.0.113.9, 192.0.2.7', 'x-forwarded-for');
  expect(clientAddress(headers, 'x-forwarded-for')).toBe('192.0.2.7');
  expect(clientAddress(headers, undefined)).toBeNull();
  expect(clientAddress(told('192.0.2.7'), 'x-forwarded-for')).toBeNull();
});
