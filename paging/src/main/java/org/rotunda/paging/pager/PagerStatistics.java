package org.rotunda.paging.pager;

/**
 * What a pager has done so far. Bytes in memory are the b-limbs and resident a-limbs of the levels
 * loaded, counted from the start of a load to the eviction.
 *
 * @param budget the most bytes that keys may take
 * @param residentBytes the bytes that keys take now
 * @param peakBytes the most bytes that keys took at a time
 * @param loads keys read from the store as a whole
 * @param failedLoads loads that failed
 * @param bytesRead bytes read from the store by loads that succeeded
 * @param hits uses whose key was in memory or on its way
 * @param evictions keys that left memory
 * @param stallNanos time that uses waited for their key, summed over threads
 * @param prefetchesUsed prefetched keys that were used
 * @param prefetchesWasted prefetched keys that were let go unused
 * @param joins keys that a run needed and found in memory, or on their way, for another run
 * @param retries reads that were tried again because the device had failed
 * @param peakBufferBytes the most bytes of the buffers that keys are read into; they are not in the
 *     budget
 */
public record PagerStatistics(
    long budget,
    long residentBytes,
    long peakBytes,
    long loads,
    long failedLoads,
    long bytesRead,
    long hits,
    long evictions,
    long stallNanos,
    long prefetchesUsed,
    long prefetchesWasted,
    long joins,
    long retries,
    long peakBufferBytes) {}
