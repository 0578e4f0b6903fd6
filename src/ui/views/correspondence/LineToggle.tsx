import { UnstyledButton } from '@mantine/core';
import { VISUAL } from '../../theme/tokens';
import classes from './correspondence.module.css';

interface LineToggleProps {
  readonly name: 'embedding' | 'location' | 'truth';
  readonly label?: string;
  readonly on: boolean;
  readonly onToggle: (on: boolean) => void;
}

/** Shows or hides one kind of line, and shows what it looks like. */
export function LineToggle({ name, label = VISUAL[name].label, on, onToggle }: LineToggleProps) {
  return (
    <UnstyledButton className={classes.toggle ?? ''} aria-pressed={on} onClick={() => onToggle(!on)}>
      <svg
        width="1.625rem"
        height="0.625rem"
        viewBox="0 0 26 10"
        aria-hidden
        style={{ color: `var(--mark-${name})` }}
      >
        <line
          x1={0}
          x2={26}
          y1={5}
          y2={5}
          stroke="currentColor"
          strokeWidth={2}
          strokeDasharray={VISUAL[name].dashArray}
        />
        {name === 'embedding' && <circle cx={13} cy={5} r={4} fill="currentColor" />}
        {name === 'location' && <rect x={9.5} y={1.5} width={7} height={7} fill="currentColor" />}
        {name === 'truth' && <path d="M8.5 5h9M13 .5v9" stroke="currentColor" strokeWidth={2} />}
      </svg>
      {label}
    </UnstyledButton>
  );
}
