import { testGoldenFiles } from './testing/goldenFiles';

// With those that `npm test` leaves out.
testGoldenFiles('the adapter at hand');
// Each op is compared with these tilings in `npm test`; here they train, which takes minutes on a software GPU.
testGoldenFiles('a hardware adapter');
