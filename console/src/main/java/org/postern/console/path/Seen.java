package org.postern.console.path;

import java.util.Optional;

/** What one look has seen, as far as it came. Immutable. */
record Seen(
        Optional<Reply> greeting,
        Optional<Reply> hello,
        Optional<Reply> startTls,
        boolean talksBehindStartTls,
        Optional<TlsSeen> tls,
        Optional<Reply> helloInTls,
        Optional<Trouble> trouble) {

    static final Seen NOTHING = new Seen(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    Seen withGreeting(Reply heard) {
        return new Seen(Optional.of(heard), hello, startTls, talksBehindStartTls, tls, helloInTls, trouble);
    }

    Seen withHello(Reply heard) {
        return new Seen(greeting, Optional.of(heard), startTls, talksBehindStartTls, tls, helloInTls, trouble);
    }

    Seen withStartTls(Reply heard, boolean talksOn) {
        return new Seen(greeting, hello, Optional.of(heard), talksOn, tls, helloInTls, trouble);
    }

    Seen withTls(TlsSeen shown) {
        return new Seen(greeting, hello, startTls, talksBehindStartTls, Optional.of(shown), helloInTls, trouble);
    }

    Seen withHelloInTls(Reply heard) {
        return new Seen(greeting, hello, startTls, talksBehindStartTls, tls, Optional.of(heard), trouble);
    }

    Seen withTrouble(Trouble met) {
        return new Seen(greeting, hello, startTls, talksBehindStartTls, tls, helloInTls, Optional.of(met));
    }

    boolean isGreeted() {
        return greeting.filter(Reply::isPositive).isPresent();
    }

    boolean listsStartTls() {
        return hello.filter(reply -> reply.lists("STARTTLS")).isPresent();
    }
}
