import type { ReactNode } from 'react';
import classes from './shell.module.css';

interface NoticeProps {
  readonly icon: ReactNode;
  readonly text: string;
  readonly tone?: 'caution';
  /** Text and ways on stay side by side, on a phone too. */
  readonly brief?: boolean;
  /** Ways on from here. */
  readonly children?: ReactNode;
}

/** One line of news, with what can be done about it. */
export function Notice({ icon, text, tone, brief = false, children }: NoticeProps) {
  return (
    <div className={classes.notice} data-tone={tone} data-brief={brief || undefined}>
      <span className={classes.noticeIcon} aria-hidden>
        {icon}
      </span>
      <p>{text}</p>
      {children}
    </div>
  );
}
