/** How far a match may land from the true location, in cells of the view that it lands in. */
export const LANDING_RADIUS = 1.5;
