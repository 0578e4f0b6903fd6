import classes from './shell.module.css';

/** The name of the page, with its mark: two views and one match. */
export function Wordmark() {
  return (
    <h1 className={classes.wordmark}>
      <svg viewBox="0 0 32 32" width="1.375rem" height="1.375rem" aria-hidden>
        <g fill="none" stroke="currentColor" strokeWidth="2.5">
          <rect x="2.5" y="3.5" width="15" height="15" rx="3" />
          <rect x="14.5" y="13.5" width="15" height="15" rx="3" />
        </g>
        <path
          d="M9.5 10.5 22.5 21.5"
          stroke="var(--mark-embedding)"
          strokeWidth="2.2"
          strokeLinecap="round"
        />
        <g fill="var(--mark-embedding)">
          <circle cx="9.5" cy="10.5" r="2.8" />
          <circle cx="22.5" cy="21.5" r="2.8" />
        </g>
      </svg>
      <span>
        VICReg<b>L</b>
        <span className={classes.wordmarkRest}> playground</span>
      </span>
    </h1>
  );
}
