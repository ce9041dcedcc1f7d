export { download, exportQuery } from './download';
export { type ImportResult, importConversations } from './import';
export { exportJson } from './json';
export { exportMarkdown } from './markdown';
export { inQueue } from './queue';
