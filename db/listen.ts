import type { PGlite } from '@electric-sql/pglite';

/** What becomes of a listener: what it hears, and that it hears no more. */
type Ear = {
  heard(channel: string, payload: string): void;
  /** Its connection is gone; called once, and never after `StopListening`. */
  lost(error: Error): void;
};

/** Listens to NOTIFY on these channels from when it resolves. Throws where it can't connect. */
export type Listen = (channels: readonly string[], ear: Ear) => Promise<StopListening>;
type StopListening = () => Promise<void>;

/** What the clients of `pg` and of Neon have in common. */
type Client = {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  on(
    event: 'notification',
    listener: (message: { channel: string; payload?: string | undefined }) => void,
  ): unknown;
  connect(): Promise<unknown>;
  query(text: string): Promise<unknown>;
  end(): Promise<unknown>;
};

/** On a connection of its own: one of the pool could be taken away from it at any time. */
export function listenOnServer(createClient: () => Client): Listen {
  return async (channels, ear) => {
    const client = createClient();
    let listening = false;
    const lose = (error: Error) => {
      if (listening) ear.lost(error);
      listening = false;
    };
    client.on('error', lose);
    client.on('end', () => lose(new Error('The database ended the connection.')));
    client.on('notification', ({ channel, payload }) => ear.heard(channel, payload ?? ''));
    await client.connect();
    try {
      for (const channel of channels) await client.query(`listen "${channel}"`);
    } catch (error) {
      await client.end();
      throw error;
    }
    listening = true;
    return async () => {
      listening = false;
      await client.end();
    };
  };
}

/** In the process itself: there is no connection to lose. */
export function listenOnPGlite(client: PGlite): Listen {
  return async (channels, ear) => {
    const stops = await Promise.all(
      channels.map((channel) => client.listen(channel, (payload) => ear.heard(channel, payload))),
    );
    return async () => {
      await Promise.all(stops.map((stop) => stop()));
    };
  };
}
