export { chooseVersion } from './choose-version';
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
export { EXPIRED, expiredBefore, isExpired } from './expired-calls';
export { type KeptConversation, type KeptPage, listKept, type Place } from './kept';
export { type ConversationPage, type ConversationSummary, listConversations } from './list';
export {
  HEARTBEAT_LIMIT,
  isLost,
  isShown,
  isShownOf,
  type MessagePage,
  type MessageRow,
  markInterrupted,
  type PagePlace,
  pageMessages,
  type StoredMessage,
  type ToolCallRow,
  withToolCalls,
} from './messages';
export { deletePair, restorePair } from './pairs';
export { endOfPath, leavePath, timeAfter } from './path';
export { deleteForever, emptyTrash, purgeOldTrash, TRASH_DAYS } from './purge';
export { purgeOldPairs } from './purge-pairs';
export { answerIsRunning, isRunning } from './quiet';
export { findRatings, NOTE_LIMIT, type Rating, rateMessage } from './ratings';
export { findVersions, type Versions } from './siblings';
export { titleFrom } from './title';
