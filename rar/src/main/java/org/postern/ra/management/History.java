package org.postern.ra.management;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.postern.net.ConnectionFacts;
import org.postern.net.Moment;
import org.postern.net.ReceivedMessage;
import org.postern.net.RefusedMail;
import org.postern.net.SessionFacts;
import org.postern.net.Time;
import org.postern.smtp.Hello;
import org.postern.smtp.Recipient;
import org.postern.smtp.Reply;

/**
 * What an administrator is asked about: the last messages that were taken, and the last that were refused. Content is never
 * kept. Thread-safe without a lock: it is told on event loops.
 */
public final class History implements HistoryMXBean {
    private final Optional<Kept> kept;
    private final Time time;

    /** Empty at its beginning. */
    private record Kept(LastRows taken, LastRows refused) {}

    /** @param most rows of each kind; 0 for none */
    public History(int most, Time time) {
        this.kept = most == 0 ? Optional.empty() : Optional.of(new Kept(new LastRows(most), new LastRows(most)));
        this.time = time;
    }

    /** A message that is with its beans. */
    public final class UnderWay {
        private final ReceivedMessage message;
        private final long size;
        private final Moment begun;

        private UnderWay(ReceivedMessage message) {
            this.message = message;
            this.size = message.content().size();
            this.begun = time.moment();
        }

        /**
         * It is known what became of it.
         *
         * @param replies one for each recipient, in the order of the envelope
         * @param beans the names of those that take a recipient's mail; asked for only if they are kept
         */
        public void end(List<Reply> replies, Supplier<Map<Recipient, String>> beans) {
            kept.ifPresent(rows -> end(rows, replies, beans.get()));
        }

        /** Recipients may have outcomes of their own (LMTP): one row for each failure at a bean, and one for those that it took. */
        private void end(Kept rows, List<Reply> replies, Map<Recipient, String> beans) {
            List<Recipient> all = message.envelope().recipients();
            Map<Outcome, List<Integer>> outcomes = new LinkedHashMap<>();
            for (int i = 0; i < replies.size(); i++) {
                Optional<Reply> failure = Optional.of(replies.get(i)).filter(Reply::isFailure);
                Outcome outcome = new Outcome(failure, beans.getOrDefault(all.get(i), ""));
                outcomes.computeIfAbsent(outcome, one -> new ArrayList<>()).add(i);
            }
            outcomes.forEach((outcome, places) -> {
                List<Recipient> recipients = places.stream().map(all::get).toList();
                Reply reply = replies.get(places.get(0));
                (reply.isFailure() ? rows.refused() : rows.taken()).add(row(recipients, reply, outcome.bean()));
            });
        }

        private MailRow row(List<Recipient> recipients, Reply reply, String bean) {
            Duration took = time.moment().since(begun);
            return new MailRow(
                    time.now(),
                    message.id(),
                    message.session(),
                    MailRow.Mail.of(message.envelope().reversePath().orElse(""), recipients, size),
                    MailRow.End.of(reply, bean, took.toMillis()));
        }
    }

    /**
     * What one bean has made of a message.
     *
     * @param failure empty if it was taken
     */
    private record Outcome(Optional<Reply> failure, String bean) {}

    /** A message goes to its beans. */
    public UnderWay begin(ReceivedMessage message) {
        return new UnderWay(message);
    }

    /** No bean has had it. */
    void refused(RefusedMail mail) {
        kept.ifPresent(rows -> rows.refused()
                .add(row(
                        mail.session(),
                        mail.recipient()
                                .map(one -> new MailRow.Mail(mail.sender(), one, 1, 0))
                                .orElseGet(() -> MailRow.Mail.of(mail.sender(), mail.recipients(), 0)),
                        MailRow.End.of(mail.reply()))));
    }

    /** The adapter itself has failed, and the peer heard the id of the connection. */
    void failed(ConnectionFacts connection) {
        SessionFacts session = new SessionFacts(connection, new Hello("", ""), Optional.empty(), Optional.empty());
        kept.ifPresent(rows -> rows.refused()
                .add(row(session, new MailRow.Mail("", "", 0, 0), new MailRow.End("", "internal error", "", -1))));
    }

    @Override
    public MailRow[] messages(int most) {
        return latest(kept.stream().flatMap(rows -> rows.taken().latestFirst()), most);
    }

    @Override
    public MailRow[] refusals(int most) {
        return latest(kept.stream().flatMap(rows -> rows.refused().latestFirst()), most);
    }

    @Override
    public MailRow[] find(String id) {
        String wanted = id.strip();
        return kept.stream()
                .flatMap(rows ->
                        Stream.concat(rows.taken().latestFirst(), rows.refused().latestFirst()))
                .filter(row -> row.isOf(wanted))
                .sorted(Comparator.comparing(MailRow::answered).reversed())
                .toArray(MailRow[]::new);
    }

    private MailRow row(SessionFacts session, MailRow.Mail mail, MailRow.End end) {
        return new MailRow(time.now(), session.connection().id(), session, mail, end);
    }

    private static MailRow[] latest(Stream<MailRow> rows, int most) {
        return rows.limit(Math.max(0, most)).toArray(MailRow[]::new);
    }
}
