import { createServer } from 'node:http';
import { createMailServer, type Received } from '../lib/mail/test/mail-server.ts';
import { mailbox } from './addresses.ts';

/** A mail server that keeps what it is given, and gives the letters to one address as a list of texts. */
const letters: Received[] = [];

createMailServer((letter) => letters.push(letter)).listen(mailbox.smtpPort, '127.0.0.1');

createServer((request, response) => {
  const to = new URL(request.url ?? '/', mailbox.url).searchParams.get('to');
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(letters.filter((one) => one.to === to).map(({ text }) => text)));
}).listen(mailbox.port);
