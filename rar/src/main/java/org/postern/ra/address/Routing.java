package org.postern.ra.address;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.postern.net.MailTransaction;
import org.postern.net.MessageHandler;
import org.postern.net.ReceivedMessage;
import org.postern.ra.delivery.Activation;
import org.postern.ra.delivery.Deliveries;
import org.postern.ra.delivery.DuplicateCheck;
import org.postern.ra.delivery.RecipientChecks;
import org.postern.ra.management.History;
import org.postern.smtp.Recipient;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;
import org.postern.smtp.Service;

/**
 * Finds the beans for one message. In SMTP one message has one reply, so it goes where its first recipient goes: to one
 * bean, or to several that share. Recipients of others are for another message, which the sender makes at once (RFC 5321
 * section 4.5.3.1.10). In LMTP each recipient has a reply (RFC 2033 section 4.2), so each goes where it belongs.
 *
 * <p>One call at a time, but answers come on other threads.
 */
final class Routing implements MessageHandler {
    private final Service service;
    private final Takers takers;
    private final Deliveries deliveries;
    private final RecipientChecks recipientChecks;
    private final History history;
    private volatile Optional<MailTransaction> transaction;
    private final Map<Recipient, List<Activation>> accepted = new ConcurrentHashMap<>();
    private volatile List<Activation> chosen = List.of();
    private List<Share> shares = List.of();

    Routing(
            Service service,
            Takers takers,
            Deliveries deliveries,
            RecipientChecks recipientChecks,
            History history,
            MailTransaction transaction) {
        this.service = service;
        this.takers = takers;
        this.deliveries = deliveries;
        this.recipientChecks = recipientChecks;
        this.history = history;
        this.transaction = Optional.of(transaction);
    }

    @Override
    public CompletableFuture<Optional<Reply>> refusal(Recipient recipient) {
        return takers.of(recipient).thenCompose(found -> {
            Optional<Reply> refusal = refusal(found, recipient);
            return refusal.isPresent()
                    ? CompletableFuture.completedFuture(refusal)
                    : ask(found, recipient).thenApply(answer -> {
                        if (answer.isEmpty()) {
                            accept(recipient, found);
                        }
                        return answer;
                    });
        });
    }

    /** Each group of recipients gets a message, each of its beans a copy: as many outcomes, of which the worst counts. */
    @Override
    public CompletionStage<List<Reply>> receive(ReceivedMessage message) {
        List<Recipient> recipients = message.envelope().recipients();
        Map<List<Activation>, List<Recipient>> groups = recipients.stream()
                .collect(Collectors.groupingBy(this::takersOf, LinkedHashMap::new, Collectors.toList()));
        History.UnderWay underWay = history.begin(message);
        Distribution distribution = new Distribution(message, deliveries, service == Service.LMTP, groups);
        shares = distribution.begin();
        // Until its peer has shown that it knows, this object stays.
        accepted.clear();
        chosen = List.of();
        transaction = Optional.empty();
        List<CompletableFuture<Reply>> byRecipient = distribution.outcomes(recipients);
        return CompletableFuture.allOf(byRecipient.toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    List<Reply> replies =
                            byRecipient.stream().map(CompletableFuture::join).toList();
                    underWay.end(replies, () -> names(groups));
                    return replies;
                });
    }

    @Override
    public void acknowledged() {
        shares.forEach(Share::acknowledge);
    }

    @Override
    public void inputEnded() {
        shares.forEach(share -> share.duplicateChecks().forEach(DuplicateCheck::inputEnded));
    }

    @Override
    public void lost() {
        shares.forEach(share -> share.duplicateChecks().forEach(DuplicateCheck::lose));
    }

    private Optional<Reply> refusal(List<Activation> found, Recipient recipient) {
        if (found.isEmpty()) {
            return Optional.of(takers.refusalOf(recipient));
        }
        // Of several that share, each is to get the message.
        if (found.stream().anyMatch(Activation::isPaused) || takers.mayMissSome(found)) {
            return Optional.of(Replies.recipientAway());
        }
        return chosen.isEmpty() || chosen.equals(found) || service == Service.LMTP
                ? Optional.empty()
                : Optional.of(Replies.recipientOfAnother());
    }

    /** All must take it. */
    private CompletableFuture<Optional<Reply>> ask(List<Activation> beans, Recipient recipient) {
        MailTransaction open = transaction.orElseThrow();
        return beans.stream()
                .map(bean -> recipientChecks.ask(bean, open, recipient))
                .reduce((one, other) -> one.thenCombine(
                        other,
                        (first, second) -> first.isEmpty()
                                ? second
                                : second.map(first.get()::orWorse).or(() -> first)))
                .orElseThrow();
    }

    /** Of the beans that take the mail of each recipient. */
    private static Map<Recipient, String> names(Map<List<Activation>, List<Recipient>> groups) {
        Map<Recipient, String> names = new HashMap<>();
        groups.forEach((beans, recipients) -> {
            String all = beans.stream().map(Activation::bean).collect(Collectors.joining(", "));
            recipients.forEach(recipient -> names.put(recipient, all));
        });
        return names;
    }

    private void accept(Recipient recipient, List<Activation> beans) {
        accepted.put(recipient, beans);
        chosen = beans;
    }

    private List<Activation> takersOf(Recipient recipient) {
        List<Activation> beans = accepted.get(recipient);
        if (beans == null) {
            throw new IllegalStateException("A message to a recipient that no bean took");
        }
        return beans;
    }
}
