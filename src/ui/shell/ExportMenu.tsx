import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconBraces,
  IconChartLine,
  IconDownload,
  IconFileCode,
  IconFileUpload,
  IconReportAnalytics,
  IconStack2,
  IconTable,
} from '@tabler/icons-react';
import { useRef } from 'react';
import { useRun } from '../store/context';
import { hasResults } from '../store/runStore';
import { statusOf } from '../store/status';
import { useExports } from './useExports';
import { useHasPlot } from './viewOnShow';

/** Files out: weights, measures, the plot, the configuration; and configurations and weights in. */
export function ExportMenu() {
  const exports = useExports();
  const begun = useRun(hasResults);
  const hasPlot = useHasPlot();
  const ready = useRun(
    (state) => state.active !== null && (statusOf(state) !== 'gone' || state.kept !== null),
  );
  const evaluated = useRun(({ evaluation }) => evaluation.results.length > 0);
  const config = useRef<HTMLInputElement>(null);
  const weights = useRef<HTMLInputElement>(null);
  return (
    <>
      <FileInput input={config} label="Configuration file" onFile={exports.openConfig} />
      <FileInput input={weights} label="Weights file" onFile={exports.openWeights} />
      <Menu>
        <Menu.Target>
          <Tooltip label="Export and import">
            <ActionIcon variant="subtle" size={34} aria-label="Export and import">
              <IconDownload size="1.0625rem" />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Save as a file</Menu.Label>
          <Menu.Item leftSection={<IconStack2 size="1rem" />} onClick={exports.saveWeights} disabled={!ready}>
            Weights (safetensors)
          </Menu.Item>
          <Menu.Item
            leftSection={<IconTable size="1rem" />}
            onClick={() => exports.saveMetrics('csv')}
            disabled={!begun}
          >
            Metrics (CSV)
          </Menu.Item>
          <Menu.Item
            leftSection={<IconBraces size="1rem" />}
            onClick={() => exports.saveMetrics('json')}
            disabled={!begun}
          >
            Metrics (JSON)
          </Menu.Item>
          <Menu.Item
            leftSection={<IconChartLine size="1rem" />}
            onClick={exports.savePlot}
            disabled={!hasPlot}
          >
            Current plot (PNG)
          </Menu.Item>
          <Menu.Item
            leftSection={<IconReportAnalytics size="1rem" />}
            onClick={exports.saveEvaluations}
            disabled={!evaluated}
          >
            Evaluations (JSON)
          </Menu.Item>
          <Menu.Item leftSection={<IconFileCode size="1rem" />} onClick={exports.saveConfig}>
            Configuration (JSON)
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconFileUpload size="1rem" />} onClick={() => config.current?.click()}>
            Open a configuration…
          </Menu.Item>
          <Menu.Item
            leftSection={<IconStack2 size="1rem" />}
            onClick={() => weights.current?.click()}
            disabled={!ready}
          >
            Open weights…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

interface FileInputProps {
  readonly input: React.RefObject<HTMLInputElement | null>;
  readonly label: string;
  readonly onFile: (file: File | null) => void;
}

/** A file chooser without a face of its own; the same file may be chosen again. */
function FileInput({ input, label, onFile }: FileInputProps) {
  return (
    <input
      ref={input}
      type="file"
      hidden
      aria-label={label}
      onChange={(event) => {
        onFile(event.currentTarget.files?.[0] ?? null);
        event.currentTarget.value = '';
      }}
    />
  );
}
