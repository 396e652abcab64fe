export { LaddersAdmin } from './ladders.tsx';
