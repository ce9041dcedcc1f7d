import { renderToString } from 'react-dom/server';
import { SharedConversation } from '../../sharing/shared-conversation';
import { Markdown } from '../markdown';
import { hostileTexts } from './hostile-texts';

/**
 * What hostile texts cost to render, in milliseconds of CPU, as one line of JSON. A process of its
 * own, with NODE_ENV=production: React is another one there, and it is the one that serves.
 * Arguments: seed, how many, their length.
 */
const [seed = 1, amount = 1000, length = 200_000] = process.argv.slice(2).map(Number);
const BAR = 150;
const texts = [...hostileTexts(seed, amount, length)];
for (const text of texts.slice(0, 36)) renderToString(<Markdown text={text} />);

const costs = texts.map((text) => {
  const cost = leastOf(() => renderToString(<Markdown text={text} />));
  return { text, cost };
});
costs.sort((one, other) => other.cost - one.cost);
const worst = costs.slice(0, 5);
const pages = worst.map(({ text }) => {
  const messages = Array.from({ length: Math.floor(2_000_000 / length) }, () => ({
    role: 'assistant' as const,
    parts: [{ type: 'text' as const, text }],
  }));
  return leastOf(() => renderToString(<SharedConversation messages={messages} />));
});
console.log(
  JSON.stringify({
    texts: costs.length,
    median: costs[Math.floor(costs.length / 2)]?.cost,
    worst: worst.map(({ text, cost }) => ({ cost, begins: text.slice(0, 120) })),
    worstPage: Math.max(...pages),
  }),
);

/**
 * The machine is shared with others, and a collection of garbage falls to whoever comes next: what is
 * over is measured twice more, and the smallest counts.
 */
function leastOf(work: () => unknown): number {
  const first = cpuOf(work);
  return first < BAR ? first : Math.min(first, cpuOf(work), cpuOf(work));
}

function cpuOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
