/**
 * Where keys come from: the container, files of several formats, JNDI.
 *
 * <p>{@link org.postern.tls.keys.KeyStores} are what the administrator listed; each {@link
 * org.postern.tls.keys.KeyStoreSource} among them knows one place and one format, and brings {@link
 * org.postern.tls.keys.LoadedKeys}. Nothing here judges a key: that is the business of {@link org.postern.tls}.
 */
@NullMarked
package org.postern.tls.keys;

import org.jspecify.annotations.NullMarked;
