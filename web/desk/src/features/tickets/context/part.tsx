import type { ReactNode } from 'react';
import classes from './context.module.css';

export function Part({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.part}>
      <header className={classes.partHead}>
        <h2>{title}</h2>
        {action}
      </header>
      {children}
    </section>
  );
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
