export * from './auth';
export * from './conversations';
export { appUser } from './ownership';
export * from './preferences';
export * from './tasks';
