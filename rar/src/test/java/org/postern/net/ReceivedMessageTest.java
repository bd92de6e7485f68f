package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.smtp.Envelope;
import org.postern.smtp.Recipient;
import org.postern.smtp.Trace;

class ReceivedMessageTest {
    private static final String ID = "mwyad2h16g5-1-1";

    /** Whoever has sent one message can guess the id of the next, and has a word in all of the lines but one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a@example.org              | client.example.org      | b@example.org",
                "\"by c id ID\"@example.org | client.example.org      | b@example.org",
                "a@example.org              | x.example.org id ID     | b@example.org",
                "a@example.org              | client.example.org      | \" id ID\"@example.org",
                "\" id ID\"@example.org     | by x id ID              | \"\tby x id ID\"@example.org"
            })
    void aPartHasAnIdOfItsOwnWhereThisServerWroteIt(String from, String helo, String to) {
        Envelope envelope = new Envelope(
                Optional.of(from.replace("ID", ID)), Map.of(), List.of(new Recipient(to.replace("ID", ID), Map.of())));
        ReceivedMessage message = ReceivedMessages.message(ID, "x");
        String fields = fieldsOf(message, helo, envelope, ID);

        for (int number = 1; number < 12; number++) {
            String own = number == 1 ? ID : ID + "-" + number;
            ReceivedMessage part = with(message, fields).of(number, envelope, ReceivedMessages.content("x"));

            assertThat(part.id()).isEqualTo(own);
            assertThat(part.traceFields()).isEqualTo(fieldsOf(message, helo, envelope, own));
        }
    }

    private static String fieldsOf(ReceivedMessage message, String helo, Envelope envelope, String id) {
        return new Trace(helo.replace("ID", ID), "192.0.2.1", "mail.example.org", "LMTP", Optional.empty(), id)
                .fields(envelope, message.receivedAt(), Set.of("Date"));
    }

    private static ReceivedMessage with(ReceivedMessage message, String traceFields) {
        return new ReceivedMessage(
                message.id(),
                message.envelope(),
                message.content(),
                traceFields,
                message.receivedAt(),
                message.session());
    }
}
