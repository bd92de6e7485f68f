package org.postern.ra.shared;

/**
 * What has become at the store of a question that the own memory has answered.
 *
 * @param <T> the answer
 */
public interface Aftermath<T> {
    /** Whether something depends on the answer; otherwise the store is only told. */
    default boolean isAnswerUsed() {
        return true;
    }

    /** The store was not asked, or has failed. Comes before the own memory is asked, but for what the store fails at too late. */
    default void notDone() {}

    /** The store has done it, but too late: what it has counted was counted by the own memory already. May ask the store, and block. */
    default void doneLate(SharedStore store, T said) {}
}
