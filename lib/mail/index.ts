import { createTransport } from 'nodemailer';
import type { Letter } from './letters';

/** Hands one letter to the mail server; rejects when the server refuses or is not reached. */
export type SendMail = (to: string, letter: Letter) => Promise<void>;

/** A sender over SMTP. `url` is `smtp://user:password@host:port`, `from` is `Saydo <a@b.c>`. */
export function createMailer(url: string, from: string): SendMail {
  const transport = createTransport(url, { from });
  return async (to, { subject, paragraphs, link }) => {
    await transport.sendMail({
      to: { name: '', address: to },
      subject,
      text: [...paragraphs, ...(link ? [`${link.label}:\n${link.url}`] : [])].join('\n\n'),
      html: toHtml(paragraphs, link),
    });
  };
}

function toHtml(paragraphs: string[], link: Letter['link']) {
  const body = paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`);
  if (link) {
    body.push(`<p><a href="${escapeHtml(link.url)}">${escapeHtml(link.label)}</a></p>`);
  }
  return `<div style="font-family:system-ui,sans-serif;line-height:1.5">${body.join('')}</div>`;
}

function escapeHtml(text: string) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
