import { ActionIcon, Popover, Tooltip } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { measure } from '../../../reports/measures';
import type { Panel } from '../../../reports/plots';
import { VISUAL } from '../../../reports/visual';
import { Explanation } from '../formulas/Explanation';
import type { PanelPart } from './figureGrid';
import classes from './curves.module.css';

interface PanelHelpProps {
  readonly panel: Panel;
  /** Where the panel lies among the others. */
  readonly part: PanelPart;
}

/** In the corner of a panel: what each of its curves is, and its formula. */
export function PanelHelp({ panel, part }: PanelHelpProps) {
  const label = `${panel.title}: how it is computed`;
  return (
    <Popover width={360} position="bottom-end" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={label}>
          <ActionIcon
            className={classes.help ?? ''}
            style={{ left: part.left + part.width, top: part.top + part.box.outerTop }}
            variant="subtle"
            size={24}
            aria-label={label}
          >
            <IconInfoCircle size="0.875rem" />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.explanations} tabIndex={0} role="region" aria-label={label}>
          {panel.curves.map(({ key, mark }, place) => {
            const { label: title, explanation, formula } = measure(key);
            const before = panel.curves[place - 1];
            const isSame = before !== undefined && measure(before.key).formula === formula;
            return (
              <Explanation
                key={key}
                title={
                  <span style={{ color: `var(--mark-${mark})` }}>
                    <span aria-hidden>{VISUAL[mark].glyph} </span>
                    {title}
                  </span>
                }
                explanation={explanation}
                // Curves of one formula tell it once.
                formula={isSame ? undefined : formula}
              />
            );
          })}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
