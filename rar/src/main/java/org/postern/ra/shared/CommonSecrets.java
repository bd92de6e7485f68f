package org.postern.ra.shared;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.postern.net.Time;
import org.postern.tls.TicketSecret;
import org.postern.tls.TicketSecrets;

/**
 * Secrets for session tickets, which the instance that needs one first puts into the store. The clock on the wall, which all
 * instances have, says which is the one of now. Thread-safe.
 */
public final class CommonSecrets implements TicketSecrets {
    /** Before the next one is needed it is asked for: handshakes do not wait for it. */
    static final Duration AHEAD = Duration.ofSeconds(20);

    private static final int OCTETS = 32;

    private final SecureRandom random = new SecureRandom();
    private final Time time;
    private final Map<Duration, Pair> wanted = new ConcurrentHashMap<>();

    /** Those of now and of soon, as far as they are known. */
    private record Pair(Optional<TicketSecret> now, Optional<TicketSecret> next) {
        static final Pair UNKNOWN = new Pair(Optional.empty(), Optional.empty());

        Optional<TicketSecret> of(long number) {
            return now.filter(secret -> secret.number() == number)
                    .or(() -> next.filter(secret -> secret.number() == number));
        }
    }

    public CommonSecrets(Time time) {
        this.time = time;
    }

    @Override
    public Optional<TicketSecret> now(Duration lifetime) {
        Pair known = wanted.get(lifetime);
        if (known == null) {
            wanted.putIfAbsent(lifetime, Pair.UNKNOWN);
            return Optional.empty();
        }
        return known.of(number(lifetime));
    }

    /** Asks for those that are needed, or will be soon. To be called now and then, by one thread at a time. Blocks. */
    public void look(CommonMemory memory) {
        wanted.keySet().forEach(lifetime -> {
            long now = number(lifetime);
            find(memory, lifetime, now);
            if (left(lifetime, now).compareTo(AHEAD) <= 0) {
                find(memory, lifetime, now + 1);
            }
        });
    }

    private void find(CommonMemory memory, Duration lifetime, long number) {
        Pair known = wanted.getOrDefault(lifetime, Pair.UNKNOWN);
        if (known.of(number).isPresent()) {
            return;
        }
        String key = "ticket-secret-" + lifetime.toSeconds() + "-" + number;
        String mine = secret();
        Duration timeToLive = left(lifetime, number);
        memory.visit(store -> {
            String common = store.putIfAbsent(key, mine, timeToLive).orElse(mine);
            found(lifetime, new TicketSecret(number, common));
        });
    }

    private void found(Duration lifetime, TicketSecret secret) {
        long now = number(lifetime);
        wanted.compute(lifetime, (any, known) -> {
            Pair before = known == null ? Pair.UNKNOWN : known;
            return secret.number() > now
                    ? new Pair(before.of(now), Optional.of(secret))
                    : new Pair(Optional.of(secret).filter(one -> one.number() == now), before.of(now + 1));
        });
    }

    private String secret() {
        byte[] octets = new byte[OCTETS];
        random.nextBytes(octets);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    private long number(Duration lifetime) {
        return Math.floorDiv(time.now().toEpochMilli(), lifetime.toMillis());
    }

    /** Until the end of that time. */
    private Duration left(Duration lifetime, long number) {
        return Duration.ofMillis((number + 1) * lifetime.toMillis() - time.now().toEpochMilli());
    }
}
