import { testGoldenFiles } from './testing/goldenFiles';

// Each op is compared with these tilings in `npm test`; here they train, which takes minutes on a software GPU.
testGoldenFiles('a hardware adapter');
