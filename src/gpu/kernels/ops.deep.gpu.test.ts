import { compareOps, compareOpsOnHalves, otherSize } from './testing/compareOps';

// What `npm test` leaves out of these tilings.
compareOps('a hardware adapter', otherSize);
compareOpsOnHalves('a hardware adapter', otherSize);
