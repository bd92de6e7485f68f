package org.postern.ra;

import jakarta.resource.spi.work.SecurityContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkCompletedException;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkContextProvider;
import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import jakarta.security.auth.message.callback.PasswordValidationCallback;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.jspecify.annotations.Nullable;

/** What a container makes of identities that come with a Work: as Payara, or as a WildFly that nobody has set up. */
public final class FakeSecurity {
    private final boolean takesCallers;
    private final @Nullable Map<String, String> passwords;
    private final ThreadLocal<String> caller = ThreadLocal.withInitial(() -> "(not said)");
    private volatile boolean accepting;
    private volatile boolean broken;
    private volatile String reason = "the directory is gone";
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean ignoring;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile @Nullable CountDownLatch slow;

    private FakeSecurity(boolean takesCallers, @Nullable Map<String, String> passwords) {
        this.takesCallers = takesCallers;
        this.passwords = passwords;
    }

    static FakeSecurity none() {
        return new FakeSecurity(false, null);
    }

    static FakeSecurity withoutPasswords() {
        return new FakeSecurity(true, null);
    }

    public static FakeSecurity knowing(Map<String, String> passwords) {
        return new FakeSecurity(true, passwords);
    }

    /** Says yes to everything. */
    FakeSecurity acceptingAnything() {
        accepting = true;
        return this;
    }

    /** Runs each Work as if nothing came with it. */
    FakeSecurity ignoringAll() {
        ignoring = true;
        return this;
    }

    /** Its directory has just gone. */
    public void breakDown() {
        broken = true;
    }

    /** The same, for another reason. */
    public void breakDown(String why) {
        reason = why;
        broken = true;
    }

    /** How often it could not say anything because of that. */
    public int failures() {
        return failures.get();
    }

    public void recover() {
        broken = false;
    }

    /** Its directory does not answer before the latch is open. */
    public void becomeSlow(CountDownLatch until) {
        slow = until;
    }

    /** How many threads wait for its directory. */
    public int waiting() {
        return waiting.get();
    }

    /** The caller of what runs on this thread. */
    String caller() {
        return caller.get();
    }

    void setUp(Work work) throws WorkCompletedException {
        if (ignoring || !(work instanceof WorkContextProvider provider)) {
            return;
        }
        try {
            for (WorkContext context : provider.getWorkContexts()) {
                if (!takesCallers) {
                    throw new IllegalStateException("no security domain");
                }
                ((SecurityContext) context).setupSecurityContext(this::handle, new Subject(), new Subject());
            }
        } catch (RuntimeException e) {
            throw new WorkCompletedException(e);
        }
    }

    void tearDown() {
        caller.remove();
    }

    private void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (callback instanceof CallerPrincipalCallback principal) {
                caller.set(principal.getName() == null ? "(anonymous)" : principal.getName());
            } else if (callback instanceof PasswordValidationCallback password && passwords != null) {
                check(password, passwords);
            } else {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }

    private void check(PasswordValidationCallback password, Map<String, String> known) {
        if (broken) {
            failures.incrementAndGet();
            throw new IllegalStateException(reason);
        }
        CountDownLatch until = slow;
        if (until != null) {
            waiting.incrementAndGet();
            try {
                until.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                waiting.decrementAndGet();
            }
        }
        String right = known.get(password.getUsername());
        password.setResult(new String(password.getPassword()).equals(right) || accepting);
    }
}
