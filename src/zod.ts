import { z } from 'zod';

// It would make functions from text, which the page's policy forbids, and already trying it counts as a violation.
z.config({ jitless: true });

export { z };
