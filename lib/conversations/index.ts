export {
  archiveConversation,
  deleteConversation,
  getConversation,
  markRead,
  pinConversation,
  renameConversation,
  restoreConversation,
  TITLE_LIMIT,
} from './edit';
export { type KeptConversation, type KeptPage, listKept, type Place } from './kept';
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
export { deleteForever, emptyTrash, purgeOldTrash, TRASH_DAYS } from './purge';
export { titleFrom } from './title';
