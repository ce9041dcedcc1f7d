export { appUser } from './app-user';
export * from './auth';
export * from './changes';
export * from './conversations';
export * from './preferences';
export * from './security';
export * from './sharing';
export * from './tasks';
export * from './usage';
