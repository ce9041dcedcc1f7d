import { neonConfig } from '@neondatabase/serverless';

/** Sends the Neon driver to the proxy of the tests; it would look for Neon's own otherwise. */
export function connectThroughProxy(port: number) {
  neonConfig.wsProxy = () => `127.0.0.1:${port}`;
  neonConfig.useSecureWebSocket = false;
  neonConfig.pipelineTLS = false;
  neonConfig.pipelineConnect = false;
}
