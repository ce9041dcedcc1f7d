import { defineConfig } from 'vitest/config';

/** Real servers that are killed: one file after the other, and each takes its time. */
export default defineConfig({
  resolve: { alias: [{ find: /^@\//, replacement: `${import.meta.dirname}/../` }] },
  test: {
    include: ['faults/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 60 * 60 * 1000,
    hookTimeout: 10 * 60 * 1000,
  },
});
