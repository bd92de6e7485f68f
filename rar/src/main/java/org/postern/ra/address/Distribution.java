package org.postern.ra.address;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.postern.net.Content;
import org.postern.net.ReceivedMessage;
import org.postern.ra.delivery.Activation;
import org.postern.ra.delivery.Deliveries;
import org.postern.ra.delivery.DuplicateCheck;
import org.postern.ra.delivery.Namesake;
import org.postern.ra.delivery.Part;
import org.postern.smtp.Recipient;
import org.postern.smtp.Reply;

/**
 * What the beans get of one message, and which outcome each recipient has. A bean gets an envelope with all of its recipients, or
 * one for each mailbox: one that is named twice is delivered once. One thread at a time.
 */
final class Distribution {
    private final ReceivedMessage message;
    private final Deliveries deliveries;
    private final boolean replyForEach;
    private final Iterator<Content> copies;
    private final List<Group> groups;
    private final List<Share> shares = new ArrayList<>();
    private final Map<Recipient, Share> byRecipient = new HashMap<>();
    /** Of the next part; see {@link ReceivedMessage#of}. */
    private int number = 1;

    /** Recipients that the same beans take. */
    private record Group(List<Activation> beans, List<Recipient> recipients) {
        private List<List<Recipient>> envelopes(Activation bean) {
            return bean.takesRecipientsApart() ? each() : List.of(recipients);
        }

        /** Of a mailbox that is named twice, both. */
        private List<List<Recipient>> sameMailboxes() {
            Map<String, List<Recipient>> same = new LinkedHashMap<>();
            recipients.forEach(recipient -> same.computeIfAbsent(recipient.anySpelling(), mailbox -> new ArrayList<>())
                    .add(recipient));
            return List.copyOf(same.values());
        }

        private List<List<Recipient>> each() {
            return sameMailboxes().stream().map(same -> same.subList(0, 1)).toList();
        }

        private int copies() {
            return beans.stream().mapToInt(bean -> envelopes(bean).size()).sum();
        }

        /** A bean that takes them in one transaction has one outcome for all of them. */
        private boolean isApart() {
            return beans.stream().allMatch(bean -> bean.takesRecipientsApart());
        }
    }

    /** What one bean gets, and what becomes of each part. */
    private record Handed(List<Part> parts, List<CompletableFuture<Reply>> outcomes) {}

    /**
     * Delivers nothing yet.
     *
     * @param replyForEach whether the sender hears of each recipient, as in LMTP (RFC 2033 section 4.2)
     * @param groups the recipients of the message, by their beans
     */
    Distribution(
            ReceivedMessage message,
            Deliveries deliveries,
            boolean replyForEach,
            Map<List<Activation>, List<Recipient>> groups) {
        this.message = message;
        this.deliveries = deliveries;
        this.replyForEach = replyForEach;
        this.groups = groups.entrySet().stream()
                .map(group -> new Group(group.getKey(), group.getValue()))
                .toList();
        this.copies = message.content()
                .copies(this.groups.stream().mapToInt(Group::copies).sum())
                .iterator();
    }

    /** Gives all of it to the beans. */
    List<Share> begin() {
        groups.forEach(this::begin);
        return List.copyOf(shares);
    }

    /** For each of these, of those of the message. */
    List<CompletableFuture<Reply>> outcomes(List<Recipient> recipients) {
        return recipients.stream()
                .map(byRecipient::get)
                .map(Objects::requireNonNull)
                .map(Share::worstOutcome)
                .toList();
    }

    private void begin(Group group) {
        List<Handed> handed =
                group.beans().stream().map(bean -> hand(group, bean)).toList();
        number += handed.stream().mapToInt(one -> one.parts().size()).max().orElseThrow();
        if (replyForEach && group.isApart()) {
            List<List<Recipient>> each = group.sameMailboxes();
            for (int i = 0; i < each.size(); i++) {
                int part = i;
                share(
                        each.get(i),
                        handed.stream().map(one -> one.parts().get(part)).toList(),
                        handed.stream().map(one -> one.outcomes().get(part)).toList());
            }
        } else {
            share(
                    group.recipients(),
                    handed.stream().flatMap(one -> one.parts().stream()).toList(),
                    handed.stream().flatMap(one -> one.outcomes().stream()).toList());
        }
    }

    private void share(List<Recipient> recipients, List<Part> parts, List<CompletableFuture<Reply>> outcomes) {
        List<DuplicateCheck> checks = parts.stream().map(Part::duplicateCheck).toList();
        Share share = Share.of(checks, outcomes);
        shares.add(share);
        recipients.forEach(recipient -> byRecipient.put(recipient, share));
    }

    private Handed hand(Group group, Activation bean) {
        Namesake namesake = group.beans().stream()
                .filter(other -> other != bean)
                .map(bean::namesake)
                .max(Comparator.naturalOrder())
                .orElse(Namesake.NONE);
        List<List<Recipient>> envelopes = group.envelopes(bean);
        int first = number;
        List<Part> parts = IntStream.range(0, envelopes.size())
                .mapToObj(i -> part(first + i, envelopes.get(i), deliveries.duplicateCheck(bean, namesake)))
                .toList();
        return new Handed(parts, deliveries.submit(parts, bean));
    }

    private Part part(int own, List<Recipient> recipients, DuplicateCheck duplicateCheck) {
        Content copy = copies.next();
        return new Part(() -> message.of(own, message.envelope().to(recipients), copy), duplicateCheck);
    }
}
