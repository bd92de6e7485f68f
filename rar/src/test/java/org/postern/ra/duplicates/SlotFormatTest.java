package org.postern.ra.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.ra.duplicates.SlotFormat.Entry;
import org.postern.ra.duplicates.SlotFormat.Slots;

/** Whatever a file holds, nothing is read from it that was not written as a whole. */
class SlotFormatTest {
    private static final int CAPACITY = 5;
    private static final List<Entry> ENTRIES = List.of(entry(1), entry(2), entry(3));

    private final byte[] file = SlotFormat.file(ENTRIES, CAPACITY);

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 100, 10_000})
    void whatWasWrittenIsRead(int capacity) {
        Slots slots = SlotFormat.read(SlotFormat.file(ENTRIES, capacity)).orElseThrow();

        assertThat(slots.capacity()).isEqualTo(capacity);
        assertThat(slots.used()).isEqualTo(Map.of(0, entry(1), 1, entry(2), 2, entry(3)));
    }

    @Test
    void aSlotCanBeWrittenOverAndCleared() {
        put(4, SlotFormat.slot(Optional.of(entry(9))));
        put(0, SlotFormat.slot(Optional.empty()));

        assertThat(used()).isEqualTo(Map.of(1, entry(2), 2, entry(3), 4, entry(9)));
    }

    /** However far a write had come: the old content, the new one, or none. */
    @Test
    void aSlotThatWasWrittenByHalfIsFree() {
        for (Optional<Entry> content : List.of(Optional.of(entry(9)), Optional.<Entry>empty())) {
            byte[] slot = SlotFormat.slot(content);
            for (int count = 1; count < slot.length; count++) {
                put(0, SlotFormat.slot(Optional.of(entry(1))));
                put(0, Arrays.copyOf(slot, count));

                assertThat(used()).containsEntry(1, entry(2)).containsEntry(2, entry(3));
                assertThat(Optional.ofNullable(used().get(0))).isIn(Optional.empty(), Optional.of(entry(1)), content);
            }
        }
    }

    @Test
    void aFileThatIsShorterOrLongerIsNone() {
        for (int length = 0; length < 2 * file.length; length++) {
            assertThat(SlotFormat.read(Arrays.copyOf(file, length)).isPresent()).isEqualTo(length == file.length);
        }
    }

    @Test
    void aBitThatIsWrongInTheHeaderMakesItNoFileAndInASlotAFreeSlot() {
        for (int bit = 0; bit < 8 * SlotFormat.size(0); bit++) {
            flip(bit);
            assertThat(SlotFormat.read(file)).isEmpty();
            flip(bit);
        }
        for (int bit = 8 * SlotFormat.size(0); bit < 8 * SlotFormat.size(3); bit++) {
            flip(bit);
            assertThat(used()).hasSize(2);
            flip(bit);
        }
        assertThat(used()).hasSize(3);
    }

    @Test
    void noiseIsNoFileAndNoiseInSlotsIsFreeSlots() {
        Random random = new Random(14);
        for (int i = 0; i < 1_000; i++) {
            byte[] noise = new byte[file.length];
            random.nextBytes(noise);
            assertThat(SlotFormat.read(noise)).isEmpty();
            System.arraycopy(file, 0, noise, 0, SlotFormat.size(0));
            assertThat(SlotFormat.read(noise).orElseThrow().used()).isEmpty();
        }
    }

    private void put(int slot, byte[] octets) {
        System.arraycopy(octets, 0, file, (int) SlotFormat.position(slot), octets.length);
    }

    private void flip(int bit) {
        file[bit / 8] ^= (byte) (1 << bit % 8);
    }

    private Map<Integer, Entry> used() {
        return SlotFormat.read(file).orElseThrow().used();
    }

    private static Entry entry(int number) {
        long[] digest = IntStream.range(0, 4).mapToLong(i -> number * 31L + i).toArray();
        return new Entry(1_700_000_000_000L + number, new Fingerprint(digest[0], digest[1], digest[2], digest[3]));
    }
}
