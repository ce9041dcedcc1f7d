import { createServer } from 'node:http';
import { SMTPServer } from 'smtp-server';
import { mailbox } from './addresses.ts';

/** A mail server that keeps what it is given, and gives the letters to one address as a list of texts. */
const letters: { to: string; text: string }[] = [];

new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, session, done) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      // Quoted-printable: soft line breaks and escaped equals signs.
      const text = Buffer.concat(chunks).toString().replace(/=\r\n/g, '').replace(/=3D/gi, '=');
      letters.push({ to: session.envelope.rcptTo[0]?.address ?? '', text });
      done();
    });
  },
}).listen(mailbox.smtpPort, '127.0.0.1');

createServer((request, response) => {
  const to = new URL(request.url ?? '/', mailbox.url).searchParams.get('to');
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(letters.filter((one) => one.to === to).map(({ text }) => text)));
}).listen(mailbox.port);
