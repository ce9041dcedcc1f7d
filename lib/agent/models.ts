import { createOpenAI } from '@ai-sdk/openai';
import type { LanguageModel } from 'ai';
import { env } from '@/lib/env';
import { createOfflineModel } from './offline';

/** A model that answers, with the id that is stored beside what it wrote. */
export type ChosenModel = { id: string; model: LanguageModel };

/** OpenAI, or a server that speaks its protocol, when a key is set; else Saydo's own model. */
export function chooseModel(settings: ModelSettings = env): ChosenModel {
  if (!settings.OPENAI_API_KEY) {
    const model = createOfflineModel();
    return { id: model.modelId, model };
  }
  const provider = createOpenAI({
    apiKey: settings.OPENAI_API_KEY,
    baseURL: settings.OPENAI_BASE_URL,
  });
  // Compatible servers speak the older chat protocol; OpenAI itself has the newer one.
  const model = settings.OPENAI_BASE_URL
    ? provider.chat(settings.OPENAI_MODEL)
    : provider.responses(settings.OPENAI_MODEL);
  return { id: settings.OPENAI_MODEL, model };
}

export type ModelSettings = {
  OPENAI_API_KEY?: string;
  OPENAI_BASE_URL?: string;
  OPENAI_MODEL: string;
};
