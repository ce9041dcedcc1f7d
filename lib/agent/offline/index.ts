export { createOfflineModel } from './model';
