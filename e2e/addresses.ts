/** Another port lets two checkouts of one machine run their stories at once. */
const port = Number(process.env.E2E_PORT || 3210);

/** Where the stories find Saydo with its built-in assistant. */
export const saydo = { port, url: `http://localhost:${port}` };

/** Where they find one whose answers come from the slow model. */
export const slowSaydo = { port: port + 100, url: `http://localhost:${port + 100}` };

/** Where the slow model listens. */
export const slowModel = { port: port + 200, url: `http://localhost:${port + 200}` };

/** Where they find one that sends letters. */
export const mailSaydo = { port: port + 300, url: `http://localhost:${port + 300}` };

/** Where its letters arrive, and where stories read them. */
export const mailbox = {
  smtpPort: port + 400,
  port: port + 500,
  url: `http://localhost:${port + 500}`,
};
