import { MET_BY_OTHERS, testGoldenFiles } from './testing/goldenFiles';

testGoldenFiles('the adapter at hand', MET_BY_OTHERS);
