package org.postern.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a sender has to get rid of: one message for all of its recipients, or one for each of them where its bean has a
 * transaction for each.
 *
 * @param mails by recipient
 * @param all as they are named, some twice
 */
record Letter(Map<String, Mail> mails, List<String> all, String from, String content) {
    boolean isOver() {
        return mails.values().stream().allMatch(Mail::isOver);
    }

    /** Those that it still has to be sent to. */
    List<String> recipients() {
        return all.stream().filter(recipient -> !mails.get(recipient).isOver()).toList();
    }

    /** It is sent on a connection. */
    void goesOn(Link link) {
        recipients().stream().map(mails::get).distinct().forEach(mail -> mail.goesOn(link));
    }

    /** What is said of each message, of replies to those that it was sent to. */
    Map<Mail, List<String>> byMail(List<String> recipients, List<String> replies) {
        Map<Mail, List<String>> said = new LinkedHashMap<>();
        for (Mail mail : mails.values()) {
            List<String> own = IntStream.range(0, recipients.size())
                    .filter(i -> mails.get(recipients.get(i)) == mail)
                    .mapToObj(replies::get)
                    .toList();
            if (!own.isEmpty()) {
                said.put(mail, own);
            }
        }
        return said;
    }

    @Override
    public String toString() {
        return mails.values().stream().distinct().toList().toString();
    }
}
