import { useDeviceStudy } from '../../store/useDeviceStudy';
import classes from './device.module.css';

/** Why the last check or measurement did not come to its end. */
export function StudyFailure() {
  const failure = useDeviceStudy((state) => state.failure);
  if (failure === null) return null;
  return (
    <p className={classes.wrong}>
      {failure.message} {failure.remedy}
    </p>
  );
}
