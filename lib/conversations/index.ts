export {
  deleteConversation,
  getConversation,
  renameConversation,
  restoreConversation,
  TITLE_LIMIT,
} from './edit';
export { type ConversationPage, type ConversationSummary, listConversations } from './list';
export {
  HEARTBEAT_LIMIT,
  isLost,
  type MessageRow,
  markInterrupted,
  pageMessages,
  type StoredMessage,
  type ToolCallRow,
  withToolCalls,
} from './messages';
export { titleFrom } from './title';
