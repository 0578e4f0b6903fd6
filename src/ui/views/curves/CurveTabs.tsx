import { NativeSelect, Tabs } from '@mantine/core';
import { CURVE_TABS, type CurveTab } from './curveCatalogue';
import classes from './curves.module.css';

interface CurveTabsProps {
  readonly value: CurveTab;
  readonly onChange: (id: CurveTab) => void;
  /** True where there is no room for all tabs beside each other. */
  readonly narrow: boolean;
}

/** Which plots are on show: tabs, or a list to choose from where tabs would be cut off. */
export function CurveTabs({ value, onChange, narrow }: CurveTabsProps) {
  if (narrow) {
    return (
      <NativeSelect
        size="xs"
        className={classes.choice ?? ''}
        aria-label="Curves on show"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value as CurveTab)}
        data={CURVE_TABS.map(({ id, label }) => ({ value: id, label }))}
      />
    );
  }
  return (
    <Tabs value={value} onChange={(id) => onChange(id as CurveTab)} className={classes.tabs ?? ''}>
      <Tabs.List aria-label="Curves on show">
        {CURVE_TABS.map(({ id, label }) => (
          <Tabs.Tab key={id} value={id} aria-controls="curves-plot">
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
}
