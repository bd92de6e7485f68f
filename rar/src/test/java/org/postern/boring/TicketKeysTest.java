package org.postern.boring;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.ManualClock;

class TicketKeysTest {
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final ManualClock clock = new ManualClock();
    /** Of all instances. */
    private byte[] common = {};

    private final List<OpenSslSessionTicketKey> told = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aKeyIsTheFirstThingThatTheLibraryIsTold() {
        keys(LIFETIME);

        assertThat(told).hasSize(1);
    }

    @Test
    void aKeyLastsForTheLifetimeOfASessionAndNotLonger() {
        TicketKeys keys = keys(LIFETIME);

        clock.pass(LIFETIME.minusNanos(1));
        keys.renew();
        assertThat(told).hasSize(1);

        clock.pass(Duration.ofNanos(1));
        keys.renew();
        keys.renew();
        assertThat(told).hasSize(2);
    }

    /** The clock overflows after fifty seconds. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void wheneverHandshakesBeginNoKeyServesOneThatIsLaterThanItsLifetime(long seed) {
        Random random = new Random(seed);
        Duration lifetime = Duration.ofSeconds(1 + random.nextInt(40));
        TicketKeys keys = keys(lifetime);
        Duration age = Duration.ZERO;
        int expected = 1;

        for (int handshake = 0; handshake < 500; handshake++) {
            Duration pause = Duration.ofNanos(random.nextLong(lifetime.toNanos() * (random.nextBoolean() ? 2 : 1) / 3));
            clock.pass(pause);
            age = age.plus(pause);
            if (age.compareTo(lifetime) >= 0) {
                age = Duration.ZERO;
                expected++;
            }
            keys.renew();

            assertThat(told).as("keys at handshake %d", handshake).hasSize(expected);
        }
        assertThat(expected).isGreaterThan(100);
    }

    /** Each has found it over, and waits for its turn. */
    @ParameterizedTest
    @ValueSource(ints = {2, 8, 32})
    void ofManyThreadsThatFindItOverOneChangesIt(int count) throws Exception {
        TicketKeys keys = keys(LIFETIME);
        clock.pass(LIFETIME);
        List<Thread> threads =
                Stream.generate(() -> new Thread(keys::renew)).limit(count).toList();

        synchronized (keys) {
            threads.forEach(Thread::start);
            Awaitility.await()
                    .until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.BLOCKED));
            assertThat(told).hasSize(1);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(told).hasSize(2);
    }

    @Test
    void eachKeyIsAsLongAsTheLibraryWantsItAndLikeNoOther() {
        TicketKeys keys = keys(LIFETIME);
        for (int i = 1; i < 20; i++) {
            clock.pass(LIFETIME);
            keys.renew();
        }

        assertThat(told).hasSize(20).allSatisfy(key -> {
            assertThat(key.name()).hasSize(OpenSslSessionTicketKey.NAME_SIZE);
            assertThat(key.hmacKey()).hasSize(OpenSslSessionTicketKey.HMAC_KEY_SIZE);
            assertThat(key.aesKey()).hasSize(OpenSslSessionTicketKey.AES_KEY_SIZE);
        });
        Set<List<Byte>> parts = new HashSet<>();
        told.forEach(key -> {
            parts.add(octets(key.name()));
            parts.add(octets(key.hmacKey()));
            parts.add(octets(key.aesKey()));
        });
        assertThat(parts).hasSize(3 * told.size());
    }

    @Test
    void theCommonKeyIsUsedAsLongAsThereIsOneAndOtherwiseARandomOne() {
        TicketKeys keys = keys(LIFETIME);
        common = octets(1);
        keys.renew();
        keys.renew();
        assertThat(told).hasSize(2);
        assertThat(told.get(1).name()).containsOnly(1).hasSize(OpenSslSessionTicketKey.NAME_SIZE);
        assertThat(told.get(1).hmacKey()).containsOnly(2).hasSize(OpenSslSessionTicketKey.HMAC_KEY_SIZE);
        assertThat(told.get(1).aesKey()).containsOnly(3).hasSize(OpenSslSessionTicketKey.AES_KEY_SIZE);

        common = octets(4);
        keys.renew();
        assertThat(told).hasSize(3);

        common = new byte[0];
        keys.renew();
        keys.renew();
        assertThat(told).hasSize(4);
        assertThat(told.get(3).hmacKey()).isNotEqualTo(told.get(2).hmacKey());
    }

    /** What supplies it sees to that. */
    @Test
    void aCommonKeyIsNotChangedForItsAge() {
        common = octets(1);
        TicketKeys keys = keys(LIFETIME);

        clock.pass(LIFETIME);
        keys.renew();

        assertThat(told).hasSize(1);
    }

    private static byte[] octets(int first) {
        byte[] octets = new byte[TicketKeys.SIZE];
        Arrays.fill(octets, (byte) (first + 2));
        Arrays.fill(octets, 0, OpenSslSessionTicketKey.NAME_SIZE, (byte) first);
        Arrays.fill(
                octets,
                OpenSslSessionTicketKey.NAME_SIZE,
                OpenSslSessionTicketKey.NAME_SIZE + OpenSslSessionTicketKey.HMAC_KEY_SIZE,
                (byte) (first + 1));
        return octets;
    }

    private TicketKeys keys(Duration lifetime) {
        return new TicketKeys(told::add, () -> common, lifetime, clock::nanos);
    }

    private static List<Byte> octets(byte[] octets) {
        List<Byte> list = new ArrayList<>();
        for (byte octet : octets) {
            list.add(octet);
        }
        return list;
    }
}
