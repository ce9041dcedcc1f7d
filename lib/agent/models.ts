import { env } from '@/lib/env';

// Above the provider, which reads the environment when it is loaded: lib/env.ts tidies it first.

import { createOpenAI } from '@ai-sdk/openai';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { defaultSettingsMiddleware, wrapLanguageModel } from 'ai';
import { fetch } from 'undici';
import { withDistinctCalls } from './distinct-calls';
import { createOfflineModel } from './offline';

/** A model that answers, with the id that is stored beside what it wrote. */
export type ChosenModel = {
  id: string;
  model: LanguageModelV4;
  /** Also writes titles and summaries; without one Saydo makes them from the words themselves. */
  writer?: LanguageModelV4;
};

/**
 * OpenAI, or a server that speaks its protocol, when a key is set; else Saydo's own model.
 * Compatible servers speak the older chat protocol; OpenAI itself has the newer one.
 */
export function chooseModel(
  settings: ModelSettings = env,
  protocol: 'chat' | 'responses' = settings.OPENAI_BASE_URL ? 'chat' : 'responses',
): ChosenModel {
  if (!settings.OPENAI_API_KEY) {
    const model = createOfflineModel();
    return { id: model.modelId, model };
  }
  const id = settings.OPENAI_MODEL;
  const provider = createOpenAI({
    apiKey: settings.OPENAI_API_KEY,
    baseURL: settings.OPENAI_BASE_URL,
    fetch: askDirectly as unknown as typeof globalThis.fetch,
  });
  const model = protocol === 'chat' ? provider.chat(id) : unstored(provider.responses(id));
  return { id, model: withDistinctCalls(model), writer: model };
}

/**
 * Next's own keeps a copy of each request for its cache as long as the answer runs. A server that
 * sends the request on to another one would send what people said there, too.
 */
const askDirectly: typeof fetch = (url, init) => fetch(url, { ...init, redirect: 'error' });

/** The newer protocol keeps answers at OpenAI unless it is told not to; Saydo has its own. */
function unstored(model: LanguageModelV4): LanguageModelV4 {
  const settings = { providerOptions: { openai: { store: false } } };
  return wrapLanguageModel({ model, middleware: defaultSettingsMiddleware({ settings }) });
}

type ModelSettings = {
  OPENAI_API_KEY?: string;
  OPENAI_BASE_URL?: string;
  OPENAI_MODEL: string;
};
