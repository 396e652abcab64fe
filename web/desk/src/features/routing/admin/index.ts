export { RoutingAdmin } from './rules.tsx';
