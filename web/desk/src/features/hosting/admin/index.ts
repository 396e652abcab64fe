export { ImportAdmin } from './import.tsx';
export { ProductsAdmin } from './products.tsx';
export { ServersAdmin } from './servers.tsx';
export { ServicesAdmin } from './services.tsx';
export { SitesAdmin } from './sites.tsx';
