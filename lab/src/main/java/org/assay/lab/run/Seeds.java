package org.assay.lab.run;

import java.nio.charset.StandardCharsets;

/** Seeds of named random streams: the finaliser of SplitMix64 (Steele, Lea, Flood 2014) over the seed's number and the stream's name. */
final class Seeds {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private Seeds() {}

    /** The seed of a stream; fixed for ever, as recorded runs depend on it. */
    static long of(long seed, String stream) {
        long hash = mix(seed + GOLDEN_GAMMA);
        for (byte b : stream.getBytes(StandardCharsets.UTF_8)) {
            hash = mix((hash ^ (b & 0xff)) + GOLDEN_GAMMA);
        }
        return hash;
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
