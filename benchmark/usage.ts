/** What a program took. */
export interface Usage {
  readonly milliseconds: number;
  /** The time of the processor, which leaves out what the program waits for. */
  readonly processorMilliseconds: number;
  /** The most memory that the process had at a time. */
  readonly bytes: number;
}

/** What this process has taken. @param begin when it began, by `performance.now()` */
export function usageSince(begin: number): Usage {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return { milliseconds: performance.now() - begin, processorMilliseconds: (userCPUTime + systemCPUTime) / 1000, bytes: maxRSS * 1024 };
}
