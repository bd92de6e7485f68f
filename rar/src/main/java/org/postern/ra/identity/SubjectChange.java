package org.postern.ra.identity;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javax.security.auth.Subject;

/** What a container adds to a Subject while it is asked: groups, what it calls the identity of a user, and secrets. */
final class SubjectChange {
    private final Subject subject;
    private final Set<Object> before = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Begins now. */
    SubjectChange(Subject subject) {
        this.subject = subject;
        before.addAll(subject.getPrincipals());
        before.addAll(subject.getPublicCredentials());
        before.addAll(subject.getPrivateCredentials());
    }

    /** What has come since, without secrets. */
    Subject added() {
        Subject added = new Subject();
        copy(subject.getPrincipals(), added.getPrincipals());
        copy(subject.getPublicCredentials(), added.getPublicCredentials());
        copy(subject.getPrivateCredentials(), added.getPrivateCredentials());
        return added;
    }

    private <T> void copy(Collection<T> from, Set<T> to) {
        from.stream()
                .filter(each -> !before.contains(each) && !Secrets.isSecret(each))
                .forEach(to::add);
    }

    /** Secrets that have come since are cleared, as far as they can be: the container may keep the Subject for long. */
    void removeSecrets() {
        remove(subject.getPublicCredentials());
        remove(subject.getPrivateCredentials());
    }

    private void remove(Set<Object> credentials) {
        List<Object> secrets = credentials.stream()
                .filter(each -> !before.contains(each) && Secrets.isSecret(each))
                .toList();
        secrets.forEach(secret -> {
            credentials.remove(secret);
            Secrets.clear(secret);
        });
    }
}
