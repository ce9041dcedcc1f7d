import { join } from 'node:path';
import type { NextConfig } from 'next';

export default {
  // The packages are those of Saydo, two folders up.
  turbopack: { root: join(import.meta.dirname, '../..') },
} satisfies NextConfig;
