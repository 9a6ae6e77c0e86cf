package org.rotunda.keys.wire;

import java.util.List;
import org.rotunda.ckks.params.SecretDistribution;
import org.rotunda.ckks.ring.Rounding;

/**
 * Parameters as they are in a file: not yet checked, and silent about security, which a file has no
 * say in.
 */
record ParametersMetadata(
    int logDegree,
    List<Long> q,
    List<Long> p,
    int digitSize,
    int logScale,
    SecretDistribution secret,
    Rounding rounding)
    implements WireMetadata {}
