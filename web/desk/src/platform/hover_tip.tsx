import { Tooltip } from '@mantine/core';
import { cloneElement, type ReactElement, useState } from 'react';

interface HoverTipProps {
  label: string;
  children: ReactElement<{ onPointerEnter?: () => void }>;
}

/** A tooltip that costs nothing before the pointer is there: a long list has several in each of its rows. */
export function HoverTip({ label, children }: HoverTipProps) {
  const [near, setNear] = useState(false);
  if (!near) return cloneElement(children, { onPointerEnter: () => setNear(true) });
  return (
    <Tooltip label={label} multiline maw={320}>
      {children}
    </Tooltip>
  );
}
