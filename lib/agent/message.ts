import type { UIMessage } from 'ai';
import type { Rating, Versions } from '@/lib/conversations';
import type { UiTools } from '@/lib/tools/ai-sdk';

/** What a message carries beside its parts. Instants are ISO 8601, UTC. */
export type MessageMetadata = {
  created_at?: string;
  status?: 'streaming' | 'complete' | 'stopped' | 'interrupted' | 'failed';
  /** What went wrong, in words, and what to do next. */
  error?: string;
  model?: string;
  /** Whether everything that it changed has been taken back. */
  undone?: boolean;
  /** How many of its changes of tasks stand; absent when none does. */
  acted?: number;
  /** Which of its versions it is; absent when it is the only one. */
  versions?: Versions;
  /** What the person thinks of it. */
  rating?: Rating;
};

/** A message as the screens and the AI SDK see it, rebuilt from its rows. */
export type SaydoMessage = UIMessage<MessageMetadata, never, UiTools>;
