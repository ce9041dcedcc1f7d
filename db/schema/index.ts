export { appUser } from './app-user';
export * from './auth';
export * from './conversations';
export * from './preferences';
export * from './tasks';
