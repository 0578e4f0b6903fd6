import { ActionIcon, FileButton, Menu, Tooltip } from '@mantine/core';
import {
  IconBraces,
  IconChartLine,
  IconDownload,
  IconFileCode,
  IconFileUpload,
  IconStack2,
  IconTable,
} from '@tabler/icons-react';
import { useRun } from '../store/context';
import { hasResults } from '../store/runStore';
import { useExports } from './useExports';

/** Files out: weights, measures, the plot, the configuration; and a configuration in. */
export function ExportMenu() {
  const exports = useExports();
  const begun = useRun(hasResults);
  const ready = useRun((state) => state.active !== null);
  return (
    <FileButton
      onChange={exports.openConfig}
      accept="application/json,.json"
      inputProps={{ 'aria-label': 'Configuration file' }}
    >
      {(file) => (
        <Menu withinPortal={false}>
          <Menu.Target>
            <Tooltip label="Export and import">
              <ActionIcon variant="subtle" size={34} aria-label="Export and import">
                <IconDownload size={17} />
              </ActionIcon>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>Save as a file</Menu.Label>
            <Menu.Item leftSection={<IconStack2 size={16} />} onClick={exports.saveWeights} disabled={!ready}>
              Weights (safetensors)
            </Menu.Item>
            <Menu.Item
              leftSection={<IconTable size={16} />}
              onClick={() => exports.saveMetrics('csv')}
              disabled={!begun}
            >
              Metrics (CSV)
            </Menu.Item>
            <Menu.Item
              leftSection={<IconBraces size={16} />}
              onClick={() => exports.saveMetrics('json')}
              disabled={!begun}
            >
              Metrics (JSON)
            </Menu.Item>
            <Menu.Item leftSection={<IconChartLine size={16} />} onClick={exports.savePlot} disabled={!begun}>
              Current plot (PNG)
            </Menu.Item>
            <Menu.Item leftSection={<IconFileCode size={16} />} onClick={exports.saveConfig}>
              Configuration (JSON)
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item leftSection={<IconFileUpload size={16} />} onClick={file.onClick}>
              Open a configuration…
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </FileButton>
  );
}
