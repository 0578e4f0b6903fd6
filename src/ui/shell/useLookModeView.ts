import { useEffect, useEffectEvent } from 'react';
import { useStore } from 'zustand';
import { useSession } from '../store/context';
import type { ViewOnShow } from './viewOnShow';

/** Views that show what a file's model makes of images, the first one by itself. */
const LOOKING = ['matches', 'features'];

/** True for the views that the look mode has. */
export function isLookView(id: string | undefined): boolean {
  return id !== undefined && LOOKING.includes(id);
}

/** Brings such a view on show when the look mode begins. */
export function useLookModeView({ views, view, beside, show }: ViewOnShow): void {
  const { lookMode } = useSession();
  const isOn = useStore(lookMode.store, (state) => state.isOn);
  const begin = useEffectEvent(() => {
    const first = LOOKING.find((id) => views.some((one) => one.id === id));
    if (first !== undefined && !isLookView(view.id) && !isLookView(beside?.id)) show(first);
  });
  useEffect(() => {
    if (isOn) begin();
  }, [isOn]);
}
