import { ActionIcon, Button, Code, Select, Tooltip } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useMemo } from 'react';
import { changedFields, getField } from '../../config/describe';
import { PRESETS } from '../../config/presets';
import { useConfig } from '../store/context';
import { valueText } from '../../config/valueText';
import { UndoButtons } from './UndoButtons';
import classes from './panels.module.css';

/** Presets under their headings, in their own order. */
const CHOICES = [...new Set(PRESETS.map(({ group }) => group))].map((group) => ({
  group,
  items: PRESETS.filter((preset) => preset.group === group).map(({ name, title }) => ({
    value: name,
    label: title,
  })),
}));

/** The starting point, and what differs from it; every difference can be put back by itself. */
export function PresetPanel() {
  const preset = useConfig((state) => state.preset);
  const startFrom = useConfig((state) => state.startFrom);
  return (
    <div className={classes.preset}>
      <UndoButtons />
      <Select
        label="Preset"
        size="sm"
        data={CHOICES}
        value={preset.name}
        onChange={(name) => name !== null && startFrom(name)}
        allowDeselect={false}
      />
      <p className={classes.presetText}>{preset.description}</p>
      {preset.command !== undefined && (
        <details className={classes.presetText}>
          <summary>The reference’s command</summary>
          <Code block>{preset.command}</Code>
        </details>
      )}
      <Changes />
    </div>
  );
}

function Changes() {
  const config = useConfig((state) => state.config);
  const preset = useConfig((state) => state.preset);
  const startFrom = useConfig((state) => state.startFrom);
  const revert = useConfig((state) => state.revert);
  const isLocked = useConfig((state) => state.isLocked);
  const changed = useMemo(() => changedFields(config, preset.config), [config, preset]);
  if (changed.length === 0) return null;
  return (
    <div className={classes.changes}>
      <div className={classes.changesHead}>
        <span>
          {changed.length} {changed.length === 1 ? 'field differs' : 'fields differ'} from the preset
        </span>
        {!changed.some(({ path }) => isLocked(path)) && (
          <Button size="compact-xs" variant="subtle" onClick={() => startFrom(preset.name)}>
            Put all back
          </Button>
        )}
      </div>
      <ul>
        {changed.map(({ path, meta, shape }) => {
          const before = getField(preset.config, path);
          const action = `Put ${meta.label} back to ${valueText(before, shape)}`;
          return (
            <li key={path}>
              <span className={classes.changeName}>{meta.label}</span>
              <span className={classes.changeValue}>
                <s>{valueText(before, shape)}</s> {valueText(getField(config, path), shape)}
              </span>
              {before !== undefined && !isLocked(path) && (
                <Tooltip label={action}>
                  <ActionIcon
                    variant="transparent"
                    size={18}
                    aria-label={action}
                    onClick={() => revert(path)}
                  >
                    <IconArrowBackUp size="0.875rem" />
                  </ActionIcon>
                </Tooltip>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
