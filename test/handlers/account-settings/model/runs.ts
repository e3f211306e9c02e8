/** How many random stories a run of the tests plays: on clients that remember the SDK's answers, and through the SDK itself. */
export const FAST_RUNS = 8_000;
export const SDK_RUNS = 500;
