export { listLinks, revokeLink, type SharedLink, shareConversation } from './links';
export { readShared, type Shared } from './read';
export type { SharedCard, SharedMessage, SharedTask } from './snapshot';
