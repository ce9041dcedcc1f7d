export type Provider = 'google' | 'github';

/** The other services that people may sign in with, in the order they are offered. */
export function listProviders(ways: Record<Provider, boolean>): Provider[] {
  return (['google', 'github'] as const).filter((provider) => ways[provider]);
}
