export { SeverityAdmin } from './rules.tsx';
export { SignalsAdmin } from './signals.tsx';
