import { Button, CopyButton } from '@mantine/core';
import { useStore } from 'zustand';
import { IconCopy, IconDownload } from '@tabler/icons-react';
import { reportText } from '../../../device/reportText';
import { download } from '../../controls/download';
import { useSession } from '../../store/context';
import { useDeviceStudy } from '../../store/useDeviceStudy';
import cards from '../../theme/card.module.css';
import views from '../../theme/view.module.css';
import classes from './device.module.css';

/** What is known of the device, to take away. */
export function ReportCard() {
  const { deviceStudy, tuner } = useSession();
  const { kernels } = useStore(tuner.store);
  // What was found since is part of the report.
  useDeviceStudy((state) => state.check);
  useDeviceStudy((state) => state.measured);
  const doing = useDeviceStudy((state) => state.doing);
  const report = doing === null ? deviceStudy.report(kernels) : null;
  return (
    <section className={`${cards.card} ${views.card}`} aria-label="Report">
      <header className={views.head}>
        <h3 className={cards.cardTitle}>Report</h3>
        <div className={classes.buttons}>
          <CopyButton value={report === null ? '' : reportText(report)}>
            {({ copied, copy }) => (
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconCopy size="1rem" />}
                disabled={report === null}
                onClick={copy}
              >
                {copied ? 'Copied' : 'Copy as text'}
              </Button>
            )}
          </CopyButton>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconDownload size="1rem" />}
            disabled={report === null}
            onClick={() =>
              download('vicregl-device.json', `${JSON.stringify(report, null, 2)}\n`, 'application/json')
            }
          >
            Save as JSON
          </Button>
        </div>
      </header>
      <p className={views.note}>
        Adapter, features, limits, and what the last check, measurement and tuning found. The text is for a
        bug report, the file for docs/DEVICES.md and “npm run bench -- predict”. Nothing is sent anywhere.
      </p>
    </section>
  );
}
