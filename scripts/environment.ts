import nextEnv from '@next/env';

/**
 * Loads the .env files as Next does, for scripts that run before it. Imported for its effect and
 * first of all: lib/env.ts reads what it leaves.
 */
nextEnv.loadEnvConfig(process.cwd(), process.env.NODE_ENV === 'development', {
  info: () => {},
  error: console.error,
});
