package org.assay.tensor;

import java.lang.ref.Cleaner;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.global.torch;

/** Native generators for {@link Rng}. */
final class Generators {
    private static final Cleaner CLEANER = Cleaner.create();

    /** The layout of the state of libtorch's Mersenne twister: seed, left, seeded, next, then 624 words. */
    private static final int LEFT = 8;

    private static final int WORDS = 24;

    private Generators() {}

    /** A generator whose whole state comes from 64 bits: libtorch's own seeding uses 32, so that streams would meet. */
    static GeneratorOptional seeded(long key) {
        return Frame.permanent(() -> {
            var generator = torch.make_generator_cpu(key);
            var state = generator.get_state();
            var bytes = state.data_ptr().capacity(state.numel()).asByteBuffer().order(java.nio.ByteOrder.nativeOrder());
            long counter = key;
            for (int i = 0; i < 624; i++) {
                counter += 0x9E3779B97F4A7C15L;
                bytes.putLong(WORDS + 8 * i, Rng.mix(counter) >>> 32);
            }
            bytes.putInt(LEFT, 1);
            generator.set_state(state);
            state.deallocate();
            var optional = new GeneratorOptional(generator);
            generator.deallocate();
            return optional;
        });
    }

    static void freeWith(Rng owner, GeneratorOptional generator) {
        CLEANER.register(owner, generator::deallocate);
    }
}
