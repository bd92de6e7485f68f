package org.postern.tls.keys;

import java.util.List;

/** The key stores of one kind of server. An implementation is the only place that knows this kind. */
interface ServerKeyStores {

    /** Asks which there are at the moment. Never fails: what goes wrong is told by a source that cannot be loaded. */
    Answer ask();

    /**
     * What the server has.
     *
     * @param sources in the order of look-up
     * @param tried where there is none: what was looked for, within a sentence
     */
    record Answer(List<KeyStoreSource> sources, String tried) {

        static Answer of(List<? extends KeyStoreSource> sources) {
            return new Answer(List.copyOf(sources), "");
        }

        static Answer none(String tried) {
            return new Answer(List.of(), tried);
        }
    }
}
