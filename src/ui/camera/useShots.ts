import { useCallback, useEffect, useRef, useState } from 'react';
import { MOST_SHOTS, type Shot } from './shots';

export interface Shots {
  readonly shots: readonly Shot[];
  readonly add: (className: string, picture: Blob) => void;
  readonly remove: (ids: readonly number[]) => void;
}

/** Pictures that were taken, for as long as the component is there. */
export function useShots(): Shots {
  const [shots, setShots] = useState<readonly Shot[]>([]);
  const nextId = useRef(0);
  const addresses = useRef(new Set<string>());
  const giveBack = useCallback((address: string) => {
    URL.revokeObjectURL(address);
    addresses.current.delete(address);
  }, []);
  useEffect(() => {
    const all = addresses.current;
    return () => all.forEach((address) => URL.revokeObjectURL(address));
  }, []);
  const add = useCallback((className: string, picture: Blob) => {
    const address = URL.createObjectURL(picture);
    addresses.current.add(address);
    const id = nextId.current++;
    setShots((before) =>
      before.length < MOST_SHOTS ? [...before, { id, className, picture, address }] : before,
    );
  }, []);
  const remove = useCallback(
    (ids: readonly number[]) => {
      const gone = new Set(ids);
      setShots((before) => {
        for (const { id, address } of before) if (gone.has(id)) giveBack(address);
        return before.filter(({ id }) => !gone.has(id));
      });
    },
    [giveBack],
  );
  return { shots, add, remove };
}
