/** How long a link can last, in days; null: until it is revoked. */
export const lifetimes = [
  { value: 'day', label: '1 day', days: 1 },
  { value: 'week', label: '7 days', days: 7 },
  { value: 'month', label: '30 days', days: 30 },
  { value: 'never', label: 'Never', days: null },
] as const;

export type Lifetime = (typeof lifetimes)[number]['value'];
