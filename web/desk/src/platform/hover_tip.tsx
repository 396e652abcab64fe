import { Tooltip } from '@mantine/core';
import { cloneElement, type PointerEvent, type ReactElement, useState } from 'react';

interface HoverTipProps {
  label: string;
  children: ReactElement<{ onPointerEnter?: (event: PointerEvent<HTMLElement>) => void; onPointerLeave?: () => void }>;
}

/**
 * A tooltip that costs nothing before the pointer is there: a long list has several in each of its rows. What it is about stays the same
 * element, since a click whose element is replaced between press and release is lost.
 */
export function HoverTip({ label, children }: HoverTipProps) {
  const [target, setTarget] = useState<HTMLElement | null>(null);
  return (
    <>
      {cloneElement(children, {
        onPointerEnter: (event) => {
          if (event.pointerType !== 'touch') setTarget(event.currentTarget);
        },
        onPointerLeave: () => setTarget(null),
      })}
      {target && <Tooltip label={label} target={target} opened multiline maw={320} />}
    </>
  );
}
