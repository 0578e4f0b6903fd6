import { testGoldenFiles } from './testing/goldenFiles';

testGoldenFiles('the adapter at hand');
