import { SMTPServer } from 'smtp-server';

/** A letter as it came, with its text decoded. */
export type Received = { to: string; text: string };

/** A mail server for tests, which gives each letter to `keep`. It listens once it is told to. */
export function createMailServer(keep: (letter: Received) => void): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        // Quoted-printable: soft line breaks and escaped equals signs.
        const text = Buffer.concat(chunks).toString().replace(/=\r\n/g, '').replace(/=3D/gi, '=');
        keep({ to: session.envelope.rcptTo[0]?.address ?? '', text });
        done();
      });
    },
  });
}
