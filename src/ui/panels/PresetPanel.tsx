import { ActionIcon, Button, Select, Tooltip } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useMemo } from 'react';
import { changedFields, getField } from '../../config/describe';
import { PRESETS } from '../../config/presets';
import { useConfig } from '../store/context';
import { valueText } from './valueText';
import classes from './panels.module.css';

/** The starting point, and what differs from it; every difference can be put back by itself. */
export function PresetPanel() {
  const preset = useConfig((state) => state.preset);
  const usePreset = useConfig((state) => state.usePreset);
  return (
    <div className={classes.preset}>
      <Select
        label="Preset"
        size="sm"
        data={PRESETS.map(({ name, title }) => ({ value: name, label: title }))}
        value={preset.name}
        onChange={(name) => name !== null && usePreset(name)}
        allowDeselect={false}
      />
      <p className={classes.presetText}>{preset.description}</p>
      <Changes />
    </div>
  );
}

function Changes() {
  const config = useConfig((state) => state.config);
  const preset = useConfig((state) => state.preset);
  const usePreset = useConfig((state) => state.usePreset);
  const revert = useConfig((state) => state.revert);
  const changed = useMemo(() => changedFields(config, preset.config), [config, preset]);
  if (changed.length === 0) return null;
  return (
    <div className={classes.changes}>
      <div className={classes.changesHead}>
        <span>
          {changed.length} {changed.length === 1 ? 'field differs' : 'fields differ'} from the preset
        </span>
        <Button size="compact-xs" variant="subtle" onClick={() => usePreset(preset.name)}>
          Put all back
        </Button>
      </div>
      <ul>
        {changed.map(({ path, meta }) => {
          const before = getField(preset.config, path);
          const action = `Put ${meta.label} back to ${valueText(before)}`;
          return (
            <li key={path}>
              <span className={classes.changeName}>{meta.label}</span>
              <span className={classes.changeValue}>
                <s>{valueText(before)}</s> {valueText(getField(config, path))}
              </span>
              {before !== undefined && (
                <Tooltip label={action}>
                  <ActionIcon
                    variant="transparent"
                    size={18}
                    aria-label={action}
                    onClick={() => revert(path)}
                  >
                    <IconArrowBackUp size={14} />
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
