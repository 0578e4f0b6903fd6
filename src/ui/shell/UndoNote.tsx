import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useSession } from '../store/context';
import classes from './undoNote.module.css';

/** How long it stays, in ms. */
const STAY = 5000;

/** What was undone or done again, at the foot of the page, for a while. */
export function UndoNote() {
  const { configHistory } = useSession();
  const said = useStore(configHistory.store, (state) => state.said);
  const [read, setRead] = useState(0);
  const number = said?.number ?? 0;
  useEffect(() => {
    const timer = setTimeout(() => setRead(number), STAY);
    return () => clearTimeout(timer);
  }, [number]);
  return (
    <p className={classes.note} role="status">
      {said !== null && number > read ? said.text : ''}
    </p>
  );
}
