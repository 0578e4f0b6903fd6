import { useMemo } from 'react';
import { metricsToCsv, metricsToJson } from '../../formats/metrics';
import { evaluationsToJson } from '../store/evaluationsFile';
import { openConfiguration, openWeights } from '../store/intake';
import { metricsEntries } from '../history/metricsEntries';
import { failureInfo } from '../../failure';
import { useSession } from '../store/context';
import { download } from './download';
import { useViewOnShow } from './viewOnShow';

/** What can be taken away as a file, and brought in as one. */
export interface Exports {
  readonly saveWeights: () => void;
  readonly saveMetrics: (format: 'csv' | 'json') => void;
  readonly saveEvaluations: () => void;
  readonly saveConfig: () => void;
  readonly savePlot: () => void;
  readonly openConfig: (file: File | null) => void;
  readonly openWeights: (file: File | null) => void;
}

export function useExports(): Exports {
  const session = useSession();
  const { view, plots } = useViewOnShow();
  return useMemo(() => {
    const name = (suffix: string) => {
      const step = session.run.getState().latest?.step ?? 0;
      return `vicregl-${session.config.getState().preset.name}-step${step}${suffix}`;
    };
    return {
      saveWeights: () =>
        void session.exportWeights().then((bytes) => {
          if (bytes !== null) download(name('.safetensors'), bytes as Uint8Array<ArrayBuffer>);
        }),
      saveMetrics: (format) => {
        const entries = metricsEntries(session.run.getState().history);
        if (format === 'csv') download(name('.metrics.csv'), metricsToCsv(entries), 'text/csv');
        else download(name('.metrics.json'), metricsToJson(entries), 'application/json');
      },
      saveEvaluations: () => {
        const { active, initialAlpha, evaluation } = session.run.getState();
        if (active === null) return;
        const json = evaluationsToJson(evaluation, active, initialAlpha);
        download(name('.evaluations.json'), json, 'application/json');
      },
      saveConfig: () => {
        const { active } = session.run.getState();
        const config = active ?? session.config.getState().config;
        download(name('.config.json'), `${JSON.stringify(config, null, 2)}\n`, 'application/json');
      },
      savePlot: () =>
        void plots
          .get(view.id)
          ?.exportPng()
          .then(
            (png) => download(name('.png'), png),
            (error: unknown) => session.fail('plot', failureInfo(error, 'drawing the plot as a picture')),
          ),
      openConfig: (file) => {
        if (file !== null) void openConfiguration(session, file);
      },
      openWeights: (file) => {
        if (file !== null) void openWeights(session, file);
      },
    };
  }, [session, view, plots]);
}
