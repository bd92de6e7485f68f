package org.postern.simulation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What beans have committed, and what senders were told: the truth, which nobody in the simulation can see as a whole. */
final class Ledger {
    private final World world;
    private final Map<String, Mail> mails = new LinkedHashMap<>();
    private final Map<String, Mail> forGood = new LinkedHashMap<>();
    private Optional<String> excuseOfAll = Optional.empty();
    private long commits;

    Ledger(World world) {
        this.world = world;
    }

    Mail add(Mail mail) {
        excuseOfAll.ifPresent(mail::excuse);
        mails.put(mail.key(), mail);
        return mail;
    }

    Mail find(String token, String peer) {
        Mail mail = mails.get(token + "@" + peer);
        if (mail == null) {
            world.violated("a bean was given " + token + " of " + peer + ", which nobody has sent");
            return add(new Mail(token, peer, "nobody"));
        }
        return mail;
    }

    /** A bean without a transaction is given a message: nothing that it does can be rolled back. */
    void givenForGood(String id, Mail mail) {
        forGood.put(id, mail);
    }

    /** The adapter says that it waits no longer for these. */
    void leftWithTheirBean(String line) {
        forGood.forEach((id, mail) -> {
            if (line.matches("(?s).*\\b" + id + "\\b.*")) {
                mail.excuse("its bean has no transaction, and took longer than its undeployment could wait");
            }
        });
    }

    /** A bean's transaction has committed. */
    void committed(Mail mail) {
        mail.committed();
        commits++;
        world.tell("committed " + mail.key() + " (" + mail.rows() + ")");
        if (mail.rows() > 1 && mail.excuses().isEmpty()) {
            world.violated("delivered twice without an excuse: " + mail);
        }
    }

    /** A sender has read that its message is taken. */
    void told(Mail mail) {
        mail.told();
        world.tell("told " + mail.key());
        if (mail.rows() == 0) {
            world.violated("250 without a commit: " + mail);
        }
    }

    /** A sender has read that its message will never be taken, or that those of some recipients will not: it is not told which. */
    void refused(List<Mail> mails, String reply) {
        mails.forEach(Mail::refused);
        world.tell("refused " + mails.stream().map(Mail::key).toList() + " " + reply);
        if (mails.stream().allMatch(mail -> mail.rows() > 0 && mail.excuses().isEmpty())) {
            world.violated("refused for good with " + reply + ", though committed: " + mails);
        }
    }

    /** The process of some beans has ended in the middle of some deliveries. */
    void killed(List<String> beans) {
        mails.values().stream()
                .filter(mail -> mail.isInDelivery() && beans.contains(mail.bean()))
                .forEach(mail -> {
                    mail.excuse("killed during its delivery");
                    while (mail.isInDelivery()) {
                        mail.delivering(false);
                    }
                });
    }

    void excuseAll(String why) {
        excuseOfAll = Optional.of(why);
        mails.values().forEach(mail -> mail.excuse(why));
    }

    Collection<Mail> mails() {
        return mails.values();
    }

    boolean isOver() {
        return mails.values().stream().allMatch(Mail::isOver);
    }

    long commits() {
        return commits;
    }
}
