import { compareOps, everySize, tiledSize } from './testing/compareOps';

compareOps('the adapter at hand', everySize);
compareOps('a hardware adapter', tiledSize);
