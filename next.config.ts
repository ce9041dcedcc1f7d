import type { NextConfig } from 'next';

/** Headers that are the same everywhere; those that depend on where it runs are in proxy.ts. */
const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value:
      'camera=(), geolocation=(), microphone=(), payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self)',
  },
];

export default {
  poweredByHeader: false,
  // No page uses it: a door less.
  images: { unoptimized: true },
  // PGlite finds its WebAssembly beside its own file, which a bundle would move away from it.
  serverExternalPackages: ['@electric-sql/pglite'],
  headers: async () => [
    { source: '/:path*', headers },
    // A shared link is for whoever was given it: no robot, and nobody by the way of a referrer.
    {
      source: '/share/:path*',
      headers: [
        { key: 'X-Robots-Tag', value: 'noindex, nofollow, noarchive' },
        { key: 'Referrer-Policy', value: 'no-referrer' },
        { key: 'Cache-Control', value: 'no-store' },
      ],
    },
  ],
} satisfies NextConfig;
