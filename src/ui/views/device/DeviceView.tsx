import { useRun } from '../../store/context';
import { CheckSection } from './CheckSection';
import { DeviceFacts } from './DeviceFacts';
import { MeasureSection } from './MeasureSection';
import { ReportCard } from './ReportCard';
import { TuneSection } from './TuneSection';
import cards from '../../theme/card.module.css';
import views from '../../theme/view.module.css';

/** The device that computes: what it is, whether it computes right, how fast it is, how kernels are cut up for it. */
export function DeviceView() {
  const device = useRun((state) => state.device);
  return (
    <section className={views.view} aria-label="Device">
      {device === null ? (
        <div className={cards.card}>
          <h2 className={cards.viewTitle}>What computes</h2>
          <p className={views.note} role="status">
            No device is open yet.
          </p>
        </div>
      ) : (
        <>
          <DeviceFacts device={device} />
          <CheckSection />
          <MeasureSection device={device} />
          <TuneSection />
          <ReportCard />
        </>
      )}
    </section>
  );
}
